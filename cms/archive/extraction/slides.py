"""Presentations."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pptx
from pptx.oxml.ns import qn

from cms.archive.extraction.outcomes import Passage, Reason
from cms.archive.extraction.packages import check_package

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source


def read(source: "Source") -> Iterator[Passage]:
    """A passage a slide: whatever stands on it, and what its speaker noted."""
    check_package(source.path, source.limits)
    slides = pptx.Presentation(source.path).slides
    source.page_count = len(slides)
    for number, slide in enumerate(slides, start=1):
        if number > source.limits.pages:
            source.shortfall = Reason.MORE_PAGES
            return
        lines = list(_lines(slide.element))
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            lines.append(slide.notes_slide.notes_text_frame.text)
        yield Passage("\n".join(lines), number)


def _lines(element: Any) -> Iterator[str]:
    for paragraph in element.iter(qn("a:p")):
        yield "".join(run.text or "" for run in paragraph.iter(qn("a:t")))
