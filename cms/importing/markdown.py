"""Markdown to HTML by markdown-it, with on every element the line of the source that it stands on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from cms.importing.code_spans import fences_of
from cms.importing.elements import HTML_ELEMENTS
from cms.importing.mdx import PlainText
from cms.importing.reports import Remarks

DEEPEST = 100
"""Levels of nesting that are read; markdown-it's own 20 is less than a list of lists of quotes may need."""
TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
CALLOUT = re.compile(r"^[ \t>]*(?P<marks>:{3,})[ \t]*(?P<info>[A-Za-z][^\n]*)?$")
FENCE_TITLE = re.compile(r"""\btitle=(?P<quote>["'])(?P<title>.*?)(?P=quote)""")
CALLOUT_INFO = re.compile(r"(?P<kind>[\w-]+)\s*(?:\[(?P<boxed>.*)\]|(?P<bare>[^{\[]*))\s*(?:\{[^}]*\})?\s*$")


def html_of(source: PlainText, remarks: Remarks) -> str:
    """Render a text as GitHub and Docusaurus read it; elements carry data-line."""
    text = _without_open_callouts(source, remarks)
    parser = _mdx_parser if source.is_mdx else _parser
    return str(parser.render(text, {"numbers": source.numbers}))


def _new_parser(*, is_mdx: bool) -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST})
        .use(gfm_plugin)
        .use(admon_plugin)
        .use(deflist_plugin)
    )
    parser.use(container_plugin, "callout", validate=_is_callout, render=_callout_html)
    if is_mdx:
        parser.disable("code")  # because MDX lets people indent what stands within a component
    parser.core.ruler.push("source_lines", _number_tokens)
    return parser


def _is_callout(info: str, *_rest: Any) -> bool:
    return bool(CALLOUT_INFO.match(info.strip()))


def _callout_html(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    if token.nesting != 1:
        return "</aside>\n"
    match = CALLOUT_INFO.match(token.info.strip())
    kind = match["kind"] if match else "note"
    title = ((match["boxed"] or match["bare"] or "") if match else "").strip()
    heading = f'<p class="callout-title">{_parser.renderInline(title)}</p>' if title else ""
    return f'<aside data-callout="{escape(kind)}" data-line="{token.attrGet("data-line")}">{heading}\n'


def _without_open_callouts(source: PlainText, remarks: Remarks) -> str:
    """Blank the callouts that are never closed: they would swallow the rest of the page."""
    lines = source.text.split("\n")
    fenced = {line for first, end, _info in fences_of(lines) for line in range(first, end)}
    opened: list[int] = []
    for number, line in enumerate(lines):
        match = None if number in fenced else CALLOUT.match(line)
        if match is None:
            continue
        if match["info"]:
            opened.append(number)
        elif opened:
            opened.pop()
    for number in opened:
        remarks.dropped(
            _("“%(text)s”, which is never closed") % {"text": lines[number].strip()}, source.numbers[number]
        )
        lines[number] = ""
    return "\n".join(lines)


@dataclass(frozen=True)
class Ruler:
    """Tells the line of the source from the line of the text, counted from where a token begins."""

    numbers: list[int]
    first: int = 0

    def at(self, line: int) -> int:
        """The source's line, from 1, for a line of this token, from 0."""
        line += self.first
        return self.numbers[min(line, len(self.numbers) - 1)] if self.numbers else line + 1

    def from_line(self, line: int) -> "Ruler":
        """The same, for what begins some lines further down."""
        return Ruler(self.numbers, self.first + line)


def _number_tokens(state: StateCore) -> None:
    ruler = Ruler(state.env.get("numbers") or [])
    for token in state.tokens:
        if token.map is None:
            continue
        here = ruler.from_line(token.map[0])
        if token.type == "html_block":
            token.content = marked_html(token.content, here)
        elif token.type == "inline":
            _number_inline(token.children or [], here)
        elif token.nesting >= 0:
            token.attrSet("data-line", str(here.at(0)))
            if token.type == "fence" and (title := FENCE_TITLE.search(token.info)):
                token.attrSet("data-title", title["title"])


def _number_inline(tokens: list[Token], ruler: Ruler) -> None:
    line = 0
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "html_inline":
            token.content = marked_html(token.content, ruler.from_line(line))
            line += token.content.count("\n")
        elif token.type in ("link_open", "image"):
            token.attrSet("data-line", str(ruler.at(line)))


def marked_html(html: str, ruler: Ruler) -> str:
    """Raw HTML with lines on its tags. A tag that HTML does not know is a writer's <placeholder>, and becomes text."""

    def mark(match: re.Match[str]) -> str:
        name = match["name"].lower()
        if name not in HTML_ELEMENTS:
            return f"&lt;{match['slash']}{match['name']}"
        if match["slash"]:
            return match.group()
        return f'<{match["name"]} data-line="{ruler.at(html.count(chr(10), 0, match.start()))}"'

    return TAG.sub(mark, html)


_parser = _new_parser(is_mdx=False)
_mdx_parser = _new_parser(is_mdx=True)
