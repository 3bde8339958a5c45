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
PLACEHOLDER_MARK = '<a href="plein:'
PLACEHOLDER = re.compile(
    PLACEHOLDER_MARK + r'(?P<kind>page|document):(?P<pk>\d+)(?::(?P<language>[\w-]+))?(?P<anchor>#[^"]*)?"[^>]*>'
    r"(?P<text>.*?)</a>",
    re.DOTALL,
)
PAGE_LINK = re.compile(r'(?<=<a href=")plein:page:\d+(?=[#"])')

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


def written_in(language: str, prepared: str) -> str:
    """Let the page links of prepared HTML know the language they stand in: a translation keeps its source's links, and
    leads to the translations of their pages where there are such."""
    return PAGE_LINK.sub(rf"\g<0>:{language}", prepared)


def language_of(prepared: str) -> str | None:
    """The language that the links of prepared HTML stand in."""
    return next((match["language"] for match in PLACEHOLDER.finditer(prepared) if match["language"]), None)


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
