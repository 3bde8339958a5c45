"""What a reader to whom everything is open finds, as addresses: what judging is given to measure."""

from collections.abc import Callable

from search.engines.base import EngineName
from search.hits import Subject
from search.judging import DEPTH
from search.query import Request, search


def addresses_found(language: str, engine: EngineName | None = None) -> Callable[[str], list[str]]:
    """A function from a query to the addresses found, best first, for a reader of this language.

    The function raises EngineUnavailableError when this engine cannot answer; with none named any may.
    """

    def find(query: str) -> list[str]:
        request = Request(query=query, locks=None, language=language, first=DEPTH, wants_facets=False)
        return [hit.url for hit in search(request, _everything, only=engine).hits]

    return find


def _everything(subjects: list[Subject]) -> set[Subject]:
    return set(subjects)
