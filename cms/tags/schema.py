"""Tags as the API shows them."""

from typing import Any

import graphene
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from graphene import ResolveInfo

from cms.graphql_kit.ids import to_global_id
from cms.tags.models import TagLabel


class Tag(graphene.ObjectType):
    """A subject that pages, documents and people share."""

    id = graphene.ID(required=True, description="Names this tag among all things.")
    slug = graphene.String(required=True, description="What filters take; the same in every language.")
    label = graphene.String(required=True, description="What it is called in the language of what it is on.")

    @staticmethod
    def resolve_id(row: Any, _info: ResolveInfo) -> str:
        return to_global_id("Tag", row.tag_id)


def labelled(rows: QuerySet[Any], language: Any) -> QuerySet[Any]:
    """Rows that tie a tag to a thing, each with the tag's `slug` and its `label` in a language: what `Tag` is made of.

    `language` is a code, or an OuterRef to where the row says it.
    """
    translated = TagLabel.objects.filter(tag=OuterRef("tag_id"), language=language).values("label")[:1]
    labels = rows.annotate(slug=F("tag__slug"), label=Coalesce(Subquery(translated), F("tag__name")))
    return labels.order_by("label", "pk")
