"""Tags as the API shows them."""

from typing import Any

import graphene
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from graphene import ResolveInfo

from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.nodes import Node
from cms.tags.models import TagLabel


class Tag(graphene.ObjectType):
    """A subject that pages, documents and people share."""

    class Meta:
        interfaces = (Node,)

    slug = graphene.String(required=True, description="What filters take; the same in every language.")
    label = graphene.String(required=True, description="What it is called in the language of what it is on.")

    @staticmethod
    def is_type_of(row: Any, _info: ResolveInfo) -> bool:
        """Whatever ties a tag to a thing, or a tag that was asked for itself."""
        return hasattr(row, "tag_id")

    @staticmethod
    def resolve_id(row: Any, _info: ResolveInfo) -> str:
        return to_global_id("Tag", row.tag_id)


def labelled(rows: QuerySet[Any], language: Any) -> QuerySet[Any]:
    """Rows that tie a tag to a thing, each with the tag's `slug` and its `label` in a language: what `Tag` is made of.

    `language` is a code, or an OuterRef to where the row says it.
    """
    labels = rows.annotate(slug=F("tag__slug"), label=label_in(language, tag="tag_id", name="tag__name"))
    return labels.order_by("label", "pk")


def label_in(language: Any, *, tag: str, name: str) -> Coalesce:
    """A tag's label in a language, where `tag` and `name` are the columns that hold its id and its source label."""
    translated = TagLabel.objects.filter(tag=OuterRef(tag), language=language).values("label")[:1]
    return Coalesce(Subquery(translated), F(name))
