"""What others often ask, as far as it tells a reader nothing: it must find something for them too."""

from itertools import islice

from cms.api.search.subjects import locks_in, may_see_in
from cms.graphql_kit.context import Context
from cms.insights.popularity import frequent_queries
from search.query import Request, search

# Each costs a search: so many are tried, and no more.
MOST_TRIED = 5


def frequent_for(context: Context, beginning: str, *, language: str, first: int) -> list[str]:
    """Queries that begin so and that many people asked in a language; those by which this reader finds something.

    What is closed to them is in no answer, so that a query does not even tell that there is something to hide.
    """
    asked = frequent_queries(beginning, language=language, first=MOST_TRIED)
    return list(islice((query for query in asked if _finds_something(context, query, language)), first))


def _finds_something(context: Context, query: str, language: str) -> bool:
    request = Request(query=query, locks=locks_in(context), language=language, first=1, wants_facets=False)
    return search(request, may_see_in(context)).total > 0
