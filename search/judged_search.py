"""What a reader to whom everything is open finds, as addresses: what judging is given to measure."""

from collections.abc import Callable

from search.engines.base import EngineName
from search.hits import Subject
from search.judging import DEPTH
from search.query import Request, search
from search.vectors.encoders import encoder, is_switched_on


def addresses_found(language: str, engine: EngineName | None = None) -> Callable[[str], list[str]]:
    """A function from a query to the addresses found, best first, for a reader of this language.

    The function raises EngineUnavailableError when this engine cannot answer; with none named any may.
    Where vectors are switched on, raises EncoderUnavailableError when there are none.
    """
    if is_switched_on():
        # loaded beforehand, because a search does without a model that is not there in time
        encoder()

    def find(query: str) -> list[str]:
        request = Request(query=query, locks=None, language=language, first=DEPTH, wants_facets=False)
        return [hit.url for hit in search(request, _everything, only=engine).hits]

    return find


def _everything(subjects: list[Subject]) -> set[Subject]:
    return set(subjects)
