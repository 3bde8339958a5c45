"""The screens of synonyms and stop phrases."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.activity.models import AuditEntry
from cms.people.models import User
from search.models import Origin, StopPhrase, SynonymGroup
from search.thesaurus import shipped_groups
from tests.factories.people import create_editor

pytestmark = pytest.mark.django_db

ADD = "search_synonyms:add"


def send(client: Client, name: str, *args: object, **fields: Any) -> HttpResponse:
    answer = client.post(reverse(name, args=args), fields)
    assert isinstance(answer, HttpResponse)
    return answer


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)  # type: ignore[attr-defined]


def test_an_editor_adds_changes_and_deletes_synonyms(screens: Client, editor: User) -> None:
    send(screens, ADD, language="nl", words="repro\nkopieermachine, copier", is_active="on")

    group = SynonymGroup.objects.get()
    assert (group.language, group.words, group.origin) == ("nl", ["repro", "kopieermachine", "copier"], Origin.EDITORS)
    assert (group.changed_by, group.is_active, group.is_one_way) == (editor, True, False)

    send(screens, "search_synonyms:edit", group.pk, language="", words="repro\nkopieermachine", is_one_way="on")
    group.refresh_from_db()
    assert (group.language, group.words) == ("", ["repro", "kopieermachine"])
    assert (group.is_one_way, group.is_active) == (True, False)

    send(screens, "search_synonyms:delete", group.pk)
    assert SynonymGroup.objects.count() == 0
    acts = AuditEntry.objects.filter(act__startswith="search.").order_by("pk")
    assert [(entry.act, entry.by) for entry in acts] == [
        ("search.tuning_saved", editor), ("search.tuning_saved", editor), ("search.tuning_deleted", editor),
    ]  # fmt: skip
    assert acts[0].details["words"] == ["repro", "kopieermachine", "copier"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("repro", "One word means the same as nothing else: give two at least."),
        ("repro\n?!", "“?!” holds no letter or digit to search for."),
        ("medewerker\nmedewerkers", "“medewerker” and “medewerkers” are one word to search."),
        ("de\nrepro", "“de” is too common: search leaves it out of queries."),
        ("repro\n" + "a" * 101, "“" + "a" * 30 + "…” is longer than 100 characters."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_saved(screens: Client, words: str, told: str) -> None:
    assert told in errors(send(screens, ADD, language="nl", words=words, is_active="on"))["words"]
    assert SynonymGroup.objects.count() == 0


def test_the_same_group_is_not_kept_twice(screens: Client) -> None:
    SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])

    answer = send(screens, ADD, language="nl", words="Kopieermachine\nRepro", is_active="on")

    assert errors(answer) == {"words": ["There is a group of these words already."]}
    assert SynonymGroup.objects.count() == 1


def test_a_link_fills_the_form(screens: Client) -> None:
    answer = screens.get(reverse(ADD), {"language": "en", "words": ["leave", "holiday,vacation"]})

    form = answer.context["form"]
    assert (form["language"].value(), form["words"].value()) == ("en", "leave\nholiday\nvacation")
    assert screens.get(reverse(ADD), {"language": "xx"}).context["form"]["language"].value() == ""
    phrase = screens.get(reverse("search_stop_phrases:add"), {"phrase": "ik zoek"}).context["form"]
    assert (phrase["language"].value(), phrase["phrase"].value()) == ("nl", "ik zoek")


def test_shipped_synonyms_are_listed_switched_off_and_on_again(screens: Client, editor: User) -> None:
    shipped = shipped_groups("nl")[0]
    asked = {"language": "nl", "q": shipped.words[0]}
    address = reverse("search_synonyms:shipped")
    listed = screens.get(address, asked).context["groups"].object_list
    assert shipped in [each.group for each in listed]

    screens.post(address, {"language": "nl", "key": shipped.key, "off": "1"})
    change = SynonymGroup.objects.get()
    assert (change.origin, change.shipped_key, change.is_active) == (Origin.SHIPPED, shipped.key, False)
    off = screens.get(address, {"state": "off"}).context["groups"].object_list
    assert [each.group for each in off] == [shipped]

    screens.post(address, {"language": "nl", "key": shipped.key, "on": "1"})
    assert SynonymGroup.objects.count() == 0
    assert screens.post(address, {"language": "nl", "key": "bestaat niet", "off": "1"}).status_code == 404


def test_a_shipped_group_is_changed_in_a_form_and_stays_that_group(screens: Client) -> None:
    shipped = shipped_groups("nl")[0]
    form = screens.get(reverse(ADD), {"language": "nl", "shipped": shipped.key}).context["form"]
    assert form["words"].value() == "\n".join(shipped.words)

    send(screens, ADD, language="nl", words="a1\nb2", is_active="on", shipped_key=shipped.key)
    change = SynonymGroup.objects.get()
    assert (change.origin, change.shipped_key, change.words) == (Origin.SHIPPED, shipped.key, ["a1", "b2"])

    send(screens, "search_synonyms:edit", change.pk, language="en", words="a1\nc3", is_active="on")
    change.refresh_from_db()
    assert (change.language, change.words, change.shipped_key) == ("nl", ["a1", "c3"], shipped.key)

    answer = send(screens, ADD, language="en", words="x1\ny2", is_active="on", shipped_key="niets")
    assert "__all__" in errors(answer)
    assert SynonymGroup.objects.count() == 1


def test_the_list_is_searched_filtered_and_exported(screens: Client) -> None:
    SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])
    SynonymGroup.objects.create(language="", words=["hr", "p&o"])
    SynonymGroup.objects.create(language="en", words=["leave", "holiday"], origin=Origin.SHIPPED, shipped_key="leave")

    def listed(**asked: object) -> list[str]:
        answer = screens.get(reverse("search_synonyms:index"), asked)
        return [str(row) for row in answer.context["object_list"]]

    assert len(listed()) == 3
    assert listed(q="kopie") == ["repro, kopieermachine"]
    assert listed(language="all") == ["hr, p&o"]
    assert listed(origin="shipped") == ["leave, holiday"]
    exported = screens.get(reverse("search_synonyms:index"), {"export": "csv", "language": "nl"})
    rows = list(csv.reader(StringIO(b"".join(exported.streaming_content).decode())))  # type: ignore[attr-defined]
    assert rows[1][:2] == ["nl", "repro, kopieermachine"]


def test_stop_phrases_are_kept_once_a_language(screens: Client) -> None:
    send(screens, "search_stop_phrases:add", language="nl", phrase="  Ik  zoek ")
    assert StopPhrase.objects.get().phrase == "Ik zoek"

    same = send(screens, "search_stop_phrases:add", language="nl", phrase="ik zoek")
    assert errors(same) == {"phrase": ["“Ik zoek” is there already."]}
    assert errors(send(screens, "search_stop_phrases:add", language="nl", phrase="?"))["phrase"]
    send(screens, "search_stop_phrases:add", language="", phrase="ik zoek")
    assert StopPhrase.objects.count() == 2


def test_who_has_no_permission_is_shown_nothing_and_changes_nothing(client: Client) -> None:
    client.force_login(create_editor(name="Nora Niemand"))
    row = SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])
    names = ("search_synonyms", "search_pins", "search_stop_phrases")
    addresses = [reverse(f"{name}:{view}") for name in names for view in ("index", "add")]
    addresses += [reverse("search_synonyms:shipped"), reverse("search_synonyms:edit", args=[row.pk])]

    for address in addresses:
        for answer in (client.get(address), client.post(address, {"language": "nl", "words": "a1\nb2"})):
            assert answer.status_code in (302, 403, 405), address
            assert "Location" not in answer or answer["Location"] == reverse("wagtailadmin_home")
    assert "search-tuning" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert list(SynonymGroup.objects.values_list("words", flat=True)) == [["repro", "kopieermachine"]]


def test_who_may_only_look_switches_nothing_off(client: Client) -> None:
    person = create_editor(name="Kijker")
    person.groups.get().permissions.add(Permission.objects.get(codename="view_synonymgroup"))
    client.force_login(person)
    shipped = shipped_groups("nl")[0]
    address = reverse("search_synonyms:shipped")

    assert client.get(address).status_code == 200
    client.post(address, {"language": "nl", "key": shipped.key, "off": "1"})
    assert SynonymGroup.objects.count() == 0
