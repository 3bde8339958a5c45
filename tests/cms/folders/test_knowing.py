from cms.activity.knowing import knowers
from cms.archive.models import LibraryDocument
from cms.folders.actions import share_folder
from cms.folders.models import Folder
from tests.cms.folders.conftest import put
from tests.factories.retention import create_hold


def knower():
    return next(each for each in knowers() if each.topic == "folders")


def test_a_persons_folders_are_handed_over_with_their_files(folder, owner, member):
    document = put(folder, owner, "stuk.txt", b"Van mij")
    share_folder(folder, people=[member], work_groups=[], by=owner)
    (told,) = knower().export(owner)
    assert (told["folder"], told["document"]) == ("Mijn stukken", "stuk")
    (file,) = knower().files(owner)
    assert (file.name, file.open().read()) == (f"{document.pk}-stuk.txt", b"Van mij")
    assert knower().export(member) == [{"folder": "Mijn stukken", "shared": True}]
    assert list(knower().files(member)) == []


def test_an_erased_persons_folders_go_with_what_is_in_them(folder, owner, member):
    put(folder, owner, "stuk.txt")
    share_folder(folder, people=[member], work_groups=[], by=owner)
    assert knower().erase(member, pseudonym="x") == 1
    assert not folder.shared_with.exists()
    assert knower().erase(owner, pseudonym="x") == 2
    assert not Folder.objects.exists()
    assert not LibraryDocument.objects.exists()


def test_a_document_under_hold_keeps_its_folder_which_is_nobodys(folder, owner):
    held, _loose = put(folder, owner, "bewijs.txt"), put(folder, owner, "kladje.txt")
    create_hold(documents=[held])
    assert knower().erase(owner, pseudonym="x") == 2
    assert list(LibraryDocument.objects.all()) == [held]
    assert Folder.objects.get().owner is None
