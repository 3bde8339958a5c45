"""Bringing a translation on: from a page to its drafts in other languages, and from these to their moderators."""

from collections.abc import Iterable

import polib
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.strings import StringValue, validate_translation_links

from cms.people.models import User

ID_IN_PO = "X-WagtailLocalize-TranslationID"
LARGEST_PO = 5_000_000


class UnreadablePoError(Exception):
    """A PO file cannot be taken in; its text says why, to whoever sent it."""


@transaction.atomic
def translate_subtree(page: Page, locales: Iterable[Locale], *, by: User) -> int:
    """Begin a translation of each page below one, where there is none yet and the person may edit it.

    What is translated already is left alone: wagtail-localize would write it anew, to readers at once. What lies below
    a page that is not translated stays too, because it would have no place. Returns how many pages were begun.
    """
    wanted = list(locales)
    begun, left_out = 0, set()
    for below in page.get_descendants().specific():
        parent_path = below.path[: -below.steplen]
        if parent_path in left_out or not below.permissions_for_user(by).can_edit() or below.alias_of_id:
            left_out.add(below.path)
            continue
        has = set(below.get_translations().values_list("locale", flat=True))
        missing = [locale for locale in wanted if locale.pk not in has and locale.pk != below.locale_id]
        if missing:
            TranslationCreator(by, missing).create_translations(below)
            begun += 1
    return begun


@transaction.atomic
def submit_translation(translation: Translation, *, by: User) -> Page:
    """Hand what has been translated to the theme's moderators, as a draft; what readers see stays as it is.

    Returns the translated page. Raises PermissionDenied, or ValidationError where a text does not fit the page.
    """
    # not by wagtail-localize's own saving, which writes a page that is live before anybody approved
    page: Page = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    if not page.permissions_for_user(by).can_submit_for_moderation():
        raise PermissionDenied
    page.slug = find_available_slug(page.get_parent(), slugify(page.slug), ignore_page_id=page.pk)
    page.save_revision(user=by, log_action=True)
    waiting = page.current_workflow_state
    if waiting and waiting.status == WorkflowState.STATUS_NEEDS_CHANGES:
        waiting.resume(by)
    else:
        page.get_workflow().start(page, by)
    return page


@transaction.atomic
def import_po(translation: Translation, content: bytes, *, by: User) -> int:
    """Take in the texts of a PO file that was exported from this translation. All of them, or none.

    Returns how many texts it holds. Raises UnreadablePoError.
    """
    catalogue = _catalogue_in(content)
    if not catalogue:
        raise UnreadablePoError(_("There is no text in this file."))
    if catalogue.metadata.get(ID_IN_PO) != str(translation.uuid):
        raise UnreadablePoError(_("This PO file was exported from another page or for another language."))
    texts = [entry for entry in catalogue if entry.msgstr]
    for entry in texts:
        _check_text(entry)
    translation.import_po(catalogue, user=by, tool_name="PO")
    return len(texts)


def _catalogue_in(content: bytes) -> polib.POFile:
    if len(content) > LARGEST_PO:
        raise UnreadablePoError(_("This PO file is too large."))
    try:
        text = content.decode("utf-8-sig")
        # polib takes a text of one line for the name of a file, and would read that
        return polib.pofile(f"\n{text}\n\n")
    except UnicodeDecodeError:
        raise UnreadablePoError(_("This file is no PO file in UTF-8.")) from None
    except (OSError, ValueError, IndexError) as error:
        raise UnreadablePoError(_("This is no PO file that can be read: %(error)s") % {"error": error}) from None


def _check_text(entry: polib.POEntry) -> None:
    """Refuse what could not be put in the page again: markup or links that its source has not. Raises
    UnreadablePoError."""
    try:
        StringValue.from_translated_html(entry.msgstr)
        validate_translation_links(entry.msgid, entry.msgstr)
    except ValueError as error:
        told = _("Line %(line)s, “%(text)s”: %(reason)s")
        about = {"line": entry.linenum, "text": entry.msgstr[:80], "reason": error}
        raise UnreadablePoError(told % about) from None
