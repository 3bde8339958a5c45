import pytest

from cms.archive.file_kinds import FILE_KINDS, file_kind_of
from cms.archive.sniffing import OFFICE


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/pdf", "PDF"),
        ("image/png", "PICTURE"),
        ("image/svg+xml", "PICTURE"),
        ("text/plain", "TEXT"),
        ("text/csv", "SHEET"),
        ("application/rtf", "TEXT"),
        ("audio/mpeg", "SOUND"),
        ("video/mp4", "VIDEO"),
        ("application/zip", "PACKED"),
        ("application/octet-stream", "OTHER"),
        ("application/x-ole-storage", "OTHER"),
        ("", ""),
    ],
)
def test_a_media_type_is_of_one_sort(media_type: str, kind: str) -> None:
    assert file_kind_of(media_type) == kind


def test_every_office_file_is_of_a_sort_that_people_know() -> None:
    kinds = {ending: file_kind_of(media_type) for ending, media_type in OFFICE.items()}
    assert kinds == {
        ".docx": "TEXT", ".docm": "TEXT", ".doc": "TEXT", ".odt": "TEXT", ".epub": "TEXT", ".md": "TEXT",
        ".xlsx": "SHEET", ".xlsm": "SHEET", ".xls": "SHEET", ".ods": "SHEET",
        ".pptx": "SLIDES", ".pptm": "SLIDES", ".ppt": "SLIDES", ".odp": "SLIDES",
        ".msg": "MAIL", ".eml": "MAIL",
    }  # fmt: skip


def test_names_are_short_enough_for_an_entry() -> None:
    assert max(len(kind.name) for kind in FILE_KINDS) <= 20
