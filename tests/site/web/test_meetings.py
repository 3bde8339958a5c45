"""Meetings on their screens: planned, arranged, read, changed and called off."""

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from cms.folders.actions import create_folder, plan_meeting, put_document, share_folder
from cms.folders.models import Folder, Meeting
from cms.people.models import User
from tests.factories.people import create_user
from tests.factories.work_groups import create_group
from tests.site.web.test_pages import seen, words

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def folder(employee: User) -> Folder:
    group = create_group("Ondernemingsraad", owner=employee)
    return create_folder(name="Vergaderstukken", by=employee, work_group=group)


@pytest.fixture
def meeting(folder: Folder, employee: User) -> Meeting:
    held_at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    return plan_meeting(folder, title="Vergadering december", held_at=held_at, place="Kamer 2", by=employee)


@pytest.fixture
def papers(folder: Folder, employee: User) -> list[int]:
    """Three documents of the folder, by number: agenda, notulen, bijlage."""
    names = ("agenda.txt", "notulen.txt", "bijlage.txt")
    return [put_document(folder, file=ContentFile(b"Een stuk", name=name), by=employee).pk for name in names]


def test_a_meeting_is_planned_by_the_clock_of_the_organisation(employee_client: Client, folder: Folder) -> None:
    typed = {"title": "Vergadering januari", "day": "2027-01-12", "time": "09:30", "place": "Raadzaal"}

    screen = seen(employee_client.post(f"/mappen/{folder.pk}/vergadering/", typed, follow=True))

    assert words(screen, "h1") == ["Vergadering januari"]
    assert words(screen, "dd") == ["Dinsdag 12 januari 2027, 09:30", "Raadzaal", "Ondernemingsraad"]
    assert Meeting.objects.get().held_at == datetime(2027, 1, 12, 8, 30, tzinfo=UTC)
    assert "Vergadering januari" in words(seen(employee_client.get(f"/mappen/{folder.pk}/")), ".lines li > a")


def test_a_meeting_without_a_moment_keeps_what_was_typed(employee_client: Client, folder: Folder) -> None:
    typed = {"title": "", "day": "12 januari", "time": "09:30", "place": "Raadzaal"}

    answer = employee_client.post(f"/mappen/{folder.pk}/vergadering/", typed)

    assert answer.status_code == 422
    assert len(words(seen(answer), "#refused li")) == 2
    assert seen(answer).select_one("#meeting-place")["value"] == "Raadzaal"
    assert Meeting.objects.count() == 0


def test_a_meeting_is_changed_and_called_off(employee_client: Client, folder: Folder, meeting: Meeting) -> None:
    address = f"/vergaderingen/{meeting.pk}/wijzigen/"
    form = seen(employee_client.get(address))
    assert [form.select_one(f"#meeting-{name}")["value"] for name in ("day", "time")] == ["2026-12-01", "10:00"]

    employee_client.post(address, {"title": "Extra", "day": "2026-12-02", "time": "11:00", "place": ""})
    changed = Meeting.objects.get()
    assert (changed.title, changed.held_at, changed.place) == ("Extra", datetime(2026, 12, 2, 10, tzinfo=UTC), "")

    assert employee_client.post(address, {"call_off": "yes"})["Location"] == f"/mappen/{folder.pk}/"
    assert Meeting.objects.count() == 0


def test_papers_are_laid_on_the_table_by_number(employee_client: Client, meeting: Meeting, papers: list[int]) -> None:
    agenda, minutes, _annex = papers
    sent = {f"place-{agenda}": "1", f"part-{agenda}": "AGENDA", f"place-{minutes}": "2", f"part-{minutes}": "MINUTES"}

    screen = seen(employee_client.post(f"/en/vergaderingen/{meeting.pk}/stukken/", sent, follow=True))

    assert words(screen, ".papers .document-card a") == ["agenda", "notulen"]
    assert words(screen, ".papers .badge") == ["Agenda", "Minutes"]
    assert screen.select_one(f"a[href='/meetings/{meeting.pk}.pdf']")

    turned = {f"place-{agenda}": "5", f"place-{minutes}": "2"}
    screen = seen(employee_client.post(f"/en/vergaderingen/{meeting.pk}/stukken/", turned, follow=True))
    assert words(screen, ".papers .document-card a") == ["notulen", "agenda"]
    assert words(screen, ".papers .badge") == ["Minutes", "Agenda"]


def test_a_number_that_is_none_is_asked_again(employee_client: Client, meeting: Meeting, papers: list[int]) -> None:
    sent = {f"place-{papers[0]}": "een", f"place-{papers[1]}": "2"}

    answer = employee_client.post(f"/vergaderingen/{meeting.pk}/stukken/", sent)
    screen = seen(answer)

    assert answer.status_code == 422
    assert screen.select_one(f"#place-{papers[0]}")["value"] == "een"
    assert screen.select_one(f"#place-{papers[1]}")["value"] == "2"
    assert meeting.papers.count() == 0


def test_a_meeting_is_not_there_for_others_and_nothing_changes(
    client: Client, employee: User, meeting: Meeting, papers: list[int]
) -> None:
    client.force_login(create_user("Noor Bakker"))
    sent = {"title": "Weg", "day": "2026-12-02", "time": "11:00", "call_off": "yes", f"place-{papers[0]}": "1"}
    for address in ("", "wijzigen/", "stukken/"):
        assert client.get(f"/vergaderingen/{meeting.pk}/{address}").status_code == 404
    for address in ("wijzigen/", "stukken/"):
        assert client.post(f"/vergaderingen/{meeting.pk}/{address}", sent).status_code == 404

    assert Meeting.objects.get().title == "Vergadering december"
    assert meeting.papers.count() == 0


def test_whom_the_folder_is_shared_with_reads_the_meeting_alone(
    client: Client, employee: User, folder: Folder, meeting: Meeting, papers: list[int]
) -> None:
    reader = create_user("Noor Bakker")
    share_folder(folder, people=[reader], work_groups=[], by=employee)
    client.force_login(reader)

    screen = seen(client.get(f"/vergaderingen/{meeting.pk}/"))

    assert words(screen, "h1") == ["Vergadering december"]
    assert not screen.select("a[href$='/wijzigen/'], a[href$='/stukken/']")
    assert client.get(f"/vergaderingen/{meeting.pk}/wijzigen/").status_code == 404


def test_a_personal_folder_has_no_meetings(employee_client: Client, employee: User) -> None:
    own = create_folder(name="Mijn stukken", by=employee)

    assert employee_client.get(f"/mappen/{own.pk}/vergadering/").status_code == 404
    assert not seen(employee_client.get(f"/mappen/{own.pk}/")).select("#meetings-title")
