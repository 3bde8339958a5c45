"""Who of the demo's people sees what, asked of the policy as every door does."""

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import Page

from cms.access.policy import visible_to
from cms.access.readers import Reader, reader_for
from cms.archive.models import LibraryDocument
from cms.demo import content
from cms.media.models import Image
from cms.pages.models import ThemePage
from cms.people.models import Profile, User
from tests.cms.demo.conftest import reader_with_role

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]

OF_THE_DESK = {"werkinstructies-publieksbalie", "identiteit-vaststellen", "spoedaanvraag-paspoort"}
OF_LEADERS = {"voor-leidinggevenden", "verzuimgesprek-voeren", "vacature-openstellen"}
OF_THE_BOARD = {"directieraad", "reorganisatie-ruimte-en-beheer", "besluiten-directieraad"}
OF_PARTNERS = {
    "waterveen", "waterveen-en", "waterveen-fr", "waterveen-de", "samenwerken-met-partners", "toegang-voor-partners",
    "gegevens-delen", "overleg-wijkteams", "partnerdag", "wijkverpleging-en-gemeente", "partnerlunch",
    "working-with-partners", "access-for-partners", "partner-day",
    "travailler-avec-les-partenaires", "acces-pour-les-partenaires", "journee-des-partenaires",
    "mit-partnern-arbeiten", "zugang-fuer-partner", "partnertag",
}  # fmt: skip


def slugs_seen_by(reader: Reader) -> set[str]:
    return set(visible_to(reader, Page.objects.filter(depth__gt=1)).values_list("slug", flat=True))


def all_slugs() -> set[str]:
    return set(Page.objects.filter(depth__gt=1).values_list("slug", flat=True))


@pytest.mark.parametrize("role", ["admin", "moderator"])
def test_some_see_everything(role: str) -> None:
    assert slugs_seen_by(reader_with_role(role)) == all_slugs()


@pytest.mark.parametrize("role", ["employee", "field", "archivist"])
def test_staff_see_all_but_what_is_closed(role: str) -> None:
    assert slugs_seen_by(reader_with_role(role)) == all_slugs() - OF_THE_DESK - OF_LEADERS - OF_THE_BOARD


def test_the_editor_sees_nothing_of_leaders_and_board_either() -> None:
    assert slugs_seen_by(reader_with_role("editor")) == all_slugs() - OF_LEADERS - OF_THE_BOARD


def test_who_works_below_the_restricted_unit_sees_its_instructions() -> None:
    joyce = User.objects.get(email=content.people()["joyce"].email)
    assert slugs_seen_by(reader_for(joyce)) >= OF_THE_DESK


def test_a_partner_sees_the_home_page_and_the_theme_for_partners() -> None:
    assert slugs_seen_by(reader_with_role("partner")) == OF_PARTNERS


def test_a_visitor_sees_nothing() -> None:
    visitor = reader_for(AnonymousUser())
    assert slugs_seen_by(visitor) == set()
    for model in (LibraryDocument, Image, Profile):
        assert visible_to(visitor, model.objects.all()).count() == 0


def test_documents_and_pictures_follow_their_theme() -> None:
    documents = LibraryDocument.objects.filter(collection__folder=None)
    partner, employee, moderator = (reader_with_role(role) for role in ("partner", "employee", "moderator"))
    assert visible_to(moderator, documents).count() == 16
    hidden = set(documents) - set(visible_to(employee, documents))
    assert {document.title for document in hidden} == {
        "Protocol identiteit vaststellen aan de balie",
        "Leidraad gesprekken bij verzuim en functioneren",
        "Verkenning nieuwe indeling Ruimte en beheer (vertrouwelijk)",
    }
    assert [document.title for document in visible_to(partner, documents)] == [
        "Afspraken over gegevens delen met partners"
    ]
    assert set(visible_to(partner, Image.objects.all()).values_list("title", flat=True)) == {
        told.title for told in content.pictures().values() if told.theme in (None, "samenwerken-met-partners")
    }


def test_only_staff_see_people() -> None:
    assert visible_to(reader_with_role("employee"), Profile.objects.all()).count() == 40
    assert visible_to(reader_with_role("partner"), Profile.objects.all()).count() == 0


def test_editor_and_moderator_have_their_role_in_every_theme() -> None:
    editor, moderator = (User.objects.get(email=f"{role}@plein.example") for role in ("editor", "moderator"))
    for theme in ThemePage.objects.all():
        assert theme.permissions_for_user(editor).can_edit() is True
        assert theme.permissions_for_user(editor).can_publish() is False
        assert theme.permissions_for_user(moderator).can_publish() is True


def test_the_archivist_keeps_documents_and_collections() -> None:
    archivist = User.objects.get(email="archivist@plein.example")
    held = set(archivist.groups.get().collection_permissions.values_list("permission__codename", flat=True))
    assert held == {
        "add_document", "change_document", "delete_document", "choose_document",
        "add_collection", "change_collection", "delete_collection",
    }  # fmt: skip
    assert archivist.has_perm("wagtailadmin.access_admin") is True


def test_half_of_the_people_have_no_desk_and_some_are_partners() -> None:
    assert Profile.objects.filter(has_desk=False).count() == 20
    assert Profile.objects.get(user__email="field@plein.example").has_desk is False
    assert Profile.objects.filter(affiliation="partner").count() == 3
