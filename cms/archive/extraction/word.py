"""Word documents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package

from cms.archive.extraction.outcomes import Passage
from cms.archive.extraction.packages import check_package

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source

NOTES = ("/word/footnotes.xml", "/word/endnotes.xml")
LINES = frozenset({qn("w:br"), qn("w:cr")})


def read(source: "Source") -> Iterator[Passage]:
    """The body with its tables and text boxes, then the notes. Where a page ends is decided only when it is printed."""
    check_package(source.path, source.limits)
    # The package and not the document, which python-docx refuses where there are macros in it.
    package = Package.open(source.path)
    notes = [part for part in package.iter_parts() if str(part.partname) in NOTES]
    roots = [_root_of(part) for part in (package.main_document_part, *notes)]
    yield Passage("\n".join(line for root in roots for line in _lines(root)))


def _root_of(part: Part) -> Any:
    return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _lines(root: Any) -> Iterator[str]:
    """Paragraphs wherever they stand: python-docx's own walk passes over content controls and text boxes."""
    for paragraph in root.iter(qn("w:p")):
        yield "".join(_pieces(paragraph))


def _pieces(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag == qn("w:tab"):
            yield "\t"
        elif element.tag in LINES:
            yield "\n"
