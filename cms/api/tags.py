"""The vocabulary as its readers may know it. A word tells of what it stands on, so one that stands on nothing that a
reader may see is not there for them."""

from collections.abc import Collection, Iterable
from typing import Any

import graphene
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from graphene import ResolveInfo

from cms.access.policy import visible_to
from cms.access.readers import Reader
from cms.archive.models import DocumentTag, LibraryDocument
from cms.directory.schema import people_seen_by
from cms.graphql_kit.connections import Connection, Slice, paging_arguments, slice_of
from cms.graphql_kit.context import Context
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.loaders import by_id
from cms.pages.models import PageTag
from cms.people.models import Profile
from cms.reading.finding import cards_seen_by
from cms.tags import models
from cms.tags.schema import Tag, label_in

ORDER = ("label", "pk")


class TagEdge(graphene.ObjectType):
    """A tag and its place in a list."""

    cursor = graphene.String(required=True, description="Give it as `after` to begin behind this tag.")
    node = graphene.Field(Tag, required=True, description="The tag.")


class TagConnection(Connection, graphene.ObjectType):
    """A page of a list of tags."""

    edges = graphene.Field(list_of(TagEdge), description="The tags with their cursors.")
    nodes = graphene.Field(list_of(Tag), description="The tags.")


def tags_seen_by(reader: Reader, language: str) -> QuerySet[models.Tag]:
    """The tags on pages, documents and people that a reader may see, with their labels in a language."""
    pages = PageTag.objects.filter(content_object__in=cards_seen_by(reader).values("pk"))
    documents = DocumentTag.objects.filter(content_object__in=visible_to(reader, LibraryDocument.objects.all()))
    skills = Profile.skills.through.objects.filter(profile__in=people_seen_by(reader).order_by().values("pk"))
    on_anything = Q()
    for rows in (pages, documents, skills):
        on_anything |= Q(Exists(rows.filter(tag=OuterRef("pk"))))
    return models.Tag.objects.filter(on_anything).annotate(
        tag_id=F("pk"), label=label_in(language, tag="pk", name="name")
    )


@by_id
def tag_by_id(context: Context, ids: Collection[int]) -> Iterable[models.Tag]:
    return tags_seen_by(context.reader, context.language).filter(pk__in=ids)


class TagQuery:
    """What can be asked about tags."""

    tag = graphene.Field(
        Tag,
        description="A tag; null when there is none, or none on anything that the reader may see.",
        slug=graphene.String(required=True, description="Its slug."),
        language=graphene.String(description="Of its label; by default that of the request."),
    )
    tags = graphene.Field(
        TagConnection,
        required=True,
        description="The tags on pages, documents and people that the reader may see, by their labels.",
        prefix=graphene.String(description="Their labels begin so, in capitals or not."),
        language=graphene.String(description="Of their labels; by default that of the request."),
        **paging_arguments(),
    )

    @staticmethod
    def resolve_tag(_root: None, info: ResolveInfo, slug: str, language: str | None = None) -> Any:
        rows = tags_seen_by(info.context.reader, language or info.context.language)
        return rows.filter(slug=slug).first()

    @staticmethod
    def resolve_tags(
        _root: None,
        info: ResolveInfo,
        first: int,
        after: str | None = None,
        prefix: str | None = None,
        language: str | None = None,
    ) -> Slice[models.Tag]:
        rows = tags_seen_by(info.context.reader, language or info.context.language)
        if prefix:
            rows = rows.filter(label__istartswith=prefix)
        return slice_of(rows, order=ORDER, first=first, after=after)
