"""The blocks of a page's body. Their source is a prepared block: a dictionary with `id`, `type` and its own values."""

from typing import Any

import graphene
from graphene import ResolveInfo

from cms.archive.schema import Document, document_by_id
from cms.directory.schema import Person, person_by_id
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred, all_of
from cms.graphql_kit.lists import list_of
from cms.graphql_kit.scalars import HTML
from cms.media.schema import Image, image_by_id
from cms.reading.html import PLACEHOLDER_MARK, language_of, references_in, resolve_html
from cms.reading.schema.relations import linked_page, page_by_id

Prepared = dict[str, Any]
ObjectKind = type[graphene.ObjectType]


def html_for_reader(context: Context, prepared: str) -> str | Deferred:
    """Prepared HTML with its links as this reader may follow them; all links of an answer are fetched together."""
    if PLACEHOLDER_MARK not in prepared:
        return prepared
    references = references_in([prepared])
    page_ids, language = references.get("page", []), language_of(prepared)
    pages = all_of([linked_page(context, page_id, language) for page_id in page_ids])
    documents = document_by_id.load_many(context, references.get("document", []))

    def resolve(found: list[Any]) -> str:
        addresses = {("page", page_id): card.path for page_id, card in zip(page_ids, found[0], strict=True) if card}
        addresses |= {("document", document.pk): document.url for document in found[1]}
        return resolve_html(prepared, addresses=addresses)

    return all_of([pages, documents]).then(resolve)


class Linked:
    """Resolves the `html` of whatever has one."""

    @staticmethod
    def resolve_html(block: Prepared, info: ResolveInfo) -> str | Deferred:
        return html_for_reader(info.context, block["html"])


class Block(graphene.Interface):
    """One part of a page's body."""

    id = graphene.ID(required=True, description="Names this block within its page; stable while it is edited.")
    # With a resolver of its own, because graphene would take `resolve_type` below for that of this field.
    type = graphene.String(
        required=True,
        description="What kind of block it is, such as `heading`.",
        resolver=lambda block, _info: block["type"],
    )

    @staticmethod
    def type_name_of(block: Prepared) -> str:
        return BLOCKS[block["type"]].__name__

    @classmethod
    def resolve_type(cls, block: Prepared, _info: ResolveInfo) -> ObjectKind:
        return BLOCKS[block["type"]]


class HeadingBlock(graphene.ObjectType):
    """A heading within the text."""

    class Meta:
        interfaces = (Block,)

    text = graphene.String(required=True, description="The heading.")
    level = graphene.Int(required=True, description="2, 3 or 4; the title of the page is 1.")
    anchor = graphene.String(required=True, description="What to give the heading as id, for links to it.")


class TextBlock(Linked, graphene.ObjectType):
    """Running text."""

    class Meta:
        interfaces = (Block,)

    html = HTML(required=True, description="The text.")


class ImageBlock(graphene.ObjectType):
    """A picture within the text."""

    class Meta:
        interfaces = (Block,)

    image = graphene.Field(Image, description="The picture; null when the reader may not see it.")
    caption = graphene.String(required=True, description="What stands below it; may be empty.")

    @staticmethod
    def resolve_image(block: Prepared, info: ResolveInfo) -> Deferred:
        return image_by_id.load(info.context, block["image"])


class QuoteBlock(graphene.ObjectType):
    """Somebody's words."""

    class Meta:
        interfaces = (Block,)

    text = graphene.String(required=True, description="The words.")
    attribution = graphene.String(required=True, description="Whose they are; may be empty.")


Row = graphene.List(graphene.NonNull(graphene.String))


class TableBlock(graphene.ObjectType):
    """A table."""

    class Meta:
        interfaces = (Block,)

    caption = graphene.String(required=True, description="What it shows; may be empty.")
    header = graphene.Field(list_of(graphene.String), description="The headings of the columns; may be empty.")
    rows = graphene.Field(
        list_of(graphene.List(graphene.NonNull(graphene.String))), description="The rows below the header."
    )


class CodeBlock(graphene.ObjectType):
    """Text shown letter by letter."""

    class Meta:
        interfaces = (Block,)

    language = graphene.String(required=True, description="What it is written in, such as `json`; may be empty.")
    code = graphene.String(required=True, description="The text.")


class CalloutBlock(Linked, graphene.ObjectType):
    """A passage that must stand out."""

    class Meta:
        interfaces = (Block,)

    tone = graphene.String(required=True, description="`info`, `tip`, `warning` or `danger`.")
    html = HTML(required=True, description="The passage.")


class Step(Linked, graphene.ObjectType):
    """One step of a procedure."""

    title = graphene.String(required=True, description="What is done.")
    html = HTML(required=True, description="How it is done; may be empty.")


class StepsBlock(graphene.ObjectType):
    """A procedure, step by step."""

    class Meta:
        interfaces = (Block,)

    steps = graphene.Field(list_of(Step), description="The steps, in order.")


class Faq(Linked, graphene.ObjectType):
    """A question with its answer."""

    question = graphene.String(required=True, description="The question.")
    html = HTML(required=True, description="The answer.")


class FaqBlock(graphene.ObjectType):
    """Questions with their answers."""

    class Meta:
        interfaces = (Block,)

    questions = graphene.Field(list_of(Faq), description="The questions, in order.")


class DocumentBlock(graphene.ObjectType):
    """A document to download."""

    class Meta:
        interfaces = (Block,)

    document = graphene.Field(Document, description="The document; null when the reader may not see it.")

    @staticmethod
    def resolve_document(block: Prepared, info: ResolveInfo) -> Deferred:
        return document_by_id.load(info.context, block["document"])


class PageLinkBlock(graphene.ObjectType):
    """Another page to go to."""

    class Meta:
        interfaces = (Block,)

    page = graphene.Field("cms.reading.schema.pages.Page", description="The page; null when the reader may not see it.")

    @staticmethod
    def resolve_page(block: Prepared, info: ResolveInfo) -> Deferred:
        return page_by_id.load(info.context, block["page"])


class ContactBlock(graphene.ObjectType):
    """Whom to ask."""

    class Meta:
        interfaces = (Block,)

    person = graphene.Field(Person, description="The colleague; null when the reader may not see them.")
    text = graphene.String(required=True, description="What they can be asked; may be empty.")

    @staticmethod
    def resolve_person(block: Prepared, info: ResolveInfo) -> Deferred:
        return person_by_id.load(info.context, block["person"])


class EmbedBlock(Linked, graphene.ObjectType):
    """Something shown from elsewhere, such as a video."""

    class Meta:
        interfaces = (Block,)

    url = graphene.String(required=True, description="Where it is.")
    html = HTML(required=True, description="A link to it, for a front-end that cannot show it.")


BLOCKS: dict[str, ObjectKind] = {
    "heading": HeadingBlock,
    "text": TextBlock,
    "image": ImageBlock,
    "quote": QuoteBlock,
    "table": TableBlock,
    "code": CodeBlock,
    "callout": CalloutBlock,
    "steps": StepsBlock,
    "faq": FaqBlock,
    "document": DocumentBlock,
    "page_link": PageLinkBlock,
    "contact": ContactBlock,
    "embed": EmbedBlock,
}
