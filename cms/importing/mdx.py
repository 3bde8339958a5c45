"""MDX made plain: the JavaScript of a page goes, the Markdown between its components stays."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from cms.importing.code_spans import JSX_FENCE, QuietSpans, fences_of
from cms.importing.jsx import JsxTag, tags_of
from cms.importing.reports import Remarks

EXTRA_LINE = "\ue000"
"""A line break of our own, that counts for no line of the source."""
STATEMENT = re.compile(
    r"^(?:(?:import\s+(?:[\w*{][^;'\"]*?\sfrom\s+)?['\"][^'\"\n]+['\"];?[ \t]*)+$"
    r"|export\s+(?:const|let|var|function|default|class|async|\{)(?:.|\n)*?(?:\n(?=[ \t]*\n)|;[ \t]*$|\Z))",
    re.MULTILINE,
)
SPACE_OR_COMMENT = re.compile(r"\{\s*(['\"])\s*\1\s*\}|\{/\*.*?\*/\}", re.DOTALL)
EXPRESSION = re.compile(r"(?<![\\$])\{(?![#{])[^{}\n]*\}")


@dataclass(frozen=True)
class PlainText:
    """Markdown without JSX. `numbers` gives the line of the source for each line of the text."""

    text: str
    numbers: list[int]
    is_mdx: bool


def plain_text_of(original: str, *, is_mdx: bool, remarks: Remarks) -> PlainText:
    """Take imports, exports, components and expressions out of a text, telling each.

    A component's children stay, indented or not; one with a link becomes that link, a callout a callout, a tab its
    label. `is_mdx` says that the file's ending promises MDX; other files count as such once they hold any of it.
    """
    text = _without_statements(_without_jsx_fences(original), remarks)
    text = _without_components(text, remarks)
    is_mdx = is_mdx or text != original
    text = _outside_code(text, SPACE_OR_COMMENT, lambda match: " " + _blank(match.group()))
    if is_mdx:
        text = _without_expressions(text, remarks)
    lines: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        pieces = line.split(EXTRA_LINE)
        lines += pieces
        numbers += [number] * len(pieces)
    return PlainText("\n".join(lines), numbers, is_mdx)


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _blank(source: str) -> str:
    return "\n" * source.count("\n")


def _without_jsx_fences(text: str) -> str:
    """Docusaurus lets JSX hide in fences called mdx-code-block: the fence goes, what it holds is read as the rest."""
    lines = text.split("\n")
    for first, end, info in fences_of(lines):
        if info == JSX_FENCE:
            lines[first] = lines[end - 1] = ""
    return "\n".join(lines)


def _outside_code(text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]) -> str:
    """Replace a pattern's matches, those in code and comments apart."""
    quiet = QuietSpans(text)
    return pattern.sub(lambda match: match.group() if match.start() in quiet else replacement(match), text)


def _without_statements(text: str, remarks: Remarks) -> str:
    def drop(match: re.Match[str]) -> str:
        word = match.group().split(None, 1)[0]
        remarks.dropped(_("JavaScript: %(word)s") % {"word": word}, _line_at(text, match.start()))
        return _blank(match.group())

    return _outside_code(text, STATEMENT, drop)


def _without_expressions(text: str, remarks: Remarks) -> str:
    def drop(match: re.Match[str]) -> str:
        remarks.dropped(_("expression %(code)s") % {"code": match.group()[:60]}, _line_at(text, match.start()))
        return ""

    return _outside_code(text, EXPRESSION, drop)


def _without_components(text: str, remarks: Remarks) -> str:
    tags = list(tags_of(text))
    closed = {tag.name for tag in tags if tag.is_closing}
    pieces: list[str] = []
    open_links: list[str] = []
    position = 0
    for tag in tags:
        is_component = tag.is_component and (tag.is_closing or tag.is_whole or tag.name in closed)
        if not is_component and (tag.is_component or not tag.has_code):
            continue
        pieces.append(text[position : tag.start])
        position = tag.end
        blank = _blank(text[tag.start : tag.end])
        if not is_component:
            pieces.append(tag.as_html() + blank)
            continue
        is_own_line = not text[text.rfind("\n", 0, tag.start) + 1 : tag.start].strip()
        pieces.append(_replacement(tag, open_links, is_own_line=is_own_line) + blank)
        if tag.name and not tag.is_closing:
            remarks.dropped(_told(tag), _line_at(text, tag.start))
    return "".join([*pieces, text[position:]])


def _told(tag: JsxTag) -> str:
    if tag.link:
        return _("component <%(name)s>, its link was kept") % {"name": tag.name}
    return _("component <%(name)s>") % {"name": tag.name}


def _replacement(tag: JsxTag, open_links: list[str], *, is_own_line: bool) -> str:
    """What stands in for a component's tag. One on a line of its own is parted from what is around it."""
    gap = EXTRA_LINE * 2 if is_own_line else ""
    if tag.is_closing:
        if open_links and open_links[-1] == tag.name:
            open_links.pop()
            return "</a>" + gap
        return gap + (":::" if tag.is_callout and is_own_line else "") + gap
    if tag.link and not tag.is_whole:
        open_links.append(tag.name)
        return gap + f'<a href="{escape(tag.link)}">'
    return gap + _own_words(tag, is_own_line=is_own_line) + gap


def _own_words(tag: JsxTag, *, is_own_line: bool) -> str:
    """The Markdown that says what a component said by its attributes."""
    if tag.link:
        description = tag.attributes.get("description", "")
        words = f'<a href="{escape(tag.link)}">{escape(tag.label or tag.link)}</a>'
        return words + (f" – {escape(description)}" if description else "")
    if tag.is_callout and is_own_line and not tag.is_whole:
        kind = tag.attributes.get("type") or "note"
        return f":::{kind}" + (f"[{tag.label}]" if tag.label else "")
    if tag.name == "TabItem":
        return f"**{tag.label or tag.attributes.get('value', '')}**"
    return ""
