"""Telling archivists what waits for them. No notice names a document: what one may open tomorrow nobody knows today."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from cms.notices.actions import tell
from cms.people.models import User
from cms.retention.models import Destruction, State, is_held_in
from cms.retention.rights import APPROVE, PROPOSE, kept_documents, open_destructions, people_with
from cms.retention.rules import Rules


def tell_approvers(rows: Iterable[Destruction], *, by: User) -> None:
    """Tell those who may approve that something waits, each of as many documents as they may open."""
    ids = [row.pk for row in rows]
    for person in people_with(APPROVE).exclude(pk=by.pk):
        count = open_destructions(person).filter(pk__in=ids, state=State.PROPOSED).count()
        if count:
            tell(
                person, topic="destruction", key=f"proposed-{min(ids)}", template="retention/mails/proposed",
                context={"count": count, "proposer": by.get_full_name()},
            )  # fmt: skip


def tell_of_due_documents(today: date | None = None) -> None:
    """Tell those who may propose, once a month, how many of the documents that they keep are due."""
    today = today or timezone.localdate()
    rules = Rules()
    for person in people_with(PROPOSE):
        due = rules.due(kept_documents(person), today).exclude(is_held_in())
        waiting = Destruction.objects.still_open().values("document")
        count = due.exclude(pk__in=waiting).count()
        if count:
            tell(
                person, topic="retention-due", key=f"{today:%Y-%m}", template="retention/mails/due",
                context={"count": count},
            )  # fmt: skip
