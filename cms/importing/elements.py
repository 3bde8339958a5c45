"""What each HTML element means to an import, and what can be asked of one."""

import nh3
from bs4 import Tag

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LISTS = ("ul", "ol")
CELLS = ("td", "th")
FIGURES = ("img", "picture", "iframe", "video", "audio", "object", "embed")

MARKS = {
    **dict.fromkeys(("b", "strong"), "b"),
    **dict.fromkeys(("i", "em", "cite"), "i"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "del", "strike"), "s"),
    "sup": "sup",
    "sub": "sub",
}
"""Elements that rich text keeps, and its own name for each."""

PLAIN_MARKS = frozenset((
    "a", "abbr", "acronym", "bdi", "bdo", "big", "data", "dfn", "font", "ins", "label", "mark", "q", "rp",
    "rt", "ruby", "small", "span", "time", "u", "var", "wbr",
))  # fmt: skip
"""Elements within a line whose words count, and nothing else."""

INLINE = frozenset({*MARKS, *PLAIN_MARKS, *FIGURES, "br", "button", "input", "math", "svg"})

FRAMES = frozenset((
    "article", "body", "center", "dd", "div", "dl", "fieldset", "figure", "footer", "form", "header",
    "hgroup", "html", "main", "nav", "picture", "section",
))  # fmt: skip
"""Elements that only lay out what they hold: they go without a word."""

UNKEPT = frozenset((
    "button", "canvas", "dialog", "head", "link", "map", "math", "meta", "noscript", "script", "select",
    "style", "svg", "template", "textarea", "title",
))  # fmt: skip
"""Elements that go with all that is in them."""

OTHERS = frozenset((
    "embed", "frame", "frameset", "iframe", "legend", "menu", "object", "optgroup", "option", "param", "path",
    "portal", "slot", "source", "track", "video",
))  # fmt: skip

HTML_ELEMENTS = frozenset({*nh3.ALLOWED_TAGS, *MARKS, *INLINE, *FRAMES, *UNKEPT, *OTHERS})
"""Every name that is HTML's own. What else stands between angle brackets is a writer's <placeholder>."""


def line_of(element: Tag) -> int:
    """The line of the source an element stands on, or else what is in it or around it; 0 where nothing knows."""
    marked = element if element.has_attr("data-line") else element.find(True, attrs={"data-line": True})
    marked = marked or element.find_parent(True, attrs={"data-line": True})
    text = str(marked["data-line"]) if isinstance(marked, Tag) else ""
    return int(text) if text.isdigit() else 0


def plain(element: Tag) -> str:
    """An element's words, without marks, on one line."""
    return " ".join(element.get_text().split())


def classes_of(element: Tag) -> list[str]:
    """The classes an element has, in order."""
    return [str(name) for name in element.get_attribute_list("class") if name]
