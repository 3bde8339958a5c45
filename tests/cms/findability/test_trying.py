"""Trying out a change: nothing is saved, and nobody is shown what they may not see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.findability.comparing import Comparison
from cms.pages.models import ArticlePage
from search.models import PinnedResult, StopPhrase, SynonymGroup
from tests.cms.findability.conftest import SECRET
from tests.factories.access import create_audience, standard
from tests.factories.people import create_superuser

pytestmark = pytest.mark.django_db


def tried(client: Client, name: str, *args: object, **fields: Any) -> list[Comparison]:
    answer = client.post(reverse(name, args=args), {"language": "nl", "try": "1"} | fields)
    assert answer.status_code == 200
    assert answer.context["form"].errors == {}
    comparisons: list[Comparison] = answer.context["comparisons"]
    return comparisons


def titles(comparison: Comparison) -> tuple[list[str], list[str]]:
    return [place.title for place in comparison.before], [place.title for place in comparison.after]


def test_a_stop_phrase_is_tried_before_it_is_saved(screens: Client, pages: dict[str, ArticlePage]) -> None:
    (comparison,) = tried(
        screens, "search_stop_phrases:add", phrase="waar vind ik toch", **{"trying-queries": "waar vind ik toch verlof"}
    )

    assert titles(comparison)[1] == ["Verlof"]
    assert StopPhrase.objects.count() == 0


def test_a_pin_is_tried_before_it_is_saved(screens: Client, pages: dict[str, ArticlePage]) -> None:
    (comparison,) = tried(
        screens, "search_pins:add", queries="verlof", page=str(pages["Kopieermachine"].pk), position="1"
    )

    assert titles(comparison) == (["Verlof"], ["Kopieermachine", "Verlof"])
    assert [(place.is_promoted, place.moved) for place in comparison.after] == [(True, None), (False, -1)]
    assert (comparison.total_before, comparison.total_after, comparison.is_changed) == (1, 2, True)
    assert PinnedResult.objects.count() == 0


def test_a_synonym_is_tried_before_it_is_saved(screens: Client, pages: dict[str, ArticlePage]) -> None:
    comparisons = tried(screens, "search_synonyms:add", words="repro\nkopieermachine", is_active="on")

    assert [comparison.query for comparison in comparisons] == ["repro", "kopieermachine"]
    assert titles(comparisons[0]) == ([], ["Kopieermachine"])
    assert not comparisons[1].is_changed
    assert SynonymGroup.objects.count() == 0


def test_a_change_is_tried_against_what_is_saved(screens: Client, pages: dict[str, ArticlePage]) -> None:
    row = SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])

    comparisons = tried(
        screens, "search_synonyms:edit", row.pk, words="repro\nkopieermachine", **{"trying-queries": "repro"}
    )

    assert titles(comparisons[0]) == (["Kopieermachine"], [])
    row.refresh_from_db()
    assert row.is_active


def test_what_is_closed_to_the_editor_is_not_shown_through_the_eyes_of_who_may_see_it(
    screens: Client, pages: dict[str, ArticlePage]
) -> None:
    everybody = create_audience("Iedereen en de directie", includes_staff=True)
    PinnedResult.objects.create(language="nl", queries=["plan"], subject_type="page", subject_id=pages[SECRET].pk)

    answer = screens.post(
        reverse("search_stop_phrases:add"),
        {
            "language": "nl", "phrase": "ik zoek", "try": "1",
            "trying-queries": "plan\nreorganisatie\nik zoek geheime", "trying-seen_as": everybody.pk,
        },
    )  # fmt: skip

    assert [each.total_before + each.total_after for each in answer.context["comparisons"]] == [0, 0, 0]
    assert SECRET not in answer.content.decode()


def test_an_administrator_sees_what_the_chosen_readers_see(client: Client, pages: dict[str, ArticlePage]) -> None:
    client.force_login(create_superuser())

    def totals(seen_as: int) -> list[int]:
        fields = {"trying-queries": "reorganisatie\nverlof", "trying-seen_as": seen_as}
        return [each.total_after for each in tried(client, "search_stop_phrases:add", phrase="ik zoek", **fields)]

    assert totals(standard("staff").pk) == [0, 1]
    assert totals(standard("partners").pk) == [0, 0]


def test_before_it_is_deleted_a_row_says_what_would_change(screens: Client, pages: dict[str, ArticlePage]) -> None:
    row = SynonymGroup.objects.create(language="nl", words=["repro", "kopieermachine"])

    answer = screens.get(reverse("search_synonyms:delete", args=[row.pk]))

    assert titles(answer.context["comparisons"][0]) == (["Kopieermachine"], [])
    assert "drops out" in answer.content.decode()
    assert SynonymGroup.objects.count() == 1


def test_what_does_not_pass_the_form_is_not_tried(screens: Client) -> None:
    answer = screens.post(reverse("search_synonyms:add"), {"language": "nl", "words": "repro", "try": "1"})

    assert answer.context["comparisons"] is None
    assert list(answer.context["form"].errors) == ["words"]
