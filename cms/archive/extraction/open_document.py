"""OpenDocument: texts, spreadsheets and presentations."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from odfdo import Document, Element

from cms.archive.extraction.outcomes import Passage, Reason
from cms.archive.extraction.packages import check_package

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

# What has a number: sheets and slides. A text has pages only when it is printed.
NUMBERED = {"spreadsheet": ("table:table", "table:name"), "presentation": ("draw:page", "")}
LINES = "descendant::text:p | descendant::text:h"


def read(source: "Source") -> Iterator[Passage]:
    """A passage a sheet or slide; the whole of a text in one."""
    check_package(source.path, source.limits)
    document = Document(source.path)
    body = document.body
    numbered = NUMBERED.get(document.get_type())
    if numbered is None:
        yield Passage(_text_of(body))
        return
    tag, name = numbered
    parts = body.get_elements(f"descendant::{tag}")
    source.page_count = len(parts)
    for number, part in enumerate(parts, start=1):
        if number > source.limits.pages:
            source.shortfall = Reason.MORE_PAGES
            return
        yield Passage(_text_of(part), number, str(part.get_attribute(name) or "") if name else "")


def _text_of(element: Element) -> str:
    return "\n".join(line.inner_text for line in element.get_elements(LINES))
