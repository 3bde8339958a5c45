"""The screens of pinned results: what is closed to an editor is neither offered nor named."""

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cms.pages.models import ArticlePage
from cms.people.models import User
from search.models import PinnedResult
from tests.cms.findability.conftest import SECRET
from tests.factories.access import create_collection
from tests.factories.archive import create_document

pytestmark = pytest.mark.django_db

EMPTY = {"language": "nl", "page": "", "document": "", "person": "", "position": "1", "starts_on": "", "ends_on": ""}


def send(client: Client, name: str, *args: object, **fields: Any) -> HttpResponse:
    answer = client.post(reverse(name, args=args), EMPTY | fields)
    assert isinstance(answer, HttpResponse)
    return answer


def errors(answer: HttpResponse) -> dict[str, list[str]]:
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)  # type: ignore[attr-defined]


def secret_pin(pages: dict[str, ArticlePage]) -> PinnedResult:
    return PinnedResult.objects.create(
        language="nl", queries=["plannen"], subject_type="page", subject_id=pages[SECRET].pk
    )


def test_a_page_a_document_and_a_person_are_pinned(
    screens: Client, editor: User, pages: dict[str, ArticlePage]
) -> None:
    document = create_document("Regeling", collection=create_collection(audiences=("staff",)))
    things = {"page": pages["Verlof"].pk, "document": document.pk, "person": editor.profile.pk}

    for kind, pk in things.items():
        send(screens, "search_pins:add", queries="vrij\nvrije dag", **{kind: pk})

    rows = PinnedResult.objects.order_by("pk")
    assert [(row.subject_type, row.subject_id, row.queries) for row in rows] == [
        (kind, pk, ["vrij", "vrije dag"]) for kind, pk in things.items()
    ]
    listed = screens.get(reverse("search_pins:index"))
    assert [row.subject_name for row in listed.context["object_list"]] == ["Verlof", "Regeling", "Emma Editor"]


def test_what_is_wrong_is_named_and_nothing_is_saved(
    screens: Client, editor: User, pages: dict[str, ArticlePage]
) -> None:
    page, person = pages["Verlof"].pk, editor.profile.pk
    one = "Choose one thing: a page, a document or a person."
    wrong: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
        ({"queries": "vrij"}, {"page": [one]}),
        ({"queries": "vrij", "page": page, "person": person}, {"person": [one]}),
        ({"queries": "?!", "page": page}, {"queries": ["“?!” holds no letter or digit to search for."]}),
        (
            {"queries": "vrij -nee", "page": page},
            {"queries": ["“vrij -nee” leaves a word out with a minus: nothing can be pinned to that."]},
        ),
        (
            {"queries": "vrij", "page": page, "starts_on": "2026-02-02", "ends_on": "2026-02-01"},
            {"ends_on": ["This is before the first day."]},
        ),
    ]
    for fields, told in wrong:
        assert errors(send(screens, "search_pins:add", **fields)) == told
    assert PinnedResult.objects.count() == 0

    send(screens, "search_pins:add", queries="Vrij", page=page, starts_on="2026-02-01", ends_on="2026-02-01")
    assert PinnedResult.objects.get().ends_on == date(2026, 2, 1)
    send(screens, "search_pins:add", queries="Vrij", page=page)
    again = send(screens, "search_pins:add", queries="vrij", page=page)
    assert errors(again) == {"queries": ["It is pinned to “vrij” already."]}


def test_a_link_fills_the_form(screens: Client) -> None:
    form = screens.get(reverse("search_pins:add"), {"language": "fr", "query": "congés"}).context["form"]

    assert (form["language"].value(), form["queries"].value()) == ("fr", "congés")


def test_a_closed_page_cannot_be_pinned_by_its_number(screens: Client, pages: dict[str, ArticlePage]) -> None:
    answer = send(screens, "search_pins:add", queries="plannen", page=pages[SECRET].pk)

    assert list(errors(answer)) == ["page"]
    assert SECRET not in answer.content.decode()
    assert PinnedResult.objects.count() == 0


def test_a_closed_page_that_somebody_else_pinned_is_not_named_and_stays(
    screens: Client, pages: dict[str, ArticlePage]
) -> None:
    row = secret_pin(pages)
    for name, args in (("index", []), ("edit", [row.pk]), ("inspect", [row.pk]), ("delete", [row.pk])):
        body = screens.get(reverse(f"search_pins:{name}", args=args)).content.decode()
        assert SECRET not in body, name
        assert name == "delete" or "A page you have no access to" in body, name

    send(screens, "search_pins:edit", row.pk, queries="plannen\nplan", page=pages[SECRET].pk)

    row.refresh_from_db()
    assert (row.subject_id, row.queries) == (pages[SECRET].pk, ["plannen", "plan"])


def test_what_is_gone_is_said_to_be_gone(screens: Client) -> None:
    PinnedResult.objects.create(language="nl", queries=["oud"], subject_type="page", subject_id=999_999)

    assert "Something that is gone" in screens.get(reverse("search_pins:index")).content.decode()
