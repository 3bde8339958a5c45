"""What editors see of searches: what five people asked, by the names that open for them, and one click to mend it."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from cms.insights.actions.record import Chosen, Searched, record_choices, record_searches
from cms.people.models import Unit, User
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_editing_group, create_superuser, create_unit, create_user

pytestmark = pytest.mark.django_db
ADDRESS = reverse("insights:queries")


def may(*codenames: str) -> User:
    group = create_editing_group()
    group.permissions.add(*Permission.objects.filter(codename__in=("view_askedquery", *codenames)))
    return create_user("Emma Editor", groups=[group])


def ask_by(people: list[int], query: str, *, total: int = 3, language: str = "nl") -> None:
    record_searches([Searched(person, query, language, total, "ELASTICSEARCH") for person in people])


def shown_to(client: Client, user: User, address: str = ADDRESS, **asked: Any) -> str:
    client.force_login(user)
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_statistics_are_for_those_who_were_let_to_see_them(client: Client) -> None:
    client.force_login(create_user(groups=[create_editing_group()]))
    for name in ("insights:queries", "insights:queries_results", "insights:query"):
        assert client.get(reverse(name)).status_code == 302
    assert ADDRESS not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_editor_finds_them_in_the_menu(client: Client) -> None:
    assert ADDRESS in shown_to(client, may(), reverse("wagtailadmin_home"))


def test_what_fewer_than_five_people_asked_is_shown_to_nobody(client: Client) -> None:
    ask_by([1, 2, 3, 4, 5], "salaris")
    ask_by([1, 2, 3, 4, 1, 2, 3, 4], "reorganisatie")
    for person in (may(), create_superuser()):
        listed = shown_to(client, person)
        assert "salaris" in listed
        assert "reorganisatie" not in listed
        about = shown_to(client, person, reverse("insights:query"), query="reorganisatie", language="nl")
        assert "Geen week waarin minstens 5 verschillende mensen dit vroegen." in about
        client.force_login(person)
        exported = client.get(ADDRESS, {"export": "csv"})
        assert b"reorganisatie" not in b"".join(exported.streaming_content)


def test_a_department_must_have_five_of_its_own(client: Client) -> None:
    service = create_unit("Dienst")
    team = create_unit("Team", parent=service)
    ask_by([create_user(unit=team).pk for _each in range(4)] + [create_user(unit=service).pk], "salaris")
    editor = may()
    assert "salaris" in shown_to(client, editor, unit=service.pk)
    assert "salaris" not in shown_to(client, editor, unit=Unit.objects.get(pk=team.pk).pk)


def test_queries_without_results_and_without_choices_stand_apart(client: Client) -> None:
    ask_by([1, 2, 3, 4, 5], "kolfruimte", total=0)
    ask_by([1, 2, 3, 4, 5], "salaris")
    ask_by([1, 2, 3, 4, 5], "parkeren")
    record_choices([Chosen(1, "salaris", "nl", ("page", 1), 1)])
    editor = may()

    failed = shown_to(client, editor, trouble="without_results")
    unchosen = shown_to(client, editor, trouble="without_choices")

    assert [word in failed for word in ("kolfruimte", "salaris", "parkeren")] == [True, False, False]
    assert [word in unchosen for word in ("kolfruimte", "salaris", "parkeren")] == [True, False, True]


def test_from_a_failed_query_it_is_one_click_to_what_mends_it(client: Client) -> None:
    ask_by([1, 2, 3, 4, 5], "kolf ruimte", total=0)
    listed = shown_to(client, may("add_synonymgroup", "add_pinnedresult"))
    assert f"{reverse('search_synonyms:add')}?language=nl&amp;words=kolf+ruimte" in listed
    assert f"{reverse('search_pins:add')}?language=nl&amp;query=kolf+ruimte" in listed
    assert reverse("search_synonyms:add") not in shown_to(client, may())


def test_a_chosen_result_is_named_to_those_for_whom_it_opens(client: Client) -> None:
    theme = create_theme(create_home())
    shown, hidden = create_article(theme, "Salarisstrook"), create_article(theme, "Reorganisatie")
    restrict_page(hidden, create_audience())
    ask_by([1, 2, 3, 4, 5], "salaris")
    record_choices([Chosen(1, "salaris", "nl", ("page", page.pk), 2) for page in (shown, hidden)])
    asked = {"query": "salaris", "language": "nl"}

    told = shown_to(client, may(), reverse("insights:query"), **asked)
    assert "Salarisstrook" in told
    assert "Reorganisatie" not in told
    assert "Reorganisatie" in shown_to(client, create_superuser(), reverse("insights:query"), **asked)


def test_the_file_says_what_the_screen_says_and_no_formula(client: Client) -> None:
    ask_by([1, 2, 3, 4, 5], "salaris")
    client.force_login(may())
    exported = b"".join(client.get(ADDRESS, {"export": "csv"}).streaming_content).decode()
    assert "salaris,nl,5,0,0,1" in exported


def test_the_trend_is_a_picture_with_a_table_beside_it(client: Client) -> None:
    ask_by([1, 2, 3, 4, 5], "salaris")
    shown = shown_to(client, may())
    assert shown.count("<svg viewBox=") == 1
    assert shown.count("<rect") == 52
    assert "Hetzelfde als tabel" in shown
    assert "style=" not in shown[shown.index("<svg viewBox=") : shown.index("</svg>", shown.index("<svg viewBox="))]


def test_the_report_costs_the_same_however_many_queries(client: Client, django_assert_max_num_queries) -> None:
    editor = may()
    counts = []
    for count in (1, 12):
        for number in range(count):
            ask_by([1, 2, 3, 4, 5], f"vraag {number}")
        shown_to(client, editor)
        with django_assert_max_num_queries(60) as asked:
            shown_to(client, editor)
        counts.append(len(asked))
    assert counts[0] == counts[1]
