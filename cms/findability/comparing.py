"""What a change of tuning would change: the same queries before and after it, through the eyes of a reader."""

from dataclasses import dataclass

from cms.access.readers import Reader
from cms.findability.subjects import may_see_of
from search.hits import Hit, Subject
from search.query import Request, Results, search
from search.tuning import Tuning, tuning_now

# As many as are looked at before somebody asks otherwise.
TOP = 8
MOST_QUERIES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A hit in a list; `moved` is how many places it rose against the other list, None where it was not in its top."""

    title: str
    url: str
    is_promoted: bool
    moved: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The top of one query's results, as they are and as they would be; totals are of all results."""

    query: str
    before: list[Place]
    after: list[Place]
    total_before: int
    total_after: int

    @property
    def is_changed(self) -> bool:
        """Whether anything would be otherwise."""
        return (self.total_before, _shown(self.before)) != (self.total_after, _shown(self.after))


def _shown(places: list[Place]) -> list[tuple[str, str, bool]]:
    return [(place.title, place.url, place.is_promoted) for place in places]


def compare(queries: list[str], tuning: Tuning, *, reader: Reader, language: str) -> list[Comparison]:
    """Each query with the tuning of now and with this one. The reader must already be narrowed to what whoever looks
    may see themselves."""
    now = tuning_now()
    return [
        _comparison(query, _found(query, now, reader, language), _found(query, tuning, reader, language))
        for query in queries[:MOST_QUERIES]
    ]


def _found(query: str, tuning: Tuning, reader: Reader, language: str) -> Results:
    request = Request(query=query, locks=reader.locks, language=language, first=TOP, wants_facets=False)
    return search(request, may_see_of(reader), tuning=tuning)


def _comparison(query: str, before: Results, after: Results) -> Comparison:
    return Comparison(
        query=query,
        before=_places(before.hits, after.hits),
        after=_places(after.hits, before.hits),
        total_before=before.total,
        total_after=after.total,
    )


def _places(hits: list[Hit], others: list[Hit]) -> list[Place]:
    there = {_named(hit): place for place, hit in enumerate(others)}
    return [
        Place(hit.title, hit.url, hit.is_promoted, there[_named(hit)] - place if _named(hit) in there else None)
        for place, hit in enumerate(hits)
    ]


def _named(hit: Hit) -> tuple[Subject, str]:
    return (hit.subject_type, hit.subject_id), hit.language
