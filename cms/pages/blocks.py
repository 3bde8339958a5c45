"""The blocks a body is made of. Their names and values are what the API's block types read."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block import blocks as table_block
from wagtail.embeds.blocks import EmbedBlock
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue

from cms.access.admin.choosers import DiscreetDocumentBlock, DiscreetImageBlock, DiscreetPageBlock
from cms.directory.choosers import PersonChooserBlock

RICH_TEXT = ["bold", "italic", "code", "strikethrough", "superscript", "subscript", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body; the page's title is level 1."""

    text = blocks.CharBlock(label=_("text"), max_length=255, help_text=_("In a few words what follows."))
    level = blocks.ChoiceBlock(
        help_text=_("A heading first; a subheading only below one."),
        label=_("level"),
        choices=[("2", _("Heading")), ("3", _("Subheading")), ("4", _("Small heading"))],
        default="2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        label_format = "{text}"


class ImageBlock(blocks.StructBlock):
    """A picture with a caption; its alternative text is the picture's description."""

    image = DiscreetImageBlock(
        label=_("image"), help_text=_("Its description, in the library, is what people hear who cannot see it.")
    )
    caption = blocks.CharBlock(
        label=_("caption"), required=False, max_length=500, help_text=_("Shown below the image; may be empty.")
    )

    class Meta:
        icon = "image"
        label = _("Image")


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("text"), help_text=_("Word for word, without quotation marks."))
    attribution = blocks.CharBlock(
        label=_("who said it"), required=False, max_length=255, help_text=_("The name, and what they do if it matters.")
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")


class TableBlock(table_block.TableBlock):
    """A table whose caption and cells a translator finds one by one; Wagtail's own is not translated at all."""

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        """Each text of a table at its path: "caption", or row and column."""
        return [StringSegmentValue(path, text) for path, text in _texts_of(value or {})]

    def restore_translated_segments(
        self, value: dict[str, Any], segments: Iterable[StringSegmentValue]
    ) -> dict[str, Any]:
        """The table with its texts translated."""
        table = {**value, "data": [list(row) for row in value["data"]]}
        for segment in segments:
            if segment.path == "caption":
                table["table_caption"] = segment.render_text()
            else:
                row, column = map(int, segment.path.split("."))
                table["data"][row][column] = segment.render_text()
        return table


def _texts_of(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if table.get("table_caption"):
        yield "caption", table["table_caption"]
    for row, cells in enumerate(table.get("data") or []):
        for column, text in enumerate(cells):
            if text:
                yield f"{row}.{column}", str(text)


class CodeBlock(blocks.StructBlock):
    """Text shown letter by letter: a command, an example, a form of words.

    It is the same in every language, unless a translator says otherwise.
    """

    language = blocks.CharBlock(
        label=_("language"), required=False, max_length=40, help_text=_("Such as json or bash.")
    )
    code = blocks.TextBlock(label=_("code"), help_text=_("Shown letter by letter, with its spaces and lines."))

    def get_translatable_segments(self, value: blocks.StructValue) -> list[OverridableSegmentValue]:
        """The code, for a translator to replace or leave."""
        return [OverridableSegmentValue("code", value["code"])]

    def restore_translated_segments(
        self, value: blocks.StructValue, segments: Iterable[OverridableSegmentValue]
    ) -> blocks.StructValue:
        """The block with the translator's code, where there is any."""
        for segment in segments:
            value["code"] = segment.data
        return value

    class Meta:
        icon = "code"
        label = _("Code")


class CalloutBlock(blocks.StructBlock):
    """A passage that must stand out."""

    tone = blocks.ChoiceBlock(
        help_text=_("How urgent it is; it decides the colour and the sign beside it."),
        label=_("tone"),
        choices=[("info", _("Information")), ("tip", _("Tip")), ("warning", _("Warning")), ("danger", _("Danger"))],
        default="info",
    )
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT, help_text=_("Short: what must not be missed."))

    class Meta:
        icon = "warning"
        label = _("Callout")


class StepBlock(blocks.StructBlock):
    """One step of a procedure."""

    title = blocks.CharBlock(label=_("title"), max_length=255, help_text=_("What to do, as an order: “Open the form”."))
    text = blocks.RichTextBlock(
        label=_("text"), features=RICH_TEXT, required=False, help_text=_("How, for who has not done it before.")
    )


class QuestionBlock(blocks.StructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(label=_("question"), max_length=255, help_text=_("As a colleague would ask it."))
    answer = blocks.RichTextBlock(
        label=_("answer"), features=RICH_TEXT, help_text=_("The answer first, the reasons after it.")
    )


class ContactBlock(blocks.StructBlock):
    """Whom to ask."""

    person = PersonChooserBlock(
        label=_("person"), help_text=_("Their telephone and mail come from the directory, and stay right there.")
    )
    text = blocks.CharBlock(
        label=_("what for"), required=False, max_length=255, help_text=_("What to ask this person about.")
    )

    class Meta:
        icon = "user"
        label = _("Contact")


class BodyBlock(blocks.StreamBlock):
    """All that a body can hold, in the order of the editor's menu."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=RICH_TEXT)
    image = ImageBlock()
    quote = QuoteBlock()
    table = TableBlock(label=_("Table"))
    code = CodeBlock()
    callout = CalloutBlock()
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), icon="list-ol")
    faq = blocks.ListBlock(QuestionBlock(), label=_("Questions and answers"), icon="help")
    document = DiscreetDocumentBlock(label=_("Document"))
    page_link = DiscreetPageBlock(label=_("Page"), icon="doc-empty-inverse")
    contact = ContactBlock()
    embed = EmbedBlock(label=_("Video or other embed"), icon="media", max_width=800)
