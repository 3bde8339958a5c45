"""Bringing a folder of Markdown in as pages."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Collection, Page

from cms.importing.assets import Assets
from cms.importing.binding import bound_body, digest_of, settle_anchors
from cms.importing.forwarding import forward
from cms.importing.links import OldSite, Signposts
from cms.importing.manuscripts import Manuscript, manuscript_of
from cms.importing.outline import Entry, Outline, outline_of
from cms.importing.people import Colleagues
from cms.importing.places import make_root, root_at
from cms.importing.planning import Plan, Step, Verdict, plan_of
from cms.importing.reports import Remarks, Report
from cms.importing.tagging import TagBook
from cms.importing.vocabularies import Vocabularies, vocabularies_of
from cms.pages.models import ContentPage, ThemePage

Progress = Callable[[str, int, int], None]
"""Called with what is going on, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class ImportOrder:
    """What a person asks for: which folder, in which language, below which page, and how."""

    folder: Path
    language: str
    under: str
    is_draft: bool = False
    is_rehearsal: bool = False
    """Tell what would happen, and write nothing."""
    overwrites_edits: bool = False
    old_site: OldSite = field(default_factory=OldSite)


def import_articles(order: ImportOrder, *, progress: Progress = lambda doing, done, total: None) -> Report:
    """Bring a folder in: its pages, their pictures and documents, and redirects from the addresses they had.

    Each page is a transaction, and one that fails is reported and passed over. What came in before and did not change
    is left alone. Raises NoPlaceError when there is nothing to import below.
    """
    report = Report()
    root = root_at(order.under, order.language)
    outline = outline_of(order.folder, report)
    manuscripts = _read(outline, order, report, progress)
    settle_anchors(manuscripts, report)
    assets = Assets(order.folder, order.language, report)
    assets.check(manuscripts.values())
    digests = {path: _digest(manuscript, assets) for path, manuscript in manuscripts.items()}
    plan = plan_of(manuscripts, digests, root, overwrites=order.overwrites_edits)
    if not order.is_rehearsal:
        Carriage(order, plan, assets, vocabularies_of(outline, report), report).run(root, progress)
    _sum_up(plan, report)
    return report


def _read(outline: Outline, order: ImportOrder, report: Report, progress: Progress) -> dict[str, Manuscript]:
    entries = outline.entries()
    signposts = Signposts(outline, order.old_site)
    manuscripts: dict[str, Manuscript] = {}
    for number, entry in enumerate(entries, start=1):
        with _passing_over(report.remarks_on(entry.source_path)):
            manuscripts[entry.source_path] = manuscript_of(entry, signposts, report, language=order.language)
        progress(_("Reading"), number, len(entries))
    return manuscripts


def _digest(manuscript: Manuscript, assets: Assets) -> str:
    return digest_of(manuscript, {use.path: assets.file(use.path).digest for use in manuscript.files})


def _sum_up(plan: Plan, report: Report) -> None:
    for step in plan.steps:
        report.counts[step.verdict] += 1
        if step.verdict == Verdict.LEFT:
            told = _("changed in the folder, but edited here since it came in: left as it is")
            report.remarks_on(step.manuscript.source_path).fault(told)
    report.vanished = plan.vanished


@contextmanager
def _passing_over(remarks: Remarks) -> Iterator[None]:
    """Tell what goes wrong with one file, whatever it is, because one file must never stop the others."""
    try:
        yield
    except ValidationError as error:
        remarks.error(_("did not come in: %(reason)s") % {"reason": "; ".join(error.messages)})
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        remarks.error(_("did not come in: %(reason)s") % {"reason": reason})


class Carriage:
    """One import's writing, in the order that links ask for: all pages first, then what they say."""

    def __init__(
        self, order: ImportOrder, plan: Plan, assets: Assets, vocabularies: Vocabularies, report: Report
    ) -> None:
        self.order = order
        self.plan = plan
        self.assets = assets
        self.vocabularies = vocabularies
        self.report = report
        self.tags = TagBook(vocabularies)
        self.colleagues = Colleagues()
        self.pages: dict[str, ContentPage] = {}
        self.places: dict[int, ContentPage] = {}
        self.slugs: dict[int, set[str]] = {}

    def run(self, root: ContentPage | None, progress: Progress) -> None:
        """Write everything that the plan says is to be written."""
        folder = self.plan.steps[0].entry if self.plan.steps else None
        if root is None:
            title = self.plan.steps[0].manuscript.title
            root = make_root(self.order.under, self.order.language, title=title)
            self.plan.steps[0].page = root
        self.places = {id(folder): root} if folder else {}
        self._make_pages(root, progress)
        written = [step for step in self.plan.steps if step.is_to_be_written and step.page]
        self.assets.bring_in((step.manuscript for step in written), _collection_of(root))
        for number, step in enumerate(written, start=1):
            with _passing_over(self.report.remarks_on(step.manuscript.source_path)), transaction.atomic():
                self._write(step)
            progress(_("Writing"), number, len(written))
        forward(((step.entry, step.page) for step in self.plan.steps if step.page), self.order.old_site, self.report)

    def _make_pages(self, root: ContentPage, progress: Progress) -> None:
        for number, step in enumerate(self.plan.steps, start=1):
            if step.page is None:
                with _passing_over(self.report.remarks_on(step.manuscript.source_path)), transaction.atomic():
                    step.page = self._made(step, root)
            if step.page is not None:
                self.pages[step.manuscript.source_path] = step.page
                self.places.setdefault(id(step.entry), step.page)
            progress(_("Making"), number, len(self.plan.steps))

    def _made(self, step: Step, root: ContentPage) -> ContentPage:
        """An unpublished page of the right type in the right place, that says nothing yet."""
        parent = self._parent_of(step.entry, root)
        page = step.page_type(
            title=step.manuscript.title,
            slug=self._free_slug(step.manuscript.slug, parent),
            locale_id=root.locale_id,
            live=False,
            source_path=step.manuscript.source_path,
            first_published_at=_moment(step.manuscript),
        )
        parent.add_child(instance=page)
        return page

    def _parent_of(self, entry: Entry, root: ContentPage) -> ContentPage:
        above = entry.parent
        while above is not None and id(above) not in self.places:
            above = above.parent
        return self.places[id(above)] if above is not None else root

    def _free_slug(self, slug: str, parent: Page) -> str:
        if parent.pk not in self.slugs:
            self.slugs[parent.pk] = set(Page.objects.child_of(parent).values_list("slug", flat=True))
        taken = self.slugs[parent.pk]
        free, number = slug, 1
        while free in taken:
            number += 1
            free = f"{slug[:240]}-{number}"
        taken.add(free)
        return free

    def _write(self, step: Step) -> None:
        page, manuscript = step.page, step.manuscript
        assert page is not None
        page.title = page.draft_title = manuscript.title
        page.summary = manuscript.summary
        page.image_id = self._find("image", manuscript.image.removeprefix("@")) if manuscript.image else None
        page.body = bound_body(manuscript, self._find) + self._authors_line(step)
        page.tags.set(self.tags.tags_for(manuscript.tags))
        page.source_path, page.source_digest = manuscript.source_path, step.digest
        is_new = page.latest_revision_id is None
        is_published = page.live or (is_new and not self.order.is_draft and not manuscript.is_draft)
        if is_new:
            page.save()
        else:
            type(page).objects.filter(pk=page.pk).update(source_path=page.source_path, source_digest=page.source_digest)
        revision = page.save_revision(log_action=is_new)
        if is_published:
            revision.publish()

    def _find(self, kind: str, path: str) -> int | None:
        if kind == "page":
            page = self.pages.get(path)
            return page.pk if page else None
        return (self.assets.pictures if kind == "image" else self.assets.documents).get(path)

    def _authors_line(self, step: Step) -> list[dict[str, object]]:
        """Authors who have an account here own the page; the others are named at its end."""
        authors = [self.vocabularies.author(author) for author in step.manuscript.authors]
        owners = [owner for author in authors if (owner := self.colleagues.find(author))]
        if owners and step.page and step.page.owner_id is None:
            step.page.owner_id = owners[0]
        names = [author.name or author.email or author.key for author in authors if not self.colleagues.find(author)]
        if not names:
            return []
        with translation.override(self.order.language):
            line = _("Written by %(names)s") % {"names": ", ".join(names)}
        return [{"type": "text", "value": f"<p><i>{escape(line, quote=False)}</i></p>"}]


def _moment(manuscript: Manuscript) -> datetime.datetime | None:
    """When a page was first published; a day without an hour begins at midnight here."""
    date = manuscript.date
    if date is None:
        return None
    if not isinstance(date, datetime.datetime):
        date = datetime.datetime.combine(date, datetime.time())
    return timezone.make_aware(date) if timezone.is_naive(date) else date


def _collection_of(root: ContentPage) -> Collection:
    """Where the files of an import go: with those of its theme, so that who may see the one may see the other."""
    theme = ThemePage.objects.ancestor_of(root, inclusive=True).select_related("collection").last()
    return theme.collection if theme and theme.collection else Collection.get_first_root_node()
