"""What an import will do with each page, decided before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cms.importing.manuscripts import Manuscript
from cms.importing.outline import MARKDOWN_ENDINGS, Entry
from cms.importing.routes import INDEX_NAMES
from cms.pages.models import PAGE_TYPES, ArticlePage, ContentPage, TopicPage


class Verdict(StrEnum):
    """What becomes of a page; the names under which a report counts them."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    LEFT = "left"
    """Somebody edited it here since it came in, and nobody asked to write over that."""
    FAILED = "failed"


@dataclass
class Step:
    """One page of the plan. `page` is the one that is there, or will be once it is made."""

    manuscript: Manuscript
    digest: str
    verdict: Verdict
    page_type: type[ContentPage]
    page: ContentPage | None = None

    @property
    def entry(self) -> Entry:
        return self.manuscript.entry

    @property
    def is_to_be_written(self) -> bool:
        return self.verdict in (Verdict.CREATED, Verdict.UPDATED)


@dataclass
class Plan:
    """All steps, parents before children, and what was imported before but is in the folder no longer."""

    folder: Entry
    """The imported folder itself."""
    root: ContentPage | None
    """The page to import below; None when it is still to be made."""
    steps: list[Step] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What a page for the folder would be called."""
        return next((step.manuscript.title for step in self.steps if step.entry is self.folder), self.folder.label)

    def take_root(self, root: ContentPage) -> None:
        """Import below a page that was made for it, and let it have the folder's own text."""
        self.root = root
        for step in self.steps:
            if step.entry is self.folder:
                step.page = root


def plan_of(
    folder: Entry,
    manuscripts: Mapping[str, Manuscript],
    digests: Mapping[str, str],
    root: ContentPage | None,
    *,
    overwrites: bool,
) -> Plan:
    """Compare what a folder says with what came in before below `root`.

    Manuscripts and their digests are by source path, parents before children; the folder's own may have failed.
    """
    known = _imported_below(root)
    plan = Plan(folder, root)
    for path, manuscript in manuscripts.items():
        page = next((known.pop(name) for name in _former_paths(manuscript.entry) if name in known), None)
        verdict = _verdict(page, digests[path], overwrites=overwrites)
        step = Step(manuscript, digests[path], verdict, _type_of(manuscript.entry), page)
        if step.entry is not folder or _find_place_for_folder(step, root):
            plan.steps.append(step)
    plan.vanished = sorted(known)
    return plan


def _find_place_for_folder(step: Step, root: ContentPage | None) -> bool:
    """Let the folder's own text be that of the page it comes in below; False when it has nothing to add there.

    A page that has a text already keeps it: the folder's becomes an article below it.
    """
    if root is None or step.page is not None:
        return True
    if not step.entry.file:
        return False
    if root.source_path or root.body or root.summary:
        step.page_type = ArticlePage
    else:
        step.page, step.verdict = root, Verdict.UPDATED
    return True


def _type_of(entry: Entry) -> type[ContentPage]:
    return TopicPage if entry.is_topic else ArticlePage


def _verdict(page: ContentPage | None, digest: str, *, overwrites: bool) -> Verdict:
    if page is None:
        return Verdict.CREATED
    if page.source_digest == digest:
        return Verdict.UNCHANGED
    return Verdict.LEFT if is_edited(page) and not overwrites else Verdict.UPDATED


def is_edited(page: ContentPage) -> bool:
    """Whether a person's hands were on the page after the import's: an import leaves versions without an author."""
    return page.latest_revision is not None and page.latest_revision.user_id is not None


def _imported_below(root: ContentPage | None) -> dict[str, ContentPage]:
    """The pages that imports made below a page, itself included, by the source path they remember."""
    if root is None:
        return {}
    known: dict[str, ContentPage] = {}
    for page_type in PAGE_TYPES:
        pages = page_type.objects.descendant_of(root, inclusive=True).exclude(source_path="")
        known |= {page.source_path: page for page in pages.select_related("latest_revision")}
    return known


def _former_paths(entry: Entry) -> Iterator[str]:
    """The source paths under which an entry may have come in: a folder's text may have got another name since."""
    yield entry.source_path
    if entry.is_topic:
        folder = f"{entry.path}/" if entry.path else ""
        yield folder or "/"
        for name in INDEX_NAMES:
            for ending in MARKDOWN_ENDINGS:
                yield f"{folder}{name}{ending}"
