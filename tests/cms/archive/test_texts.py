"""The queue of reading: from an uploaded file to what search is told, whatever happens on the way."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from django_tasks import default_task_backend

from cms.archive.actions.read_text import claim_text, expect_missing_texts, expect_texts, read_text
from cms.archive.extraction.outcomes import Reason
from cms.archive.models import DocumentText, DocumentTextPage, LibraryDocument, TextStatus
from cms.archive.models.text import MOST_ATTEMPTS
from cms.archive.search import document_entries
from cms.archive.tasks import look_after_texts, read_next_text
from search.models import Lease, Ticket
from tests.factories.archive import create_document
from tests.factories.papers import scanned_pdf, written_pdf

pytestmark = pytest.mark.django_db

SENTENCE = "De gemeenteraad vergadert over de riolering"


def read_all() -> None:
    while text := claim_text():
        read_text(text)


def text_of(document: LibraryDocument) -> DocumentText:
    return DocumentText.objects.get(document=document)


def pages_of(document: LibraryDocument) -> list[tuple[int | None, str]]:
    return [(page.number, page.content) for page in text_of(document).pages.all()]


def test_a_new_document_waits_is_read_and_goes_to_search() -> None:
    document = create_document("Plan", name="plan.pdf", content=written_pdf(["Eerste", SENTENCE]))
    assert text_of(document).status == TextStatus.WAITING
    assert [draft.parts for draft in document_entries([document.pk])] == [()]
    Ticket.objects.all().delete()

    read_all()

    text = text_of(document)
    assert (text.status, text.reason, text.page_count, text.version) == (TextStatus.DONE, "", 2, 1)
    assert pages_of(document) == [(1, "Eerste"), (2, SENTENCE)]
    [draft] = document_entries([document.pk])
    assert [(part.number, part.text) for part in draft.parts] == [(1, "Eerste"), (2, SENTENCE)]
    assert list(Ticket.objects.values_list("subject_type", "subject_id")) == [("document", document.pk)]


def test_only_what_the_newest_version_says_is_in_search() -> None:
    document = create_document("Plan", content=b"Het oude plan")
    read_all()
    document.file = ContentFile(b"Het nieuwe plan", name="plan.txt")
    document.save()
    assert [draft.parts for draft in document_entries([document.pk])] == [()]

    read_all()

    [draft] = document_entries([document.pk])
    assert [part.text for part in draft.parts] == ["Het nieuwe plan"]


def test_what_is_kept_apart_for_a_virus_is_neither_read_nor_found() -> None:
    document, other = create_document("Besmet", content=b"Een virus"), create_document("Ander", content=b"Gezond")
    read_all()
    LibraryDocument.objects.filter(pk=document.pk).update(is_quarantined=True)
    expect_texts([document.pk, other.pk])

    drafts = list(document_entries([document.pk]))
    claimed = claim_text()

    assert drafts == []
    assert claimed is not None
    assert claimed.document == other
    assert claim_text() is None


def test_a_version_that_comes_while_the_former_is_read_is_read_itself() -> None:
    document = create_document("Plan", content=b"Het oude plan")
    claimed = claim_text()
    assert claimed is not None
    document.file = ContentFile(b"Het nieuwe plan", name="plan.txt")
    document.save()

    read_text(claimed)

    assert (text_of(document).status, pages_of(document)) == (TextStatus.WAITING, [])
    read_all()
    assert pages_of(document) == [(None, "Het nieuwe plan")]


def test_what_is_broken_is_not_tried_again_by_itself() -> None:
    document = create_document("Kapot", name="kapot.pdf", content=b"%PDF-1.7 niets")
    read_all()

    text = text_of(document)
    assert (text.status, text.reason, text.retry_at) == (TextStatus.FAILED, Reason.BROKEN, None)
    assert text.told_reason != ""


def test_what_may_pass_is_tried_again_later_each_time_and_not_for_ever() -> None:
    document = create_document("Weg")
    document.file.storage.delete(document.file.name)
    pauses = []
    for _attempt in range(MOST_ATTEMPTS):
        DocumentText.objects.update(retry_at=None)
        read_all()
        text = text_of(document)
        pauses.append(text.retry_at and round((text.retry_at - timezone.now()) / timedelta(minutes=1)))

    assert pauses == [5, 30, 180, None]
    assert (text.status, text.reason, text.attempts) == (TextStatus.FAILED, Reason.FILE_AWAY, MOST_ATTEMPTS)
    assert claim_text() is None


def test_what_a_worker_died_of_is_not_read_for_ever() -> None:
    document = create_document("Plan")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        claimed = claim_text()
        assert claimed is not None
        assert claimed.attempts == attempt
        assert claim_text() is None
        DocumentText.objects.update(changed_at=timezone.now() - timedelta(hours=1))

    assert claim_text() is None
    assert (text_of(document).status, text_of(document).reason) == (TextStatus.FAILED, Reason.CRASHED)


def test_a_file_that_is_not_read_has_no_text() -> None:
    document = create_document("Programma", name="a.bin", content=b"\x7fELF\x00\x00")
    read_all()

    assert (text_of(document).status, text_of(document).reason) == (TextStatus.NONE, Reason.UNKNOWN_KIND)


def test_without_ocr_the_reason_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    document = create_document("Scan", name="scan.pdf", content=scanned_pdf([SENTENCE]))
    monkeypatch.setenv("PATH", "")
    read_all()

    assert (text_of(document).status, text_of(document).reason) == (TextStatus.FAILED, Reason.NO_OCR)


def test_a_text_that_is_cut_is_kept_and_says_so(settings: LazySettings) -> None:
    settings.DOCUMENT_TEXT_LIMITS = {**settings.DOCUMENT_TEXT_LIMITS, "pages": 1}
    document = create_document("Plan", name="plan.pdf", content=written_pdf(["Eerste", "Tweede"]))
    read_all()

    text = text_of(document)
    assert (text.status, text.reason, text.page_count) == (TextStatus.DONE, Reason.MORE_PAGES, 2)
    assert list(DocumentText.objects.lacking()) == [text]


def test_documents_of_before_texts_were_read_are_read_too() -> None:
    document = create_document("Plan")
    DocumentText.objects.all().delete()

    assert expect_missing_texts() == 1
    assert expect_missing_texts() == 0
    read_all()
    assert pages_of(document) == [(None, "Artikel 1. Dit is de regeling.")]


def test_the_text_of_a_deleted_document_is_gone() -> None:
    document = create_document("Plan")
    read_all()
    document.delete()

    assert (DocumentText.objects.count(), DocumentTextPage.objects.count()) == (0, 0)


def test_the_command_reads_what_waits_and_what_failed_once_more(capsys: pytest.CaptureFixture[str]) -> None:
    document, broken = create_document("Plan"), create_document("Kapot", name="a.pdf", content=b"%PDF-1.7")
    call_command("archive_texts")
    assert {text_of(document).status, text_of(broken).status} == {TextStatus.DONE, TextStatus.FAILED}
    assert "2 read, 0 to go" in capsys.readouterr().out

    call_command("archive_texts")
    assert capsys.readouterr().out == ""
    call_command("archive_texts", "--failed")
    assert len(capsys.readouterr().out.splitlines()) == 1
    call_command("archive_texts", "--all", "--later")
    assert set(DocumentText.objects.values_list("status", flat=True)) == {TextStatus.WAITING}


def test_each_task_reads_one_document_and_asks_for_the_next() -> None:
    one, other = create_document("Een"), create_document("Ander")
    default_task_backend.clear()
    Lease.objects.all().delete()

    read_next_text.call()

    assert sorted([text_of(one).status, text_of(other).status]) == [TextStatus.DONE, TextStatus.WAITING]
    assert [result.task.name for result in default_task_backend.results] == ["read_next_text"]
    default_task_backend.clear()
    read_next_text.call()
    assert (text_of(one).status, default_task_backend.results) == (TextStatus.DONE, [])


def test_the_scheduler_asks_once_for_what_waits() -> None:
    document = create_document("Plan")
    DocumentText.objects.all().delete()
    default_task_backend.clear()
    Lease.objects.all().delete()

    look_after_texts()
    look_after_texts()

    assert text_of(document).status == TextStatus.WAITING
    assert len(default_task_backend.results) == 1
