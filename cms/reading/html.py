"""Rich text made ready to serve: sanitised once, its internal links left open until somebody reads it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import escape

import nh3
from wagtail.rich_text.rewriters import LinkRewriter

ALLOWED_TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "hr", "i", "kbd", "li", "ol", "p", "pre", "s",
    "strong", "sub", "sup", "ul",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel", "plein"}
PLACEHOLDER = re.compile(
    r'<a href="plein:(?P<kind>page|document):(?P<pk>\d+)(?P<anchor>#[^"]*)?"[^>]*>(?P<text>.*?)</a>', re.DOTALL
)

References = dict[str, list[int]]


def prepare_html(rich_text: str) -> str:
    """Turn Wagtail's stored rich text into sanitised HTML whose internal links are placeholders."""
    opened = LinkRewriter({"page": _placeholder_of("page"), "document": _placeholder_of("document")})(rich_text)
    return nh3.clean(
        opened, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, url_schemes=ALLOWED_SCHEMES, link_rel=None
    )


def _placeholder_of(kind: str) -> Callable[[Mapping[str, str]], str]:
    def placeholder(attributes: Mapping[str, str]) -> str:
        if not str(attributes.get("id", "")).isdigit():
            return "<a>"
        anchor = attributes.get("data-anchor", "").lstrip("#")
        return f'<a href="plein:{kind}:{attributes["id"]}{"#" + escape(anchor) if anchor else ""}">'

    return placeholder


def references_in(texts: Iterable[str]) -> References:
    """The things that prepared HTML links to: ids by kind, each once, in order."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for text in texts:
        for match in PLACEHOLDER.finditer(text):
            found[match["kind"]][int(match["pk"])] = None
    return {kind: list(ids) for kind, ids in found.items()}


def resolve_html(prepared: str, *, addresses: Mapping[tuple[str, int], str]) -> str:
    """Give every link its address for one reader; one that is not in `addresses` becomes the text it stood on."""

    def resolve(match: re.Match[str]) -> str:
        address = addresses.get((match["kind"], int(match["pk"])))
        if address is None:
            return match["text"]
        return f'<a href="{escape(address + (match["anchor"] or ""))}">{match["text"]}</a>'

    return PLACEHOLDER.sub(resolve, prepared)
