"""One PDF of many papers, with a mark for each to jump to."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter

from cms.folders.binding.papers import Paper, Volume
from cms.folders.binding.sheets import pictured, written

PDF = "application/pdf"
PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff"}


def bind_volume(volume: Volume, to: str) -> None:
    """Write a PDF: the meeting's own page, then each paper. One that cannot be bound has a page that says so."""
    writer = PdfWriter()
    items = [f"{paper.title} ({paper.part})" for paper in volume.papers]
    first = written(volume.title, volume.lines, heading=volume.words.papers, items=items)
    writer.append(first, outline_item=volume.title)
    for paper in volume.papers:
        _bind_one(writer, paper, volume)
    writer.add_metadata({"/Title": volume.title})
    writer.write(to)


def _bind_one(writer: PdfWriter, paper: Paper, volume: Volume) -> None:
    try:
        reader = PdfReader(_pages_of(paper, volume))
        if len(writer.pages) + len(reader.pages) > volume.pages:
            reader = PdfReader(written(paper.title, [volume.words.too_many_pages]))
        writer.append(reader, outline_item=paper.title, import_outline=False)
    except MemoryError:
        raise
    except Exception:
        # Whatever a parser makes of a broken file: the other papers are wanted all the same.
        writer.append(written(paper.title, [volume.words.unreadable]), outline_item=paper.title)


def _pages_of(paper: Paper, volume: Volume) -> BytesIO | str:
    if paper.media_type == PDF:
        return paper.path
    if paper.media_type in PICTURES:
        return pictured(paper.title, paper.path)
    if paper.text.strip():
        return written(paper.title, [volume.words.as_text, *paper.text.split("\n\n")])
    return written(paper.title, [volume.words.unreadable])
