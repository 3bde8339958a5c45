"""The screens that say who sees what: right, as far as whoever looks may know, and written down."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import Page

from cms.access.actions import restrict
from cms.access.explaining import passages_of, people_passing, stopping
from cms.access.models import Audience
from cms.access.policy import visible_to
from cms.access.readers import reader_for
from cms.activity.models import AuditEntry
from cms.people.models import User
from tests.cms.access.test_audience_parts import fresh, parts_of
from tests.factories.access import create_audience, create_collection, restrict_page, standard
from tests.factories.archive import create_document
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_editor, create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db


def text(client: Client, address: str, by: User, status: int = 200) -> str:
    client.force_login(by)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def keeper(*pages: Any, name: str = "Kim Keeper") -> User:
    """Somebody who manages audiences and is no administrator."""
    person = create_editor(*pages, name=name)
    person.user_permissions.set(Permission.objects.filter(content_type__model="audience"))
    return person


def test_who_is_in_an_audience_is_who_it_contains() -> None:
    eva = create_partner("Eva Visser")
    others = [create_user("Bob Bos"), create_partner("Pia Partner"), create_superuser()]
    audiences = [create_audience(part, **{part: things}) for part, things in parts_of(eva).items()]
    audiences += [create_audience("Leeg"), standard("everyone"), standard("staff"), standard("partners")]
    for audience in audiences:
        inside = {user.pk for user in audience.people_now()}
        expected = {
            user.pk
            for user in (eva, *others)
            if Audience.objects.containing(fresh(user)).filter(pk=audience.pk).exists()
        }
        assert inside == expected, audience


def test_who_is_deactivated_is_in_nothing() -> None:
    eva = create_user()
    User.objects.update(is_active=False)
    assert not standard("staff").people_now().exists()
    assert not create_audience("Eva", people=[eva]).people_now().exists()


def test_who_passes_all_restrictions_sees_the_page_and_nobody_else() -> None:
    eva, bob, partner = create_user("Eva Visser"), create_user("Bob Bos"), create_partner()
    theme = create_theme(create_home(), "Werk")
    team = create_audience("Team", people=[eva, partner])
    page = create_article(theme, "Verlof", publish=True)
    restrict(kind="page", key=page.rights_key, audiences=[team])

    passages = passages_of(Page.objects.get(pk=page.pk))
    let_in = set(people_passing(passages))

    assert let_in == {eva}
    for user in (eva, bob, partner):
        assert visible_to(reader_for(fresh(user)), Page.objects.filter(pk=page.pk)).exists() == (user in let_in)
    stopped = stopping(passages, [eva, bob, partner])
    assert [len(stopped[user.pk]) for user in (eva, bob, partner)] == [0, 1, 1]
    assert stopped[bob.pk][0].source.pk == page.pk
    assert stopped[partner.pk][0].source.pk == theme.pk


def test_the_screen_of_a_page_says_who_and_why(client: Client) -> None:
    eva, _bob = create_user("Eva Visser"), create_user("Bob Bos")
    home = create_home()
    page = create_article(create_theme(home, "Werk"), "Verlof")
    restrict_page(page, create_audience("Team Eva", people=[eva]))
    address = f"/admin/rights/page/{page.pk}/"

    text(client, address, create_editor(home, name="Emma Editor"), 404)
    shown = text(client, f"{address}?q=bob", create_superuser())
    assert "Team Eva" in shown
    assert "nee, vanwege:" in shown
    assert "Niemand die jij in de gids ziet." in shown
    assert "Eva Visser" in text(client, address, create_superuser("Ada Twee"))


def test_a_collection_and_a_document_say_the_same(client: Client) -> None:
    eva = create_user("Eva Visser")
    vault = create_collection("Kluis", audiences=(create_audience("Team Eva", people=[eva]),))
    document = create_document("Stuk", collection=vault)
    ada = create_superuser()
    for address in (f"/admin/rights/collection/{vault.pk}/", f"/admin/rights/document/{document.pk}/"):
        shown = text(client, address, ada)
        assert "Team Eva" in shown
        assert "Eva Visser" in shown


def test_people_whom_the_looker_does_not_see_are_neither_named_nor_counted(client: Client) -> None:
    home = create_home()
    kim, eva = keeper(home), create_user("Eva Visser")
    restrict(kind="directory", key="people", audiences=[create_audience("Directie", people=[create_superuser()])])
    audience = create_audience("Team", people=[eva])

    shown = text(client, f"/admin/rights/audience/{audience.pk}/", kim)

    assert "Visser" not in shown
    assert "Niemand die jij in de gids ziet." in shown


def test_what_a_person_sees_is_told_as_far_as_the_looker_sees_it_and_written_down(client: Client) -> None:
    home = create_home()
    create_theme(home, "Werk")
    kim, eva = keeper(home), create_user("Eva Visser")
    create_theme(home, "Geheim", audiences=(create_audience("Team", people=[eva]),))

    shown = text(client, f"/admin/rights/person/{eva.profile.pk}/", kim)
    assert "Werk" in shown
    assert "Geheim" not in shown
    entry = AuditEntry.objects.get(act="rights.looked_at")
    assert (entry.by_id, entry.thing_id) == (kim.pk, str(eva.profile.pk))
    assert "Geheim" in text(client, f"/admin/rights/person/{eva.profile.pk}/", create_superuser())


def test_only_those_who_manage_audiences_look(client: Client) -> None:
    editor, audience = create_editor(create_home()), create_audience("Team")
    for address in (f"/admin/rights/audience/{audience.pk}/", f"/admin/rights/person/{editor.profile.pk}/"):
        text(client, address, editor, 302)
    assert not AuditEntry.objects.filter(act="rights.looked_at").exists()
