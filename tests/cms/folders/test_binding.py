"""All papers of a meeting in one PDF."""

from io import BytesIO

from django.test import Client
from pypdf import PdfReader

from cms.archive.models import DocumentText, DocumentTextPage, Download
from cms.folders import views
from cms.folders.actions import arrange_papers
from tests.cms.folders.conftest import put
from tests.factories.papers import picture_file, word_file, written_pdf
from tests.factories.people import create_user


def as_person(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def pages_of(answer) -> list[str]:
    reader = PdfReader(BytesIO(b"".join(answer.streaming_content)))
    return [page.extract_text() for page in reader.pages]


def test_papers_are_bound_in_their_order(meeting, group_folder, member):
    agenda = put(group_folder, member, "agenda.pdf", written_pdf(["Opening", "Rondvraag"]))
    word = put(group_folder, member, "voorstel.docx", word_file("Wij stellen voor"))
    text, _is_new = DocumentText.objects.update_or_create(document=word, defaults={"version": 1, "status": "done"})
    DocumentTextPage.objects.create(text=text, content="Wij stellen voor: een fietspad")
    photo = put(group_folder, member, "foto.png", picture_file("Fietspad"))
    arrange_papers(meeting, [(agenda, "agenda"), (word, "annex"), (photo, "annex")], by=member)
    answer = as_person(member).get(f"/meetings/{meeting.pk}.pdf")
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200, "application/pdf", "private, no-store",
    )  # fmt: skip
    first, opening, other, proposal, picture = pages_of(answer)
    assert "Vergadering december" in first
    assert "2. voorstel" in first
    assert ("Opening" in opening, "Rondvraag" in other) == (True, True)
    assert "Wij stellen voor: een fietspad" in proposal
    assert "foto" in picture
    assert Download.objects.filter(user=member).count() == 3


def test_a_paper_that_is_broken_or_missing_does_not_keep_the_others_away(meeting, group_folder, member):
    broken = put(group_folder, member, "eerste.pdf", b"%PDF-1.7\nkapot")
    missing = put(group_folder, member, "weg.pdf", written_pdf(["Weg"]))
    whole = put(group_folder, member, "heel.pdf", written_pdf(["Heel"]))
    missing.file.storage.delete(missing.file.name)
    arrange_papers(meeting, [(broken, "annex"), (missing, "annex"), (whole, "annex")], by=member)
    _first, one, two, three = pages_of(as_person(member).get(f"/meetings/{meeting.pk}.pdf"))
    assert "cannot be shown here" in one.replace("\n", " ") or "kan hier niet" in one.replace("\n", " ")
    assert one.replace("eerste", "") == two.replace("weg", "")
    assert "Heel" in three


def test_what_takes_too_long_is_told(meeting, group_folder, member, monkeypatch):
    monkeypatch.setattr(views, "LIMITS", views.Limits(seconds=0, memory=1_024))
    answer = as_person(member).get(f"/meetings/{meeting.pk}.pdf")
    assert answer.status_code == 503
    assert not Download.objects.exists()


def test_who_is_not_in_the_group_finds_no_meeting(meeting):
    for client in (as_person(create_user("Iemand Anders")), Client()):
        answers = [client.get(f"/meetings/{number}.pdf") for number in (meeting.pk, meeting.pk + 1)]
        assert [answer.status_code for answer in answers] == [404, 404]
        hidden, missing = (answer.content.decode() for answer in answers)
        assert hidden.replace(f"/{meeting.pk}.pdf", "") == missing.replace(f"/{meeting.pk + 1}.pdf", "")


def test_a_paper_in_quarantine_is_not_bound(meeting, group_folder, member):
    paper = put(group_folder, member, "agenda.pdf", written_pdf(["Besmet"]))
    arrange_papers(meeting, [(paper, "agenda")], by=member)
    type(paper).objects.filter(pk=paper.pk).update(is_quarantined=True)
    (first,) = pages_of(as_person(member).get(f"/meetings/{meeting.pk}.pdf"))
    assert "agenda" not in first
