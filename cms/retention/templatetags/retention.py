"""What the form of a document says of its end."""

from typing import Any

from django import template

from cms.archive.models import LibraryDocument
from cms.retention.keeping import is_held
from cms.retention.models import LegalHold
from cms.retention.rights import APPROVE, PROPOSE, readable_holds
from cms.retention.rules import Rules

register = template.Library()


@register.inclusion_tag("retention/of_document.html", takes_context=True)
def retention_of(context: dict[str, Any], document: LibraryDocument) -> dict[str, Any]:
    """The rule that applies, since when it counts, and what holds it. A hold is named to whoever may know of it; that
    there is one is said to everybody who may change the document."""
    user = context["request"].user
    term = Rules().term_of(document)
    shown = readable_holds(user).filter(pk__in=LegalHold.objects.on(document).values("pk"))
    is_archivist = user.has_perm(PROPOSE) or user.has_perm(APPROVE)
    return {
        "term": term,
        "events": [(schedule, schedule.event_day(document)) for schedule in term.schedules] if term else [],
        "is_over": bool(term and term.is_over()),
        "is_held": is_held(document),
        "holds": list(shown) if user.has_perm("retention.view_legalhold") else [],
        "end": document.destructions.still_open().first() if is_archivist else None,
    }
