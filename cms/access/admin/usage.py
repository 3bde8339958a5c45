"""Where something is used, for the eyes of one editor: Wagtail counts the pages that use it, closed ones too, and lists
each as "private"."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page, ReferenceIndex

from cms.access.admin.naming import looking_user
from cms.access.policy import closed_to
from cms.access.readers import reader_of_user
from cms.people.models import Profile

References = QuerySet[ReferenceIndex]


def open_uses(references: References) -> References:
    """Of these references, those on pages and people that open for the one whose screen is being made.

    All of them where there is no screen: a task, a command, or what the deletion of a thing does to others.
    """
    user = looking_user()
    reader = reader_of_user(user) if user else None
    if reader is None or reader.passes_all:
        return references
    for model in (Page, Profile):
        closed = closed_to(reader, model._default_manager.all())
        keys = closed.annotate(key=Cast("pk", CharField())).values("key")
        kind = ContentType.objects.get_for_model(model)
        references = references.exclude(base_content_type=kind, object_id__in=keys)
    return references


def open_usage_count(model: type[Model]) -> Coalesce:
    """In how many things each object of a model is used, as an expression to sort a listing by."""
    uses = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id=Cast(OuterRef("pk"), CharField())
    )
    counted = open_uses(uses).order_by().values("to_object_id").annotate(count=Count("object_id", distinct=True))
    return Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0)


def close_usage() -> None:
    """Have every screen of Wagtail that asks where a thing is used ask for open uses."""
    index: Any = ReferenceIndex
    for name in ("get_references_to", "get_references_to_in_bulk"):
        setattr(index, name, classmethod(_asking(getattr(index, name).__func__)))
    index.usage_count_subquery = staticmethod(open_usage_count)


def _asking(wagtails: Callable[..., References]) -> Callable[..., References]:
    @wraps(wagtails)
    def asked(index: type[ReferenceIndex], *things: Any) -> References:
        return open_uses(wagtails(index, *things))

    return asked
