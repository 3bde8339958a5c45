"""Folders: listed, made, filled, shared and deleted on screens that need no script."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.archive.actions import add_version
from cms.archive.models import LibraryDocument
from cms.folders.actions import create_folder, put_document, share_folder
from cms.folders.models import Folder
from cms.graphql_kit.ids import to_global_id
from cms.people.models import User, WorkGroup
from tests.factories.people import create_user
from tests.factories.work_groups import create_group
from tests.site.web.test_pages import seen, words

pytestmark = pytest.mark.usefixtures("city")


@pytest.fixture
def colleague(db: None) -> User:
    return create_user("Noor Bakker")


@pytest.fixture
def colleague_client(colleague: User) -> Client:
    client = Client()
    client.force_login(colleague)
    return client


@pytest.fixture
def folder(employee: User) -> Folder:
    return create_folder(name="Mijn stukken", by=employee)


@pytest.fixture
def group(employee: User, colleague: User) -> WorkGroup:
    return create_group("Ondernemingsraad", owner=employee, members=[colleague])


def file(text: str = "Een stuk", name: str = "stuk.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def put(folder: Folder, by: User, name: str = "stuk.txt") -> LibraryDocument:
    return put_document(folder, file=ContentFile(b"Een stuk", name=name), by=by)


def person_id(user: User) -> str:
    return to_global_id("Person", user.profile.pk)


def test_folders_are_listed_by_whose_they_are(
    employee_client: Client, employee: User, colleague: User, folder: Folder, group: WorkGroup
) -> None:
    put(folder, employee)
    create_folder(name="Vergaderstukken", by=employee, work_group=group)
    theirs = create_folder(name="Van Noor", by=colleague)
    share_folder(theirs, people=[employee], work_groups=[], by=colleague)

    screen = seen(employee_client.get("/mappen/"))

    assert words(screen, "[aria-labelledby=own-title] li") == ["Mijn stukken 1 document"]
    assert words(screen, "[aria-labelledby=groups-title] li a") == ["Vergaderstukken"]
    assert words(screen, "[aria-labelledby=shared-title] li a") == ["Van Noor"]
    assert words(screen, "#folder-group option")[1:] == ["Ondernemingsraad"]
    assert screen.select_one(".account a[href='/mappen/']")


def test_a_folder_is_made_and_opened(employee_client: Client) -> None:
    answer = employee_client.post("/mappen/", {"name": " Stukken  van Eva "}, follow=True)

    assert words(seen(answer), "h1") == ["Stukken van Eva"]
    assert Folder.objects.get().name == "Stukken van Eva"


def test_a_folder_is_made_for_a_group(employee_client: Client, group: WorkGroup) -> None:
    employee_client.post("/mappen/", {"name": "Stukken", "group": to_global_id("WorkGroup", group.pk)})

    assert Folder.objects.get().work_group == group


def test_a_refused_folder_keeps_what_was_typed(employee_client: Client) -> None:
    answer = employee_client.post("/mappen/", {"name": "x" * 101})
    screen = seen(answer)

    assert answer.status_code == 422
    assert len(words(screen, "#create #refused li")) == 1
    assert screen.select_one("#folder-name")["value"] == "x" * 101
    assert Folder.objects.count() == 0


def test_a_file_is_put_into_a_folder_and_opened(employee_client: Client, folder: Folder) -> None:
    sent = {"file": file(), "title": "Het stuk"}
    screen = seen(employee_client.post(f"/mappen/{folder.pk}/", sent, follow=True))

    document = LibraryDocument.objects.get()
    assert words(screen, ".document-card a") == ["Het stuk"]
    assert (document.title, document.collection) == ("Het stuk", folder.collection)
    address = screen.select_one(".document-card a")["href"]
    assert b"".join(employee_client.get(address).streaming_content) == b"Een stuk"


def test_a_file_that_is_missing_or_refused_loses_nothing(employee_client: Client, folder: Folder) -> None:
    for sent in ({"title": "Het stuk"}, {"title": "Het stuk", "file": file("geen plaatje", "stuk.pdf")}):
        answer = employee_client.post(f"/mappen/{folder.pk}/", sent)

        assert answer.status_code == 422
        assert len(words(seen(answer), "#add #refused li")) == 1
        assert seen(answer).select_one("#title")["value"] == "Het stuk"
    assert LibraryDocument.objects.count() == 0


def test_a_folder_is_not_there_for_others_and_nothing_changes(colleague_client: Client, folder: Folder) -> None:
    document = put(folder, folder.owner)
    for address in ("", "beheer/", "verwijderen/", "vergadering/", f"{document.pk}/"):
        assert colleague_client.get(f"/mappen/{folder.pk}/{address}").status_code == 404
        sent = {"file": file(), "rename": "Weg", "name": "Weg", "based_on": 1}
        assert colleague_client.post(f"/mappen/{folder.pk}/{address}", sent).status_code == 404

    folder = Folder.objects.get()
    assert folder.name == "Mijn stukken"
    assert list(LibraryDocument.objects.values_list("pk", "version")) == [(document.pk, 1)]


def test_whom_it_is_shared_with_reads_and_changes_nothing(
    colleague_client: Client, colleague: User, employee: User, folder: Folder
) -> None:
    document = put(folder, employee)
    share_folder(folder, people=[colleague], work_groups=[], by=employee)

    screen = seen(colleague_client.get(f"/mappen/{folder.pk}/"))
    inner = seen(colleague_client.get(f"/mappen/{folder.pk}/{document.pk}/"))

    assert words(screen, ".document-card a") == ["stuk"]
    assert not screen.select("main form")
    assert not inner.select("main form")
    assert colleague_client.post(f"/mappen/{folder.pk}/", {"file": file()}).status_code == 404
    assert colleague_client.post(f"/mappen/{folder.pk}/{document.pk}/", {"remove": "yes"}).status_code == 404
    assert colleague_client.get(f"/mappen/{folder.pk}/beheer/").status_code == 404
    assert LibraryDocument.objects.count() == 1


def test_a_visitor_signs_in_first(client: Client, folder: Folder) -> None:
    assert client.get(f"/mappen/{folder.pk}/")["Location"] == f"/accounts/login/?next=/mappen/{folder.pk}/"
    assert client.post("/mappen/", {"name": "Stukken"})["Location"].startswith("/accounts/login/")
    assert Folder.objects.count() == 1


def test_a_folder_is_shared_with_whom_a_search_finds(
    employee_client: Client, colleague: User, folder: Folder, group: WorkGroup
) -> None:
    address = f"/mappen/{folder.pk}/beheer/"
    found = seen(employee_client.get(address, {"name": "bak"}))
    given = found.select_one("#share input[name=person]")["value"]

    employee_client.post(address, {"person": given})
    screen = seen(employee_client.post(address, {"group": to_global_id("WorkGroup", group.pk)}, follow=True))

    assert len(screen.select("#share button[name=end]")) == 2
    assert list(folder.shared_with.all()) == [colleague]
    assert list(folder.shared_with_groups.all()) == [group]

    employee_client.post(address, {"person": given, "end": "yes"})
    assert not folder.shared_with.exists()
    assert list(folder.shared_with_groups.all()) == [group]


def test_a_folder_is_called_otherwise(employee_client: Client, folder: Folder) -> None:
    employee_client.post(f"/mappen/{folder.pk}/beheer/", {"rename": "Oud"})
    refused = employee_client.post(f"/mappen/{folder.pk}/beheer/", {"rename": "x" * 101})

    assert Folder.objects.get().name == "Oud"
    assert refused.status_code == 422
    assert seen(refused).select_one("#folder-name")["value"] == "x" * 101


def test_a_folder_goes_after_a_question(employee_client: Client, employee: User, folder: Folder) -> None:
    put(folder, employee)
    question = seen(employee_client.get(f"/mappen/{folder.pk}/verwijderen/"))
    assert "1 document" in words(question, ".lead")[0]

    assert employee_client.post(f"/mappen/{folder.pk}/verwijderen/")["Location"] == "/mappen/"
    assert (Folder.objects.count(), LibraryDocument.objects.count()) == (0, 0)


def test_a_new_version_takes_the_place_of_the_former(employee_client: Client, employee: User, folder: Folder) -> None:
    document = put(folder, employee)
    address = f"/mappen/{folder.pk}/{document.pk}/"
    sent = {"file": file("Beter"), "note": "Beter verwoord", "based_on": "1"}

    screen = seen(employee_client.post(f"/en{address}", sent, follow=True))

    assert words(screen, "[aria-labelledby=versions-title] li > a") == ["Version 2", "Version 1"]
    assert "Beter verwoord" in words(screen, "[aria-labelledby=versions-title] small")[0]


def test_who_was_slower_is_told_and_chooses(employee_client: Client, employee: User, folder: Folder) -> None:
    document = put(folder, employee)
    add_version(document, file=ContentFile(b"Sneller", name="stuk.txt"), by=employee, based_on=1)
    address = f"/mappen/{folder.pk}/{document.pk}/"

    answer = employee_client.post(address, {"file": file("Trager"), "note": "Mijn versie", "based_on": "1"})
    screen = seen(answer)

    assert answer.status_code == 422
    assert screen.select_one(".conflict a")["href"].startswith(f"/documents/{document.pk}/versions/2/")
    assert screen.select_one("#note")["value"] == "Mijn versie"
    assert LibraryDocument.objects.get().version == 2

    again = {"file": file("Trager"), "note": "Mijn versie", "based_on": screen.select_one("[name=based_on]")["value"]}
    assert employee_client.post(address, again).status_code == 302
    assert LibraryDocument.objects.get().version == 3


def test_a_document_is_taken_out(employee_client: Client, employee: User, folder: Folder) -> None:
    document = put(folder, employee)

    answer = employee_client.post(f"/mappen/{folder.pk}/{document.pk}/", {"remove": "yes"})

    assert answer["Location"] == f"/mappen/{folder.pk}/"
    assert LibraryDocument.objects.count() == 0


def test_what_another_put_there_stays_for_who_does_not_keep_the_folder(
    colleague_client: Client, employee: User, group: WorkGroup
) -> None:
    folder = create_folder(name="Stukken", by=employee, work_group=group)
    document = put(folder, employee)

    answer = colleague_client.post(f"/mappen/{folder.pk}/{document.pk}/", {"remove": "yes"})

    assert answer.status_code == 422
    assert len(words(seen(answer), "#remove #refused li")) == 1
    assert LibraryDocument.objects.count() == 1


def test_a_document_is_only_in_its_own_folder(employee_client: Client, employee: User, folder: Folder) -> None:
    other = create_folder(name="Ander", by=employee)
    document = put(other, employee)

    assert employee_client.get(f"/mappen/{folder.pk}/{document.pk}/").status_code == 404
    assert employee_client.post(f"/mappen/{folder.pk}/{document.pk}/", {"remove": "yes"}).status_code == 404
    assert LibraryDocument.objects.count() == 1


def test_what_changes_a_folder_asks_for_the_page_it_came_from(employee: User, folder: Folder) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(employee)

    for address in ("/mappen/", f"/mappen/{folder.pk}/", f"/mappen/{folder.pk}/verwijderen/"):
        assert strict.post(address, {"name": "Stukken"}).status_code == 403
    assert Folder.objects.count() == 1
