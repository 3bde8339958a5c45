"""Links to a place on a page, which Wagtail's editor would drop: it knows a page's id alone."""

from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler, PageLinkElementHandler
from wagtail.documents.rich_text.contentstate import ContentstateDocumentLinkConversionRule, DocumentLinkElementHandler
from wagtail.models import Page

from cms.access.admin.naming import may_be_named, name_of_closed
from cms.archive.models import LibraryDocument


class AnchoredPageLinkHandler(PageLinkElementHandler):
    """Brings a link's `data-anchor` into the editor along with its page, which is not named where it does not open."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the editor keeps of a link."""
        page = Page.objects.filter(pk=attrs.get("id")).first()
        if page and not may_be_named(page):
            data = {"id": page.pk, "url": name_of_closed(page), "parentId": None}
        else:
            data = super().get_attribute_data(attrs)
        return {**data, "anchor": attrs["data-anchor"]} if attrs.get("data-anchor") else data


class DiscreetDocumentLinkHandler(DocumentLinkElementHandler):
    """Names no document that does not open for the editor: its address has its file's name."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the editor keeps of a link."""
        document = LibraryDocument.objects.filter(pk=attrs.get("id")).first()
        if document is None or may_be_named(document):
            data: dict[str, Any] = super().get_attribute_data(attrs)
            return data
        name = name_of_closed(document)
        return {"id": document.pk, "url": name, "filename": name}


def anchored_link(props: dict[str, Any]) -> Any:
    """Write a link of the editor to the database, its anchor too."""
    anchor = props.get("anchor")
    if props.get("id") is None or not anchor:
        return link_entity(props)
    return DOM.create_element("a", {"linktype": "page", "id": props["id"], "data-anchor": anchor}, props["children"])


CONVERTER_RULE = {
    "from_database_format": {
        "a[href]": ExternalLinkElementHandler("LINK"),
        'a[linktype="page"]': AnchoredPageLinkHandler("LINK"),
    },
    "to_database_format": {"entity_decorators": {"LINK": anchored_link}},
}
DOCUMENT_RULE = {
    **ContentstateDocumentLinkConversionRule,
    "from_database_format": {'a[linktype="document"]': DiscreetDocumentLinkHandler("DOCUMENT")},
}
