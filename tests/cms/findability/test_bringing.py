"""Lists of synonyms that come in from a file: all of a list, or nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.people.models import User
from search.models import Origin, SynonymGroup

pytestmark = pytest.mark.django_db


def bring(client: Client, text: bytes) -> HttpResponse:
    file = SimpleUploadedFile("synonyms.csv", text, content_type="text/csv")
    answer = client.post(reverse("search_synonyms:bring"), {"file": file})
    assert isinstance(answer, HttpResponse)
    return answer


def kept() -> list[tuple[str, list[str], bool, bool]]:
    rows = SynonymGroup.objects.order_by("pk")
    return [(row.language, row.words, row.is_one_way, row.is_active) for row in rows]


def test_a_list_is_added_whole_and_what_is_known_is_left_alone(screens: Client, editor: User) -> None:
    SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])
    text = 'language;words;one way\nnl;"centen, salaris, geld";ja\nnl;Kopieermachine, repro;nee\n;hr, p&o;\n'

    answer = bring(screens, b"\xef\xbb\xbf" + text.encode())

    assert answer.status_code == 302
    assert kept()[1:] == [("nl", ["centen", "salaris", "geld"], True, True), ("", ["hr", "p&o"], False, True)]
    assert set(SynonymGroup.objects.values_list("changed_by", flat=True)) == {None, editor.pk}


def test_a_list_with_anything_wrong_adds_nothing_and_says_where(screens: Client) -> None:
    answer = bring(screens, b'language,words\nnl,"repro, copier"\nxx,"a1, b2"\nnl,alleen\n')

    faults = answer.context["form"].errors["file"]  # type: ignore[attr-defined]
    assert [fault.partition(":")[0] for fault in faults] == ["Line 3", "Line 4"]
    assert faults[1] == "Line 4: One word means the same as nothing else: give two at least."
    assert kept() == []


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"language,synonyms\nnl,a", b"", b'words\n"' + b"a" * 200_000])
def test_what_is_no_list_is_refused(screens: Client, text: bytes) -> None:
    assert bring(screens, text).context["form"].errors["file"]  # type: ignore[attr-defined]
    assert kept() == []


def test_what_goes_out_comes_in_again(screens: Client) -> None:
    SynonymGroup.objects.create(language="nl", words=["centen", "salaris"], is_one_way=True)
    SynonymGroup.objects.create(language="", words=["hr", "p&o"], is_active=False)
    SynonymGroup.objects.create(language="nl", words=["a1", "b2"], origin=Origin.SHIPPED, shipped_key="a1")
    own = kept()[:2]
    exported = screens.get(reverse("search_synonyms:index"), {"export": "csv"})
    text = b"".join(exported.streaming_content)  # type: ignore[attr-defined]
    SynonymGroup.objects.filter(origin=Origin.EDITORS).delete()

    assert bring(screens, text).status_code == 302

    assert sorted(kept()) == sorted([*own, ("nl", ["a1", "b2"], False, True)])
