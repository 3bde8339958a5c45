"""Asking saved searches again, as their owners: through the same door as everybody, under the rights of that moment."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import translation
from graphene.utils.str_converters import to_camel_case

from cms.api.execution import execute
from cms.api.search.kinds import SUBJECT_TYPES
from cms.graphql_kit.ids import from_global_id
from cms.searches.actions.alerts import alert_people
from cms.searches.models import Alert, SavedSearch
from search.models import Entry

# The newest: who gets more than this in a day is told of so much.
MOST_FOUND = 100
ASKED = """query SavedSearch($query: String!, $filter: SearchFilter, $first: Int!) {
  search(query: $query, filter: $filter, first: $first, sort: DATE) { nodes { subject { id } } }
}"""


class UnansweredError(Exception):
    """What was saved cannot be asked any more, such as for a kind of thing that there is no longer."""


def alert_at_once() -> None:
    """Tell those who want to know within minutes."""
    alert_people(Alert.AT_ONCE, find_for_owner)


def alert_daily() -> None:
    """Tell those who want to know once a day."""
    alert_people(Alert.DAILY, find_for_owner)


def find_for_owner(saved: SavedSearch, since: date) -> list[str]:
    """The ids of what its owner finds now that was published on a day or later, and after they saved the search.

    Raises UnansweredError.
    """
    filters: dict[str, Any] = {to_camel_case(name): value for name, value in saved.filters.items()}
    filters["publishedFrom"] = max(filters.get("publishedFrom", ""), since.isoformat())
    request = HttpRequest()
    request.user = saved.user
    with translation.override(saved.language):
        asked = {"query": saved.query, "filter": filters, "first": MOST_FOUND}
        answer = execute(ASKED, asked, request=request)
    if answer.errors or answer.data is None:
        raise UnansweredError(answer.errors)
    found = [node["subject"]["id"] for node in answer.data["search"]["nodes"]]
    return _published_after(saved.saved_at, found)


def _published_after(moment: datetime, ids: Sequence[str]) -> list[str]:
    by_kind: dict[str, dict[int, str]] = defaultdict(dict)
    for each in ids:
        kind, pk = from_global_id(each)
        by_kind[SUBJECT_TYPES.get(kind, "")][pk] = each
    wanted = Q()
    for subject_type, by_pk in by_kind.items():
        wanted |= Q(subject_type=subject_type, subject_id__in=list(by_pk))
    newer = Entry.objects.filter(wanted, published_at__gt=moment) if by_kind else Entry.objects.none()
    return [by_kind[kind][pk] for kind, pk in newer.values_list("subject_type", "subject_id").distinct()]
