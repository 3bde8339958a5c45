import logging
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from wagtail.models import Collection, Page, get_page_models

from cms.access.actions.settle import (
    forget_thing,
    settle_collections,
    settle_pages,
    settle_people,
    settle_work_groups,
)
from cms.access.models import Visibility
from cms.access.models.lock import VisibilityKind
from cms.people.models import Profile, WorkGroup

logger = logging.getLogger(__name__)

MODELS = {
    VisibilityKind.PAGE: Page,
    VisibilityKind.COLLECTION: Collection,
    VisibilityKind.PERSON: Profile,
    VisibilityKind.WORK_GROUP: WorkGroup,
}


@dataclass(frozen=True, slots=True)
class VisibilityReport:
    """What a check of all rows found: ids of things by kind whose row was wrong, missing or left over."""

    wrong: dict[str, list[int]] = field(default_factory=dict)
    left_over: dict[str, list[int]] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether every row said what it must."""
        return not any(self.wrong.values()) and not any(self.left_over.values())


def check_visibility(*, repair: bool = True) -> VisibilityReport:
    """Compare every row with what it must say: raw SQL tells nobody what it did. Repairs what differs, if asked."""
    report = VisibilityReport()
    with transaction.atomic():
        pages = Page.objects.filter(depth__gt=1).order_by().values_list("pk", flat=True)
        report.wrong[VisibilityKind.PAGE] = settle_pages(pages, rights_keys=_keys_of_pages())
        report.wrong[VisibilityKind.COLLECTION] = settle_collections()
        report.wrong[VisibilityKind.PERSON] = settle_people(Profile.objects.values_list("pk", flat=True))
        report.wrong[VisibilityKind.WORK_GROUP] = settle_work_groups(WorkGroup.objects.values_list("pk", flat=True))
        for kind, model in MODELS.items():
            rows = Visibility.objects.filter(kind=kind).exclude(object_id__in=model._default_manager.values("pk"))
            report.left_over[kind] = list(rows.values_list("object_id", flat=True))
            for object_id in report.left_over[kind]:
                forget_thing(kind=kind, object_id=object_id)
        if not repair:
            transaction.set_rollback(True)
    if not report.is_clean:
        logger.warning("Visibility rows were not true: %s; left over: %s", report.wrong, report.left_over)
    return report


def _keys_of_pages() -> dict[int, UUID | None]:
    keys: dict[int, UUID | None] = {}
    for model in get_page_models():
        if any(field.name == "rights_key" for field in model._meta.local_fields):
            keys |= dict(model.objects.order_by().values_list("pk", "rights_key"))
    return keys
