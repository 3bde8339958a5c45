"""A theme's pictures and documents are for whom the theme is for, until somebody chooses otherwise for them."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Collection, Page

from cms.access.actions import LockedOutError, choose_audiences, lift_restriction
from cms.access.explaining import own_audiences
from cms.access.models import Audience, Restriction
from cms.access.policy import may_see
from cms.access.readers import reader_for
from cms.pages.models import ThemePage
from tests.cms.access.admin_forms import open_form, send_form
from tests.factories.access import create_audience, restrict_collection, restrict_page, standard
from tests.factories.archive import create_document
from tests.factories.pages import create_home, create_theme, translate
from tests.factories.people import create_partner, create_superuser, create_user

pytestmark = pytest.mark.django_db


def admitted(collection: Collection | None) -> set[Audience]:
    assert collection is not None
    return set(own_audiences("collection", collection.pk))


def test_they_are_for_other_people_once_the_theme_is() -> None:
    theme, partner = create_theme(), create_partner()
    document = create_document(collection=theme.collection)
    assert admitted(theme.collection) == {standard("staff")}
    assert not may_see(reader_for(partner), document)

    choose_audiences(theme, [standard("staff"), standard("partners")], by=create_superuser())

    assert admitted(theme.collection) == {standard("staff"), standard("partners")}
    assert may_see(reader_for(partner), document)


def test_a_theme_made_for_few_has_its_files_for_few_from_the_start(client: Client) -> None:
    home, few = create_home(), create_audience("Vertrouwenspersonen")
    client.force_login(create_superuser())
    address = reverse("wagtailadmin_pages:add", args=["pages", "themepage", home.pk])
    fields = open_form(client, address, "page-edit-form")
    fields["title"], fields["slug"] = "Vertrouwen", "vertrouwen"
    fields.setlist("audiences", [str(few.pk)])

    assert send_form(client, address, fields).status_code == 302

    assert admitted(ThemePage.objects.get(title="Vertrouwen").collection) == {few}


def test_what_an_archivist_chose_stays() -> None:
    theme, few = create_theme(), create_audience("Archief")
    restrict_collection(theme.collection, few)

    choose_audiences(theme, [standard("partners")], by=create_superuser())

    assert admitted(theme.collection) == {few}


def test_a_theme_that_inherits_has_its_files_for_those_above() -> None:
    home = create_home(audiences=("staff", "partners"))
    theme = create_theme(home)
    choose_audiences(theme, [], by=create_superuser())
    assert admitted(theme.collection) == {standard("staff"), standard("partners")}

    restrict_page(home, "staff")
    assert admitted(theme.collection) == {standard("staff")}

    restrict_page(theme, "partners")
    assert admitted(theme.collection) == {standard("partners")}

    lift_restriction(Restriction.objects.get(kind="page", key=str(theme.rights_key)))
    assert admitted(theme.collection) == {standard("staff")}


def test_the_home_page_changes_nothing_for_a_theme_with_a_choice_of_its_own() -> None:
    home = create_home()
    theme = create_theme(home)

    restrict_page(home, "staff", "partners")

    assert admitted(theme.collection) == {standard("staff")}


def test_all_languages_of_a_theme_share_what_is_chosen_for_one() -> None:
    theme = create_theme()
    english = translate(theme)

    choose_audiences(english, [standard("partners")], by=create_superuser())

    assert admitted(theme.collection) == {standard("partners")}


def test_the_files_of_a_copy_are_for_whom_the_copy_is_for() -> None:
    few = create_audience("Vertrouwenspersonen")
    theme = create_theme(audiences=(few,))
    copy = CopyPageAction(
        Page.objects.get(pk=theme.pk).specific, to=theme.get_parent(), update_attrs={"slug": "kopie"}
    ).execute()

    assert copy.collection != theme.collection
    assert admitted(copy.collection) == {few}


def test_a_refused_choice_changes_no_files() -> None:
    theme = create_theme()

    with pytest.raises(LockedOutError):
        choose_audiences(theme, [standard("partners")], by=create_user())

    assert admitted(theme.collection) == {standard("staff")}
