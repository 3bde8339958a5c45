"""What may be called by its name on a screen of the admin: Wagtail names what was chosen before without asking, in
places that know no request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import Collection, CollectionMember, Page

from cms.access.admin.policies import opens_for
from cms.people.models import Profile, WorkGroup

WITH_RIGHTS = (Page, Collection, CollectionMember, Profile, WorkGroup)

# Of the entries of a page's history, those that name other pages.
NAMING_ACTIONS = (
    "wagtail.copy", "wagtail.copy_for_translation", "wagtail.create_alias", "wagtail.convert_alias", "wagtail.move",
    "wagtail.reorder",
)  # fmt: skip

_looking: ContextVar[Any] = ContextVar("looking", default=None)


@contextmanager
def screen_of(user: Any) -> Iterator[None]:
    """What is made meanwhile is for the eyes of this user alone."""
    token = _looking.set(user)
    try:
        yield
    finally:
        _looking.reset(token)


def looking_user() -> Any:
    """The one for whose eyes a screen is being made; None where there is no screen."""
    return _looking.get()


def may_be_named(thing: Model) -> bool:
    """Whether the one whose screen is being made may know what a thing is called; yes where there is no screen."""
    user = looking_user()
    return user is None or not isinstance(thing, WITH_RIGHTS) or opens_for(user, thing)


def name_of_closed(thing: Model) -> str:
    """What a thing is called on the screen of somebody for whom it does not open."""
    names = {
        Page: _("A page you have no access to"),
        AbstractImage: _("An image you have no access to"),
        AbstractDocument: _("A document you have no access to"),
        Profile: _("A person you have no access to"),
    }
    found = next(
        (name for model, name in names.items() if isinstance(thing, model)), _("Something you have no access to")
    )
    return str(found)


class DiscreetFormatter(LogFormatter):
    """Says what was done as Wagtail does, but names no page that does not open, nor one that is gone."""

    def __init__(self, wagtails: LogFormatter) -> None:
        self.wagtails = wagtails
        self.label = wagtails.label

    def format_message(self, log_entry: Any) -> str | Promise:
        named = [
            each["id"] for each in log_entry.data.values() if isinstance(each, dict) and {"id", "title"} <= each.keys()
        ]
        pages = Page.objects.in_bulk(named)
        if not all(pk in pages and may_be_named(pages[pk]) for pk in named):
            log_entry = copy(log_entry)
            log_entry.data = {}
        message: str | Promise = self.wagtails.format_message(log_entry)
        return message

    def format_comment(self, log_entry: Any) -> str | Promise:
        comment: str | Promise = self.wagtails.format_comment(log_entry)
        return comment


def close_histories(actions: LogActionRegistry) -> None:
    """Put ours in the place of Wagtail's."""
    for action in NAMING_ACTIONS:
        actions.formatters[action] = DiscreetFormatter(actions.formatters[action])
