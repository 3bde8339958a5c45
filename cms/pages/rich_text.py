"""Links to a place on a page, which Wagtail's editor would drop: it knows a page's id alone."""

from typing import Any

from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import ExternalLinkElementHandler, PageLinkElementHandler


class AnchoredPageLinkHandler(PageLinkElementHandler):
    """Brings a link's `data-anchor` into the editor along with its page."""

    def get_attribute_data(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What the editor keeps of a link."""
        data = super().get_attribute_data(attrs)
        return {**data, "anchor": attrs["data-anchor"]} if attrs.get("data-anchor") else data


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
