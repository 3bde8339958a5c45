"""Folders and meetings through the API, as a front-end asks for them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.archive.models import LibraryDocument
from cms.folders.actions import arrange_papers, create_folder, share_folder
from cms.folders.models import Folder, Meeting
from cms.graphql_kit.ids import to_global_id
from tests.cms.folders.conftest import put
from tests.factories.asking import ask, error_of
from tests.factories.people import create_user
from tests.factories.work_groups import create_group

MINE = """{ viewer { folders { name isWritable isManageable owner { name } workGroup { name } sharedWith { name }
  sharedWithGroups { name } documents { totalCount nodes { title } } } } }"""
SHARE = """mutation($folder: ID!, $people: [ID!]!, $groups: [ID!]!) {
  folderShare(folder: $folder, people: $people, workGroups: $groups) { folder { sharedWith { name } } } }"""
ADD = "mutation($input: FolderDocumentInput!) { folderDocumentAdd(input: $input) { document { title version } } }"
REVISE = """mutation($document: ID!, $file: Upload!, $basedOn: Int!) {
  folderDocumentRevise(document: $document, file: $file, basedOn: $basedOn, note: "Nieuw") { document { version } } }"""
PLAN = "mutation($input: MeetingInput!) { meetingPlan(input: $input) { meeting { title papers { part } } } }"
DELETE = "mutation($folder: ID!) { folderDelete(folder: $folder) { folder { id } } }"
RENAME = "mutation($folder: ID!, $name: String!) { folderRename(folder: $folder, name: $name) { folder { name } } }"
CREATE = "mutation($name: String!) { folderCreate(name: $name) { folder { id name } } }"
REMOVE = "mutation($document: ID!) { folderDocumentRemove(document: $document) { folder { id } } }"
CALL_OFF = "mutation($meeting: ID!) { meetingCallOff(meeting: $meeting) { meeting { id } } }"
CHANGE = 'mutation($meeting: ID!) { meetingChange(meeting: $meeting, title: "x") { meeting { id } } }'
ASKED = """query($folder: ID!, $meeting: ID!) { folder(id: $folder) { name } meeting(id: $meeting) { title }
  a: node(id: $folder) { id } b: node(id: $meeting) { id } meetings { totalCount } }"""
ARRANGE = """mutation($meeting: ID!, $papers: [PaperInput!]!) {
  meetingPapersArrange(meeting: $meeting, papers: $papers) { meeting { papers { part document { title } } } } }"""


def file(text: str = "Een stuk", name: str = "stuk.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def gid(thing) -> str:
    kind = {LibraryDocument: "Document"}.get(type(thing), type(thing).__name__)
    return to_global_id(kind, thing.pk)


def test_each_sees_the_folders_that_concern_them(folder, group_folder, owner, member):
    put(folder, owner, "stuk.txt")
    share_folder(folder, people=[member], work_groups=[], by=owner)
    assert ask(MINE, by=owner)["viewer"]["folders"] == [
        {
            "name": "Mijn stukken", "isWritable": True, "isManageable": True, "owner": {"name": "Eva de Vries"},
            "workGroup": None, "sharedWith": [{"name": "Guus Groep"}], "sharedWithGroups": [],
            "documents": {"totalCount": 1, "nodes": [{"title": "stuk"}]},
        },
        {
            "name": "Vergaderstukken", "isWritable": True, "isManageable": True, "owner": None,
            "workGroup": {"name": "Ondernemingsraad"}, "sharedWith": [], "sharedWithGroups": [],
            "documents": {"totalCount": 0, "nodes": []},
        },
    ]  # fmt: skip
    seen = ask(MINE, by=member)["viewer"]["folders"]
    assert [(each["name"], each["isWritable"], each["isManageable"]) for each in seen] == [
        ("Mijn stukken", False, False), ("Vergaderstukken", True, False),
    ]  # fmt: skip
    assert [each["sharedWith"] for each in seen] == [[], []]
    assert ask(MINE, by=create_user())["viewer"]["folders"] == []


def test_more_folders_ask_no_more_of_the_database(folder, owner):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(MINE, by=owner)
        return len(queries)

    before = count()
    for name in ("a", "b", "c"):
        ask(f'mutation {{ folderCreate(name: "{name}") {{ folder {{ id }} }} }}', by=owner)
    assert count() == before


def test_folders_of_more_groups_ask_no_more_of_the_database(folder, group_folder, owner):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(MINE, by=owner)
        return len(queries)

    before = count()
    for name in ("Cultuur", "Sport", "Groen"):
        create_folder(name=name, by=owner, work_group=create_group(name, owner=owner))
    assert count() == before


def test_a_folder_is_made_named_shared_filled_and_deleted(owner, member):
    made = ask(CREATE, {"name": "Stukken"}, by=owner)["folderCreate"]["folder"]
    assert made["name"] == "Stukken"
    folder = Folder.objects.get()
    renamed = ask(RENAME, {"folder": made["id"], "name": "Oud"}, by=owner)
    assert renamed["folderRename"]["folder"] == {"name": "Oud"}
    people = [to_global_id("Person", member.profile.pk)]
    shared = ask(SHARE, {"folder": made["id"], "people": people, "groups": []}, by=owner)
    assert shared["folderShare"]["folder"] == {"sharedWith": [{"name": "Guus Groep"}]}
    unsaid = {"description": None, "language": None}
    added = ask(ADD, {"input": {"folder": made["id"], "file": file(), "title": "Plan", **unsaid}}, by=owner)
    assert added["folderDocumentAdd"]["document"] == {"title": "Plan", "version": 1}
    document = LibraryDocument.objects.get()
    assert (document.description, document.language) == ("", "nl")
    revised = ask(REVISE, {"document": gid(document), "file": file("Ander"), "basedOn": 1}, by=owner)
    assert revised["folderDocumentRevise"]["document"] == {"version": 2}
    conflict = error_of(REVISE, {"document": gid(document), "file": file("Derde"), "basedOn": 1}, by=owner)
    assert conflict == {"code": "VERSION_CONFLICT", "version": 2}
    ask(DELETE, {"folder": gid(folder)}, by=owner)
    assert not LibraryDocument.objects.exists()


def test_to_others_a_folder_is_not_there(folder, meeting, owner):
    document, other = put(folder, owner, "stuk.txt"), create_user("Iemand Anders")
    held = {"folder": gid(folder), "title": "x", "heldAt": "2026-12-01T09:00:00Z"}
    acts = [
        (DELETE, {"folder": gid(folder)}),
        (RENAME, {"folder": gid(folder), "name": "x"}),
        (SHARE, {"folder": gid(folder), "people": [], "groups": []}),
        (ADD, {"input": {"folder": gid(folder), "file": file()}}),
        (REVISE, {"document": gid(document), "file": file("Ander"), "basedOn": 1}),
        (REMOVE, {"document": gid(document)}),
        (PLAN, {"input": held}),
        (CALL_OFF, {"meeting": gid(meeting)}),
        (CHANGE, {"meeting": gid(meeting)}),
        (ARRANGE, {"meeting": gid(meeting), "papers": []}),
    ]
    refused = [error_of(act, variables, by=other) for act, variables in acts]
    assert refused == [{"code": "NOT_FOUND"}] * 10
    assert ask(ASKED, {"folder": gid(folder), "meeting": gid(meeting)}, by=other) == {
        "folder": None, "meeting": None, "a": None, "b": None, "meetings": {"totalCount": 0},
    }  # fmt: skip
    assert LibraryDocument.objects.get().version == 1
    assert Meeting.objects.get().title == "Vergadering december"
    assert [each.name for each in Folder.objects.all()] == ["Mijn stukken", "Vergaderstukken"]


def test_who_only_reads_changes_nothing(folder, owner, member):
    document = put(folder, owner, "stuk.txt")
    share_folder(folder, people=[member], work_groups=[], by=owner)
    assert error_of(ADD, {"input": {"folder": gid(folder), "file": file()}}, by=member) == {"code": "FORBIDDEN"}
    revise = {"document": gid(document), "file": file("Ander"), "basedOn": 1}
    assert error_of(REVISE, revise, by=member) == {"code": "FORBIDDEN"}
    assert LibraryDocument.objects.get().version == 1


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_a_bad_name_is_told(owner, name):
    error = error_of(
        "mutation($name: String!) { folderCreate(name: $name) { folder { id } } }", {"name": name}, by=owner
    )
    assert error == {"code": "FOLDER_REFUSED", "reason": "name"}


def test_a_file_that_is_not_what_its_name_says_is_told(folder, owner):
    error = error_of(ADD, {"input": {"folder": gid(folder), "file": file("<html>", "stuk.pdf")}}, by=owner)
    assert error == {"code": "INVALID_INPUT"}
    assert not LibraryDocument.objects.exists()


def test_a_visitor_has_no_folders(db):
    error = error_of('mutation { folderCreate(name: "x") { folder { id } } }')
    assert error == {"code": "UNAUTHENTICATED"}


def test_a_meeting_is_planned_and_its_papers_are_put_in_order(group_folder, member):
    planned = {"folder": gid(group_folder), "title": "Januari", "heldAt": "2027-01-05T09:00:00+01:00", "place": None}
    assert ask(PLAN, {"input": planned}, by=member)["meetingPlan"] == {"meeting": {"title": "Januari", "papers": []}}
    meeting = Meeting.objects.get()
    agenda, annex = put(group_folder, member, "agenda.txt"), put(group_folder, member, "bijlage.txt")
    papers = [{"document": gid(agenda), "part": "AGENDA"}, {"document": gid(annex), "part": "ANNEX"}]
    arranged = ask(ARRANGE, {"meeting": gid(meeting), "papers": papers}, by=member)
    assert arranged["meetingPapersArrange"]["meeting"]["papers"] == [
        {"part": "AGENDA", "document": {"title": "agenda"}}, {"part": "ANNEX", "document": {"title": "bijlage"}},
    ]  # fmt: skip
    listed = '{ meetings(filter: { heldFrom: "2027-01-01T00:00:00Z" }) { nodes { title pdfUrl folder { name } } } }'
    assert ask(listed, by=member)["meetings"]["nodes"] == [
        {"title": "Januari", "pdfUrl": f"/meetings/{meeting.pk}.pdf", "folder": {"name": "Vergaderstukken"}}
    ]
    naive = {**planned, "heldAt": "2027-01-05T09:00:00"}
    assert error_of(PLAN, {"input": naive}, by=member) == {"code": "INVALID_INPUT"}


def test_a_quarantined_or_moved_paper_is_not_listed(meeting, group_folder, member):
    paper = put(group_folder, member, "agenda.txt")
    arrange_papers(meeting, [(paper, "agenda")], by=member)
    asked = "query($id: ID!) { meeting(id: $id) { papers { document { title } } } }"
    assert ask(asked, {"id": gid(meeting)}, by=member)["meeting"]["papers"] == [{"document": {"title": "agenda"}}]
    paper.delete()
    assert ask(asked, {"id": gid(meeting)}, by=member)["meeting"]["papers"] == []
