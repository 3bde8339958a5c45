"""Bringing a folder of Markdown in as pages."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.access.actions import settling_together
from cms.importing.assets import Assets
from cms.importing.binding import digest_of, settle_anchors
from cms.importing.forwarding import forward
from cms.importing.links import OldSite, Signposts
from cms.importing.making import PageMaker
from cms.importing.manuscripts import Manuscript, manuscript_of, words_of
from cms.importing.outline import Outline, outline_of
from cms.importing.places import make_root, root_at
from cms.importing.planning import Plan, Step, Verdict, plan_of
from cms.importing.reports import Remarks, Report
from cms.importing.tagging import TagBook
from cms.importing.vocabularies import Vocabularies, vocabularies_of
from cms.importing.writing import PageWriter
from cms.pages.models import ContentPage, ThemePage

BATCH = 20
"""Pages a commit. More would keep other writers of an embedded database waiting for seconds."""

logger = logging.getLogger(__name__)

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

    A page comes in whole or not at all, and one that fails is reported and passed over. What came in before and did not
    change is left alone. Raises NoPlaceError when there is nothing to import below.
    """
    report = Report()
    root = root_at(order.under, order.language)
    outline = outline_of(order.folder, report)
    outline.root.label = outline.root.label or words_of(order.under)
    manuscripts = _read(outline, order, report, progress)
    settle_anchors(manuscripts, report)
    assets = Assets(order.folder, order.language, report)
    assets.check(manuscripts.values())
    digests = {path: _digest(manuscript, assets) for path, manuscript in manuscripts.items()}
    plan = plan_of(outline.root, manuscripts, digests, root, overwrites=order.overwrites_edits)
    if not order.is_rehearsal:
        _write(order, plan, assets, vocabularies_of(outline, report), progress)
    _sum_up(plan, report)
    return report


def _read(outline: Outline, order: ImportOrder, report: Report, progress: Progress) -> dict[str, Manuscript]:
    entries = outline.entries()
    signposts = Signposts(outline, order.old_site)
    manuscripts: dict[str, Manuscript] = {}
    for number, entry in enumerate(entries, start=1):
        with _telling(report.remarks_on(entry.source_path)):
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
def _telling(remarks: Remarks) -> Iterator[None]:
    """Tell what goes wrong with one file, whatever it is, because one file must never stop the others."""
    try:
        yield
    except ValidationError as error:
        remarks.error(_("did not come in: %(reason)s") % {"reason": "; ".join(error.messages)})
    except Exception as error:
        logger.exception("Import of %s failed", remarks.file)
        remarks.error(_("did not come in: %(reason)s") % {"reason": f"{type(error).__name__}: {error}"})


@contextmanager
def _passing_over(step: Step, report: Report) -> Iterator[None]:
    """The same for a step of the plan, which has failed unless it gets through."""
    verdict, step.verdict = step.verdict, Verdict.FAILED
    with _telling(report.remarks_on(step.manuscript.source_path)):
        yield
        step.verdict = verdict


def _write(order: ImportOrder, plan: Plan, assets: Assets, vocabularies: Vocabularies, progress: Progress) -> None:
    """Do what the plan says, in the order that links ask for: all pages first, then what they say."""
    report = assets.report
    root = plan.root or make_root(order.under, order.language, title=plan.title)
    if plan.root is None:
        plan.take_root(root)
    pages = _make_pages(plan, PageMaker(root, plan.folder), report, progress)
    written = [step for step in plan.steps if step.is_to_be_written and step.page]
    assets.bring_in((step.manuscript for step in written), _collection_of(root))
    tags = TagBook(vocabularies, (word for step in written for word in step.manuscript.tags))
    writer = PageWriter(pages, assets, tags, vocabularies, publishes=not order.is_draft)
    for done, steps in _batches(written):
        with transaction.atomic(), settling_together():
            for step in steps:
                with _passing_over(step, report), transaction.atomic():
                    writer.write(step, pages[step.manuscript.source_path])
        progress(_("Writing"), done, len(written))
    forward(((step.entry, step.page) for step in plan.steps if step.page), order.old_site, report)


def _make_pages(plan: Plan, maker: PageMaker, report: Report, progress: Progress) -> dict[str, ContentPage]:
    pages: dict[str, ContentPage] = {}
    for done, steps in _batches(plan.steps):
        # because an empty page refers to nothing
        with transaction.atomic(), settling_together(), disable_reference_index_auto_update():
            for step in steps:
                with _passing_over(step, report), transaction.atomic():
                    pages[step.manuscript.source_path] = maker.settle(step)
        progress(_("Making"), done, len(plan.steps))
    return pages


def _batches(steps: list[Step]) -> Iterator[tuple[int, list[Step]]]:
    """Steps by the few, with how many are done after them.

    Each page stands or falls alone, by a savepoint; but what follows a commit, such as preparing pages for their
    readers, is done once for all of a batch.
    """
    for start in range(0, len(steps), BATCH):
        batch = steps[start : start + BATCH]
        yield start + len(batch), batch


def _collection_of(root: ContentPage) -> Collection:
    """Where the files of an import go: with those of its theme, so that who may see the one may see the other."""
    theme = ThemePage.objects.ancestor_of(root, inclusive=True).select_related("collection").last()
    return theme.collection if theme and theme.collection else Collection.get_first_root_node()
