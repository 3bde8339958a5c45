"""From a query that fails to the form that mends it, filled in: what is one click is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Mending:
    """A form of the app that tunes search: what it makes, how a link to it reads, which argument takes the query."""

    url_name: str
    made: Promise
    action: Promise
    argument: str
    permission: str

    def address(self, row: Mapping[str, Any]) -> str:
        """The form for a row's query, in its language."""
        return f"{reverse(self.url_name)}?{urlencode({'language': row['language'], self.argument: row['query']})}"


MENDINGS = (
    Mending("search_synonyms:add", _("Synonym"), _("Add a synonym"), "words", "search.add_synonymgroup"),
    Mending("search_pins:add", _("Pinned result"), _("Pin a result"), "query", "search.add_pinnedresult"),
)


def mendings_for(user: Any) -> list[Mending]:
    """Those that somebody may use."""
    return [mending for mending in MENDINGS if user.has_perm(mending.permission)]
