"""What Dublin Core says of a document, as XML that any archive reads.

Terms and their meaning: DCMI Metadata Terms, https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from cms.transfer.describing import Description

UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
Xml.register_namespace("dcterms", TERMS)
Xml.register_namespace("xsi", XSI)


def dublin_core(versions: list[Description], *, publisher: str, audiences: list[str]) -> bytes:
    """One document, all its versions of which the newest comes last, in UTF-8. `audiences` are the names of those who
    must be in one of each line to see it."""
    root = Xml.Element("metadata")
    for term, value, kind in _terms(versions, publisher, audiences):
        if value:
            element = Xml.SubElement(root, f"{{{TERMS}}}{term}")
            element.text = _printable(value)
            if kind:
                element.set(f"{{{XSI}}}type", f"dcterms:{kind}")
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _terms(versions: list[Description], publisher: str, audiences: list[str]) -> Iterator[tuple[str, str, str]]:
    newest, first = versions[-1], versions[0]
    yield "identifier", newest.archive_number, ""
    yield "title", newest.title, ""
    yield "creator", first.author, ""
    yield "contributor", newest.owner, ""
    yield "publisher", publisher, ""
    yield "created", newest.dated_on.isoformat() if newest.dated_on else "", "W3CDTF"
    yield "dateSubmitted", first.added_at.isoformat() if first.added_at else "", "W3CDTF"
    yield "modified", newest.added_at.isoformat() if newest.added_at else "", "W3CDTF"
    yield "language", newest.language, "RFC5646"
    yield "type", newest.kind, ""
    yield "format", newest.content_type, "IMT"
    yield "extent", f"{newest.size} bytes" if newest.size is not None else "", ""
    yield "description", newest.description, ""
    yield "source", newest.source, ""
    yield "isPartOf", newest.collection, ""
    for tag in newest.tags:
        yield "subject", tag, ""
    for audience in audiences:
        yield "accessRights", audience, ""
    for version in versions:
        yield "hasVersion", version.path, ""


def _printable(text: str) -> str:
    """Without what XML 1.0 has no characters for (https://www.w3.org/TR/xml/#charsets)."""
    return UNPRINTABLE.sub("", text)
