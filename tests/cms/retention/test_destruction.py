"""Destroying takes two people and no hold, leaves a certificate, and leaves nothing else."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.activity.models import AppendOnlyError, AuditEntry
from cms.archive.actions import add_version, record_download
from cms.archive.models import DocumentVersion, Download, LibraryDocument
from cms.notices.models import Notice
from cms.people.models import User
from cms.retention.actions import (
    CannotGoError,
    approve_destruction,
    catch_up,
    destroy,
    lift_hold,
    mark_transferred,
    propose_destruction,
    refuse_destruction,
    set_hold,
    withdraw_destruction,
)
from cms.retention.models import Certificate, Destruction, FileRemoval, Outcome, State
from search.models import Entry
from search.sync import catch_up as sync_search
from tests.factories.access import create_audience, create_collection, restrict_collection
from tests.factories.archive import create_document
from tests.factories.people import create_superuser
from tests.factories.retention import create_archivist, create_hold, create_schedule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

CONTENT = b"Artikel 1. De aanvraag wordt afgewezen."


@pytest.fixture
def document() -> LibraryDocument:
    plan = create_collection("Bezwaren")
    create_schedule(5, collections=[plan], name="Bezwaarschriften", reference="8.1")
    return create_document("Bezwaar Jansen", collection=plan, content=CONTENT, dated_on=date(2015, 6, 1))


@pytest.fixture
def anna() -> User:
    return create_archivist("Anna Archief")


@pytest.fixture
def bram() -> User:
    return create_archivist("Bram Bewaarder")


def assert_stays(document: LibraryDocument) -> None:
    assert LibraryDocument.objects.filter(pk=document.pk, title="Bezwaar Jansen").exists()
    assert document.file.storage.exists(document.file.name)
    assert not Certificate.objects.exists()


def test_what_two_people_agree_on_is_destroyed_and_leaves_a_certificate(document, anna, bram) -> None:
    row = propose_destruction(document, by=anna)
    approved = approve_destruction(row, by=bram)
    certificate = destroy(approved.pk)

    assert certificate is not None
    assert (certificate.title, certificate.archive_number) == ("Bezwaar Jansen", document.archive_number)
    assert (certificate.rule, certificate.due_on) == ("Bezwaarschriften (8.1)", date(2020, 6, 1))
    assert certificate.proposed_by == f"Anna Archief <{anna.email}>"
    assert certificate.approved_by == f"Bram Bewaarder <{bram.email}>"
    assert certificate.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert [told["number"] for told in certificate.versions] == [1]
    assert not LibraryDocument.objects.exists()
    assert not Destruction.objects.exists()


def test_nothing_else_is_left_of_it(document, anna, bram) -> None:
    other = add_version(
        document, file=ContentFile(b"Tweede versie.", name="jansen-2.txt"), note="Jansen", by=anna, based_on=1
    )
    document.refresh_from_db()
    names = [version.file.name for version in document.versions.all()]
    record_download(document, by=bram)
    log(instance=document, action="wagtail.edit", user=anna)
    sync_search()
    assert Entry.objects.filter(subject_type="document", title="Bezwaar Jansen").exists()
    storage = document.file.storage
    assert other is not None
    assert len(names) == 2

    row = approve_destruction(propose_destruction(document, by=anna), by=bram)
    destroy(row.pk)
    assert not Entry.objects.visible(None, now=datetime.now(UTC)).filter(subject_type="document").exists()
    sync_search()

    assert [storage.exists(name) for name in names] == [False, False]
    assert not DocumentVersion.objects.exists()
    assert not FileRemoval.objects.exists()
    assert not Entry.objects.filter(subject_type="document").exclude(title="", text="").exists()
    kind = ContentType.objects.get_for_model(LibraryDocument)
    labels = ModelLogEntry.objects.filter(content_type=kind).values_list("label", flat=True)
    assert set(labels) == {document.archive_number}
    assert Download.objects.get().title == document.archive_number
    assert not Notice.objects.filter(text__contains="Jansen").exists()


def test_nobody_approves_what_they_proposed_themselves(document) -> None:
    ada = create_superuser()
    row = propose_destruction(document, by=ada)

    with pytest.raises(CannotGoError, match="Somebody else"):
        approve_destruction(row, by=ada)

    row.refresh_from_db()
    assert row.state == State.PROPOSED
    assert_stays(document)


def test_nobody_approves_without_the_permission(document, anna) -> None:
    row = propose_destruction(document, by=anna)

    with pytest.raises(CannotGoError):
        approve_destruction(row, by=create_archivist("Piet", may=["propose_destruction"]))

    row.refresh_from_db()
    assert row.state == State.PROPOSED


def test_nobody_approves_what_they_cannot_open(document, anna, bram) -> None:
    row = propose_destruction(document, by=anna)
    restrict_collection(document.collection, create_audience(people=[anna]))

    with pytest.raises(CannotGoError):
        approve_destruction(row, by=bram)

    row.refresh_from_db()
    assert row.state == State.PROPOSED
    assert_stays(document)


def test_who_lost_the_right_after_approving_is_not_obeyed(document, anna, bram) -> None:
    row = approve_destruction(propose_destruction(document, by=anna), by=bram)
    restrict_collection(document.collection, create_audience(people=[anna]))

    assert destroy(row.pk) is None

    row.refresh_from_db()
    assert row.state == State.STOPPED
    assert_stays(document)


def test_an_approval_does_not_outlive_its_proposer(document, anna, bram) -> None:
    row = approve_destruction(propose_destruction(document, by=anna), by=bram)
    anna.delete()

    assert destroy(row.pk) is None
    assert_stays(document)


@pytest.mark.parametrize("moment", ["proposed", "approved"])
def test_a_hold_in_between_stops_it(document, anna, bram, moment) -> None:
    row = propose_destruction(document, by=anna)
    if moment == "approved":
        row = approve_destruction(row, by=bram)
    create_hold(collections=[document.collection])

    if moment == "proposed":
        assert approve_destruction(row, by=bram).state == State.STOPPED
    assert destroy(row.pk) is None

    row.refresh_from_db()
    assert (row.state, row.reason) == (State.STOPPED, "It is under legal hold.")
    assert_stays(document)


def test_setting_a_hold_ends_what_was_proposed_at_once_and_lifting_it_lets_it_be_proposed_again(
    document, anna, bram
) -> None:
    row = propose_destruction(document, by=anna)
    hold = set_hold(name="Beroep", reason="Rechtbank", documents=[document], by=bram)
    row.refresh_from_db()
    assert row.state == State.STOPPED
    with pytest.raises(CannotGoError):
        propose_destruction(document, by=anna)

    lift_hold(hold, because="Uitspraak gedaan", by=anna)

    assert propose_destruction(document, by=anna).state == State.PROPOSED
    hold.refresh_from_db()
    assert (hold.lifted_by, hold.lifted_because) == (anna, "Uitspraak gedaan")


def test_another_file_in_between_stops_it(document, anna, bram) -> None:
    row = propose_destruction(document, by=anna)
    add_version(document, file=ContentFile(b"Nieuw.", name="nieuw.txt"), note="", by=anna, based_on=1)

    assert approve_destruction(row, by=bram).state == State.STOPPED
    assert destroy(row.pk) is None


def test_a_longer_schedule_in_between_stops_it(document, anna, bram) -> None:
    row = approve_destruction(propose_destruction(document, by=anna), by=bram)
    schedule = document.collection.retention.schedule
    schedule.years = 50
    schedule.save()

    assert destroy(row.pk) is None
    assert_stays(document)


def test_what_is_not_due_or_not_kept_by_oneself_is_not_proposed(document, anna) -> None:
    young = create_document("Jong", collection=document.collection, dated_on=date(2026, 1, 1))
    with pytest.raises(CannotGoError):
        propose_destruction(young, by=anna)
    with pytest.raises(CannotGoError):
        propose_destruction(document, by=create_archivist("Elders", collections=[create_collection("Andere")]))
    with pytest.raises(CannotGoError):
        propose_destruction(document, by=create_archivist("Kijker", may=["approve_destruction"]))

    assert not Destruction.objects.exists()


def test_refusing_and_withdrawing_leave_the_document_and_say_why(document, anna, bram) -> None:
    refused = refuse_destruction(propose_destruction(document, by=anna), because="Nog nodig", by=bram)
    row = propose_destruction(document, by=anna)
    with pytest.raises(CannotGoError):
        withdraw_destruction(row, because="", by=bram)
    withdrawn = withdraw_destruction(row, because="Vergissing", by=anna)

    assert (refused.state, refused.reason) == (State.REFUSED, "Nog nodig")
    assert (withdrawn.state, withdrawn.reason) == (State.WITHDRAWN, "Vergissing")
    assert_stays(document)


def test_what_is_transferred_waits_for_the_archive_and_is_then_destroyed(document, anna, bram) -> None:
    schedule = document.collection.retention.schedule
    schedule.outcome = Outcome.TRANSFER
    schedule.save()
    row = approve_destruction(propose_destruction(document, by=anna), by=bram)
    assert row.state == State.TO_TRANSFER
    assert destroy(row.pk) is None
    assert_stays(document)

    row = mark_transferred(row, to="Regionaal Archief, ontvangst 12", by=anna)
    certificate = destroy(row.pk)

    assert certificate.transferred_to == "Regionaal Archief, ontvangst 12"
    assert certificate.transferred_at is not None
    assert not LibraryDocument.objects.exists()


def test_a_storage_that_refuses_leaves_nothing_half_done(document, anna, bram, monkeypatch) -> None:
    row = approve_destruction(propose_destruction(document, by=anna), by=bram)
    name, storage = document.file.name, document.file.storage
    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "delete", lambda self, name: (_ for _ in ()).throw(OSError("disk away")))
        certificate = destroy(row.pk)
    left = certificate.files_left.get()
    assert (left.name, left.attempts, left.reason) == (name, 1, "OSError: disk away")
    assert storage.exists(name)
    assert not LibraryDocument.objects.exists()

    catch_up()

    assert not storage.exists(name)
    assert not FileRemoval.objects.exists()


def test_a_lost_task_is_made_up_for(document, anna, bram) -> None:
    approve_destruction(propose_destruction(document, by=anna), by=bram)

    catch_up()

    assert Certificate.objects.get().title == "Bezwaar Jansen"
    assert not LibraryDocument.objects.exists()


def test_a_certificate_is_never_changed(document, anna, bram) -> None:
    certificate = destroy(approve_destruction(propose_destruction(document, by=anna), by=bram).pk)

    for change in (certificate.save, certificate.delete, Certificate.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()
    with pytest.raises(AppendOnlyError):
        Certificate.objects.update(title="Iets anders")

    certificate.refresh_from_db()
    assert certificate.title == "Bezwaar Jansen"


def test_each_step_is_in_the_audit_log(document, anna, bram) -> None:
    destroy(approve_destruction(propose_destruction(document, by=anna), by=bram).pk)

    told = AuditEntry.objects.filter(act__startswith="destruction.") | AuditEntry.objects.filter(
        act__in=["document.destroyed", "document.file_removed"]
    )
    assert list(told.order_by("pk").values_list("act", "by_name")) == [
        ("destruction.proposed", str(anna)),
        ("destruction.approved", str(bram)),
        ("document.destroyed", str(bram)),
        ("document.file_removed", ""),
    ]
