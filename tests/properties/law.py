"""Who may see what, by the rules as they are written for people: plain, slow, and ignorant of how it is done.

It knows pages, collections, people, restrictions and audiences. It does not know that there are locks or kept rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

STEP = 4  # characters of a tree path that one generation takes


@dataclass(frozen=True)
class PageFacts:
    """One page as it is stored."""

    pk: int
    path: str
    family: UUID  # what its language versions share
    source: int | None  # the page that it is an alias of
    is_live: bool
    ends: datetime | None
    rights_key: UUID | None


@dataclass(frozen=True)
class PersonFacts:
    """Somebody with an account: `fits` names each part of an audience they fit, as ("units", 3)."""

    pk: int
    profile: int
    is_active: bool
    passes_all: bool
    affiliation: str
    fits: frozenset[tuple[str, int]]


@dataclass(frozen=True)
class AudienceFacts:
    """A set of people: whoever is of one of its affiliations, or fits any of its parts."""

    includes_everyone: bool
    affiliations: frozenset[str]
    parts: frozenset[tuple[str, int]]


@dataclass
class Facts:
    """All that decides who may see what at one moment; `passed_by` says which audiences pass each restriction, by the
    kind and key of what it stands on."""

    now: datetime
    pages: dict[int, PageFacts]
    collections: dict[int, str]  # tree path by id
    documents: dict[int, int]  # collection by id
    people: dict[int, PersonFacts]
    audiences: dict[int, AudienceFacts]
    passed_by: dict[tuple[str, str], frozenset[int]] = field(default_factory=dict)


class Law:
    """What holds for one moment's facts. `person` is None for a visitor."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.by_path = {page.path: page for page in facts.pages.values()}
        self.collection_at = {path: pk for pk, path in facts.collections.items()}

    def open_pages(self, person: PersonFacts | None) -> set[int]:
        """The pages whose restrictions somebody passes, drafts too."""
        return {pk for pk, page in self.facts.pages.items() if self._passes(person, self._keys_of_page(page))}

    def visible_pages(self, person: PersonFacts | None) -> set[int]:
        """The pages that somebody may read now."""
        return {pk for pk in self.open_pages(person) if self.is_published(self.facts.pages[pk], set())}

    def visible_collections(self, person: PersonFacts | None) -> set[int]:
        """The collections that open for somebody."""
        return {pk for pk, path in self.facts.collections.items() if self._passes(person, self._keys_above(path))}

    def visible_documents(self, person: PersonFacts | None) -> set[int]:
        """The documents that somebody may read: those of the collections that open."""
        collections = self.visible_collections(person)
        return {pk for pk, collection in self.facts.documents.items() if collection in collections}

    def visible_people(self, person: PersonFacts | None) -> set[int]:
        """The profiles that somebody may see: of all whose account is active, or none."""
        if not self._passes(person, {("directory", "people")}):
            return set()
        return {each.profile for each in self.facts.people.values() if each.is_active}

    def is_published(self, page: PageFacts, asked: set[int]) -> bool:
        """Live and not over, below nothing that is not, and the alias of nothing that is not. A source may lie below
        its alias: `asked` are the pages that are being asked about already."""
        if not page.is_live or (page.ends is not None and page.ends <= self.facts.now):
            return False
        asked.add(page.pk)
        others = [self._parent(page), self.facts.pages.get(page.source or 0)]
        return all(self.is_published(other, asked) for other in others if other and other.pk not in asked)

    def is_in(self, person: PersonFacts | None, audience: AudienceFacts) -> bool:
        """Whether an audience means somebody; an account that was ended is as good as a visitor."""
        if audience.includes_everyone:
            return True
        if person is None or not person.is_active:
            return False
        return person.affiliation in audience.affiliations or bool(person.fits & audience.parts)

    def _passes(self, person: PersonFacts | None, keys: Iterable[tuple[str, str]]) -> bool:
        """Whether somebody passes every restriction that stands on these; where nobody said who, nobody does."""
        if person and person.is_active and person.passes_all:
            return True
        restrictions = [self.facts.passed_by[key] for key in keys if key in self.facts.passed_by]
        return bool(restrictions) and all(
            any(self.is_in(person, self.facts.audiences[audience]) for audience in audiences)
            for audiences in restrictions
        )

    def _keys_of_page(self, page: PageFacts) -> set[tuple[str, str]]:
        return {("page", str(each.rights_key)) for each in self._related(page, {}).values() if each.rights_key}

    def _related(self, page: PageFacts, found: dict[int, PageFacts]) -> dict[int, PageFacts]:
        """The page, its language versions, its alias's source, and the same of all above each."""
        if page.pk not in found:
            found[page.pk] = page
            versions = [each for each in self.facts.pages.values() if each.family == page.family]
            for other in [*versions, self._parent(page), self.facts.pages.get(page.source or 0)]:
                if other:
                    self._related(other, found)
        return found

    def _parent(self, page: PageFacts) -> PageFacts | None:
        return self.by_path.get(page.path[:-STEP])

    def _keys_above(self, path: str) -> set[tuple[str, str]]:
        """What the restrictions of a collection, and of those above it, stand on."""
        above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
        return {("collection", str(self.collection_at[each])) for each in above if each in self.collection_at}
