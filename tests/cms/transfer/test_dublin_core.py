from datetime import UTC, date, datetime
from xml.etree import ElementTree as Xml

from cms.transfer.describing import Description
from cms.transfer.dublin_core import TERMS, dublin_core


def test_dublin_core_says_what_is_known_of_a_document():
    first = Description(
        path="data/2026-000001/1/a.pdf", title="Regeling", archive_number="2026-000001", author="a@stad.example",
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    newest = Description(
        path="data/2026-000001/2/a.pdf", title="Regeling <nieuw> & zo", archive_number="2026-000001", version=2,
        language="nl", kind="policy", dated_on=date(2026, 1, 2), tags=("hr", "verlof"), size=5,
        content_type="application/pdf", added_at=datetime(2026, 2, 1, tzinfo=UTC), collection="Verlof",
    )  # fmt: skip
    read = Xml.fromstring(dublin_core([first, newest], publisher="Stad", audiences=["All staff", "HR"]))
    assert [(each.tag.removeprefix(f"{{{TERMS}}}"), each.text) for each in read] == [
        ("identifier", "2026-000001"),
        ("title", "Regeling <nieuw> & zo"),
        ("creator", "a@stad.example"),
        ("publisher", "Stad"),
        ("created", "2026-01-02"),
        ("dateSubmitted", "2026-01-01T00:00:00+00:00"),
        ("modified", "2026-02-01T00:00:00+00:00"),
        ("language", "nl"),
        ("type", "policy"),
        ("format", "application/pdf"),
        ("extent", "5 bytes"),
        ("isPartOf", "Verlof"),
        ("subject", "hr"),
        ("subject", "verlof"),
        ("accessRights", "All staff"),
        ("accessRights", "HR"),
        ("hasVersion", "data/2026-000001/1/a.pdf"),
        ("hasVersion", "data/2026-000001/2/a.pdf"),
    ]


def test_what_xml_has_no_characters_for_is_left_out():
    described = Description(path="a", title="een\x00 twee\x0b\ud800 drie\ufffe")
    assert (
        "<dcterms:title>een twee drie</dcterms:title>" in dublin_core([described], publisher="", audiences=[]).decode()
    )
