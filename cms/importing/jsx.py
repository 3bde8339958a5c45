"""JSX tags as they stand in a text: the names, attributes and ends that HTML's own rules cannot find."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from cms.importing.code_spans import QuietSpans

TAG_START = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][\w.-]*)?(?=[\s/>])")
ATTRIBUTE = re.compile(
    r"(?P<name>[A-Za-z_:][\w:.-]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|\{\s*[\"'`](?P<text>[^\"'`{}]*)[\"'`]\s*\}|(?P<code>\{)))?"
)
COMPONENT = re.compile(r"[A-Z][\w.]*[a-z][\w.]*")
LABELS = ("heading", "title", "label", "linkLabel", "name", "text")
"""Attributes in which components carry the words that stand for them, the best first."""


@dataclass
class JsxTag:
    """A tag as written: where it stands, and what it carries."""

    name: str
    start: int
    end: int
    is_closing: bool
    is_whole: bool = False
    """It has no children: `<Card />`."""
    attributes: dict[str, str] = field(default_factory=dict)
    has_code: bool = False
    """Some of its attributes are JavaScript."""

    @property
    def is_component(self) -> bool:
        """A name like DocCardList, or a fragment. `<NAME>` is none: so do writers mark what is to be filled in."""
        return not self.name or bool(COMPONENT.fullmatch(self.name))

    @property
    def is_callout(self) -> bool:
        """By the names that component libraries give to a passage that stands out."""
        return self.name.lower() in ("alert", "callout", "admonition")

    @property
    def link(self) -> str:
        """Where it leads, "" for nowhere."""
        return self.attributes.get("href") or self.attributes.get("to") or ""

    @property
    def label(self) -> str:
        """The words that stand for it, "" when it carries none."""
        return next((self.attributes[name] for name in LABELS if self.attributes.get(name)), "")

    def as_html(self) -> str:
        """The tag without the attributes that are code."""
        if self.is_closing:
            return f"</{self.name}>"
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes.items())
        return f"<{self.name}{attributes}{' /' if self.is_whole else ''}>"


def tags_of(text: str) -> Iterator[JsxTag]:
    """All tags of a text, HTML's too, but for those in code and comments."""
    quiet = QuietSpans(text)
    position = 0
    while match := TAG_START.search(text, position):
        position = match.end()
        tag = None if match.start() in quiet else _read_tag(text, match)
        if tag is not None:
            position = tag.end
            yield tag


def _read_tag(text: str, match: re.Match[str]) -> JsxTag | None:
    """Read one tag up to its end, over attributes in quotes and in braces; None when it is no tag after all."""
    tag = JsxTag(match["name"] or "", match.start(), match.end(), is_closing=bool(match["slash"]))
    position = match.end()
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif text[position] == ">" or text.startswith("/>", position):
            tag.is_whole = text[position] == "/"
            tag.end = position + 1 + tag.is_whole
            return tag
        elif text[position] == "{":
            position, tag.has_code = _after_braces(text, position), True
        elif attribute := ATTRIBUTE.match(text, position):
            position = _take_attribute(tag, attribute, text)
        else:
            return None
    return None


def _take_attribute(tag: JsxTag, attribute: re.Match[str], text: str) -> int:
    """Add an attribute to its tag; gives the position after it."""
    if attribute["code"]:
        tag.has_code = True
        return _after_braces(text, attribute.end() - 1)
    tag.has_code = tag.has_code or attribute["text"] is not None
    tag.attributes[attribute["name"]] = attribute["double"] or attribute["single"] or attribute["text"] or ""
    return attribute.end()


def _after_braces(text: str, position: int) -> int:
    depth = 0
    for index in range(position, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return index + 1
    return len(text)
