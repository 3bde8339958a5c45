"""What somebody asks of the search screen, read from the address, and the addresses of neighbouring questions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.dateparse import parse_date

from cms.api.search.kinds import FILE_KIND_LABELS, KINDS

LONGEST_QUERY = 200
LONGEST_COUNT = 6
NEWEST_FIRST = "date"


@dataclass(frozen=True)
class SearchQuestion:
    """A query with its filters. Dates are ISO texts, '' for none; what the address says wrongly is left out."""

    query: str
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    language: str = ""
    unit: tuple[str, ...] = ()
    file_kind: tuple[str, ...] = ()
    sort: str = ""
    published_from: str = ""
    published_to: str = ""
    after: str | None = None
    shown_before: int = 0

    @classmethod
    def from_address(cls, parameters: QueryDict) -> "SearchQuestion":
        """The question in ?q=…&kind=…&theme=…&tag=…&language=…&unit=…&file_kind=…&from=…&to=…&sort=…&after=…&shown=…"""
        return cls(
            query=parameters.get("q", "").strip()[:LONGEST_QUERY],
            kind=tuple(kind for kind in parameters.getlist("kind") if kind in KINDS),
            theme=tuple(filter(None, parameters.getlist("theme"))),
            tag=tuple(filter(None, parameters.getlist("tag"))),
            language=parameters.get("language", ""),
            unit=tuple(filter(None, parameters.getlist("unit"))),
            file_kind=tuple(kind for kind in parameters.getlist("file_kind") if kind in FILE_KIND_LABELS),
            sort=NEWEST_FIRST if parameters.get("sort") == NEWEST_FIRST else "",
            published_from=_date(parameters.get("from", "")),
            published_to=_date(parameters.get("to", "")),
            after=parameters.get("after") or None,
            shown_before=_count(parameters.get("shown", "")) if parameters.get("after") else 0,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the query narrows the answer."""
        return bool(self._filter())

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the stored search operation, but for how many to ask."""
        sort = {"sort": "DATE"} if self.is_newest_first else {}
        return {"query": self.query, "filter": self._filter(), "after": self.after, **sort}

    @property
    def is_newest_first(self) -> bool:
        """Whether the newest come first, and not the best."""
        return self.sort == NEWEST_FIRST

    def chosen(self, field: str) -> tuple[str, ...]:
        """The values chosen in a facet: KIND, THEME, TAG, UNIT, FILE_KIND or LANGUAGE."""
        values: Mapping[str, tuple[str, ...]] = {
            "KIND": self.kind,
            "THEME": self.theme,
            "TAG": self.tag,
            "UNIT": self.unit,
            "FILE_KIND": self.file_kind,
        }
        return values.get(field, (self.language,) if self.language else ())

    def address_of_next(self, cursor: str, *, shown: int) -> str:
        """Query string of the same question, further down than the results that are shown now."""
        return replace(self, after=cursor, shown_before=self.shown_before + shown)._query_string()

    def address_of_first(self) -> str:
        """Query string of the same question, from the top."""
        return replace(self, after=None, shown_before=0)._query_string()

    def address_of(self, query: str) -> str:
        """Query string of another query with the same filters."""
        return replace(self, query=query, after=None, shown_before=0)._query_string()

    def address_in(self, language: str) -> str:
        """Query string of the same question, among what is written in a language."""
        return replace(self, language=language, after=None, shown_before=0)._query_string()

    def address_since(self, day: str) -> str:
        """Query string of the same question, among what was published on this day or later."""
        return replace(self, published_from=day, published_to="", after=None, shown_before=0)._query_string()

    def address_without_filters(self) -> str:
        """Query string of the bare query."""
        return SearchQuestion(self.query)._query_string()

    def _filter(self) -> dict[str, Any]:
        wanted = {
            "kind": list(self.kind),
            "theme": list(self.theme),
            "tag": list(self.tag),
            "language": self.language,
            "unit": list(self.unit),
            "fileKind": list(self.file_kind),
            "publishedFrom": self.published_from,
            "publishedTo": self.published_to,
        }
        return {name: value for name, value in wanted.items() if value}

    def _query_string(self) -> str:
        parameters = {
            "q": self.query,
            "kind": self.kind,
            "theme": self.theme,
            "tag": self.tag,
            "language": self.language,
            "unit": self.unit,
            "file_kind": self.file_kind,
            "from": self.published_from,
            "to": self.published_to,
            "sort": self.sort,
            "after": self.after,
            "shown": self.shown_before,
        }
        return "?" + urlencode({name: value for name, value in parameters.items() if value}, doseq=True)


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < LONGEST_COUNT else 0


def _date(text: str) -> str:
    try:
        day = parse_date(text)
    except ValueError:
        return ""
    return day.isoformat() if day else ""
