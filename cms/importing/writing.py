"""What a page says, written once all pages are there."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from cms.importing.assets import Assets
from cms.importing.binding import bound_body
from cms.importing.front_matter import Author
from cms.importing.people import Colleagues
from cms.importing.planning import Step
from cms.importing.readings import PLACEHOLDER
from cms.importing.tagging import TagBook
from cms.importing.vocabularies import Vocabularies
from cms.pages.models import ContentPage


class PageWriter:
    """Fills pages from their manuscripts. `pages` is every page of the import by source path."""

    def __init__(
        self,
        pages: dict[str, ContentPage],
        assets: Assets,
        tags: TagBook,
        vocabularies: Vocabularies,
        *,
        publishes: bool,
    ) -> None:
        self._pages = pages
        self._assets = assets
        self._tags = tags
        self._vocabularies = vocabularies
        self._publishes = publishes
        self._colleagues = Colleagues()

    def write(self, step: Step, page: ContentPage) -> None:
        """Give a page its text, as a new version of it.

        A new page is published unless its source calls it a draft; one that an editor has withdrawn stays withdrawn.
        The title of the page that everything was imported below is its editors' own.
        """
        manuscript = step.manuscript
        is_new = not page.live and page.latest_revision_id is None
        authors = [self._vocabularies.author(author) for author in manuscript.authors]
        if is_new or step.entry.parent is not None:
            page.title = page.draft_title = manuscript.title
        page.summary = manuscript.summary
        page.image_id = self._find("image", manuscript.image.removeprefix(PLACEHOLDER)) if manuscript.image else None
        page.body = bound_body(manuscript, self._find) + self._byline(authors)
        page.tags.set(self._tags.tags_for(manuscript.tags))
        page.source_path, page.source_digest = manuscript.source_path, step.digest
        page.owner_id = page.owner_id or self._owner_among(authors)
        is_published = self._publishes and (page.live or (is_new and not manuscript.is_draft))
        self._save(page, is_new=is_new, is_published=is_published)

    def _save(self, page: ContentPage, *, is_new: bool, is_published: bool) -> None:
        if is_new and not is_published:
            page.save()  # because a page that was never published has no other text than its row's
        else:
            kept = {name: getattr(page, name) for name in ("source_path", "source_digest", "owner_id")}
            type(page).objects.filter(pk=page.pk).update(**kept)  # because a version does not bring these along
        revision = page.save_revision(clean=not is_published)  # because publishing checks it all once more
        if is_published:
            revision.publish()

    def _find(self, kind: str, path: str) -> int | None:
        """The id of what a placeholder stands for: a page, an image or a document."""
        if kind == "page":
            page = self._pages.get(path)
            return page.pk if page else None
        return (self._assets.pictures if kind == "image" else self._assets.documents).get(path)

    def _owner_among(self, authors: Iterable[Author]) -> int | None:
        return next((owner for author in authors if (owner := self._colleagues.find(author))), None)

    def _byline(self, authors: Iterable[Author]) -> list[dict[str, Any]]:
        """Authors who have no account here are named at the end of the page; one who has owns it instead."""
        names = [author.name or author.email or author.key for author in authors if not self._colleagues.find(author)]
        if not names:
            return []
        with translation.override(self._assets.language):
            words = _("Written by %(names)s") % {"names": ", ".join(names)}
        return [{"type": "text", "value": f"<p><i>{escape(words, quote=False)}</i></p>"}]
