"""Editors choose who may see a page in the page's own form."""

import pytest
from django.urls import reverse

from cms.access.models import Restriction
from cms.access.policy import lock_of
from cms.pages.models import ArticlePage, ThemePage
from tests.cms.access.admin_forms import open_form, send_form
from tests.factories.access import create_audience, restrict_page, standard
from tests.factories.pages import create_article, create_theme, translate
from tests.factories.people import create_editor, create_superuser

pytestmark = pytest.mark.django_db


def address_of(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def open_page(client, page):
    return open_form(client, address_of(page), "page-edit-form")


def audiences_of(page):
    restriction = Restriction.objects.filter(kind="page", key=page.rights_key).first()
    return set(restriction.audiences.all()) if restriction else set()


@pytest.fixture
def article(home):
    return create_article(create_theme(home, "Werken"), "Verlof", publish=True)


@pytest.fixture
def editor(home, client):
    person = create_editor(home)
    client.force_login(person)
    return person


def test_chosen_audiences_hold_from_the_moment_the_form_is_saved(client, editor, article):
    mine = create_audience("Mijn team", people=[editor])
    fields = open_page(client, article)
    fields.setlist("audiences", [str(mine.pk)])
    answer = send_form(client, address_of(article), fields)
    assert answer.status_code == 302
    assert audiences_of(article) == {mine}
    assert "audiences" not in ArticlePage.objects.get(pk=article.pk).get_latest_revision().content


def test_a_form_that_leaves_the_audiences_alone_chooses_nothing(client, editor, article):
    restriction = restrict_page(article, "staff")
    fields = open_page(client, article)
    fields["title"] = "Verlof en verzuim"
    assert send_form(client, address_of(article), fields).status_code == 302
    assert audiences_of(article) == {standard("staff")}
    assert Restriction.objects.filter(pk=restriction.pk).exists()


def test_a_form_that_would_close_the_page_for_its_editor_is_refused(client, editor, article):
    theirs = create_audience("Andere afdeling")
    before = lock_of(article)
    fields = open_page(client, article)
    fields.setlist("audiences", [str(theirs.pk)])
    answer = send_form(client, address_of(article), fields)
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors["audiences"]
    assert error in answer.content.decode()
    assert audiences_of(article) == set()
    assert lock_of(article) == before


def test_wagtail_saving_by_itself_chooses_nothing_yet(client, editor, article):
    mine = create_audience(people=[editor])
    fields = open_page(client, article)
    fields.setlist("audiences", [str(mine.pk)])
    answer = send_form(client, address_of(article), fields, HTTP_ACCEPT="application/json")
    assert answer.json()["success"]
    assert audiences_of(article) == set()


def test_a_form_that_was_open_for_an_hour_undoes_nothing(client, editor, article):
    mine, later = create_audience(people=[editor]), create_audience(people=[editor])
    fields = open_page(client, article)
    restrict_page(article, later)
    fields.setlist("audiences", [str(mine.pk)])
    answer = send_form(client, address_of(article), fields)
    assert answer.status_code == 200
    assert audiences_of(article) == {later}


def test_who_may_not_publish_sees_the_audiences_and_chooses_none(home, client, article):
    person = create_editor(home, permissions=("add_page", "change_page"))
    client.force_login(person)
    restrict_page(article, "staff")
    fields = open_page(client, article)
    fields.setlist("audiences", [])
    assert send_form(client, address_of(article), fields).status_code == 302
    assert audiences_of(article) == {standard("staff")}


def test_the_form_says_what_is_inherited_and_from_where(client, editor, article):
    english = translate(article)
    upper = ThemePage.objects.get(pk=english.get_parent().pk)
    restrict_page(upper, "staff", create_audience("Raad"))
    shown = client.get(address_of(article)).content.decode()
    assert "<strong>Werken</strong>" in shown
    assert "Raad" in shown


def test_a_new_theme_starts_for_staff_and_takes_what_is_chosen_in_its_form(client, editor, home):
    mine = create_audience(people=[editor])
    address = reverse("wagtailadmin_pages:add", args=["pages", "themepage", home.pk])
    fields = open_form(client, address, "page-edit-form")
    assert fields.getlist("audiences") == [str(standard("staff").pk)]
    fields["title"], fields["slug"] = "Wonen", "wonen"
    fields.setlist("audiences", [str(mine.pk)])
    assert send_form(client, address, fields).status_code == 302
    assert audiences_of(ThemePage.objects.get(slug="wonen")) == {mine}


def test_an_editor_cannot_refer_to_what_does_not_open(client, editor, home, article):
    secret = create_article(create_theme(home, audiences=(create_audience(),)), "Geheim")
    fields = open_page(client, article)
    fields["related_links-TOTAL_FORMS"] = "1"
    fields["related_links-0-target"], fields["related_links-0-ORDER"] = str(secret.pk), "1"
    answer = send_form(client, address_of(article), fields)
    assert answer.status_code == 200
    assert not article.related_links.exists()


def test_an_editor_may_refer_to_what_opens(client, editor, home, article):
    other = create_article(create_theme(home), "Vergoedingen")
    fields = open_page(client, article)
    fields["related_links-TOTAL_FORMS"] = "1"
    fields["related_links-0-target"], fields["related_links-0-ORDER"] = str(other.pk), "1"
    fields["action-publish"] = "1"
    assert send_form(client, address_of(article), fields).status_code == 302
    assert article.related_links.get().target.pk == other.pk


def test_the_home_page_cannot_be_left_without_anybody(client, home):
    client.force_login(create_superuser())
    fields = open_page(client, home)
    fields.setlist("audiences", [])
    assert send_form(client, address_of(home), fields).status_code == 200
    assert audiences_of(home) == {standard("everyone")}
