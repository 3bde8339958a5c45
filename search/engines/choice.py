"""Which engine answers: Elasticsearch where a deployment names one and it can, else the database."""

from collections.abc import Callable
from typing import TypeVar

from search.engines.base import Engine, EngineName, EngineUnavailableError
from search.engines.connection import is_configured
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine

Answer = TypeVar("Answer")


def ask(question: Callable[[Engine], Answer], *, only: EngineName | None = None) -> tuple[Answer, EngineName]:
    """Put the question to the first engine that can answer, and say which one it was; `only` admits no other."""
    for engine in _engines():
        if only and engine.name is not only:
            continue
        try:
            return question(engine), engine.name
        except EngineUnavailableError:
            continue
    raise EngineUnavailableError


def _engines() -> list[Engine]:
    return [ElasticsearchEngine(), DatabaseEngine()] if is_configured() else [DatabaseEngine()]


def first_engine() -> Engine:
    """The engine that is asked first."""
    return _engines()[0]
