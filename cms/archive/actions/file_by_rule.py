"""What a collection says of the documents that are put into it."""

from django.db import transaction
from wagtail.models import Collection

from cms.activity.actions import record_act
from cms.archive.acts import FILING_CHANGED
from cms.archive.models import DocumentKind, FilingRule
from cms.people.models import User


@transaction.atomic
def file_by_rule(
    collection: Collection,
    *,
    by: User | None,
    kind: DocumentKind | None = None,
    language: str = "",
    owner: User | None = None,
) -> None:
    """Have new documents in a collection, and below it, be taken to be this. A rule that says nothing is none."""
    if kind or language or owner:
        said = {"kind": kind, "language": language, "owner": owner}
        FilingRule.objects.update_or_create(collection=collection, defaults=said)
    else:
        FilingRule.objects.filter(collection=collection).delete()
    details = {"kind": kind.code if kind else None, "language": language, "owner": owner.pk if owner else None}
    record_act(FILING_CHANGED, by=by, thing=collection, details=details)
