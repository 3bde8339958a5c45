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
OF_PARTNERS = {
    "waterveen", "waterveen-en", "samenwerken-met-partners", "toegang-voor-partners", "gegevens-delen",
    "overleg-wijkteams", "partnerdag", "working-with-partners", "access-for-partners", "partner-day",
}  # fmt: skip


def slugs_seen_by(reader: Reader) -> set[str]:
    return set(visible_to(reader, Page.objects.filter(depth__gt=1)).values_list("slug", flat=True))


def all_slugs() -> set[str]:
    return set(Page.objects.filter(depth__gt=1).values_list("slug", flat=True))


@pytest.mark.parametrize("role", ["admin", "editor", "moderator"])
def test_some_see_everything(role: str) -> None:
    assert slugs_seen_by(reader_with_role(role)) == all_slugs()


@pytest.mark.parametrize("role", ["employee", "field", "archivist"])
def test_staff_see_all_but_the_instructions_of_the_desk(role: str) -> None:
    assert slugs_seen_by(reader_with_role(role)) == all_slugs() - OF_THE_DESK


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
    documents = LibraryDocument.objects.all()
    partner, employee, moderator = (reader_with_role(role) for role in ("partner", "employee", "moderator"))
    assert visible_to(moderator, documents).count() == 6
    assert set(documents) - set(visible_to(employee, documents)) == {
        LibraryDocument.objects.get(title="Protocol identiteit vaststellen aan de balie")
    }
    assert [document.title for document in visible_to(partner, documents)] == [
        "Afspraken over gegevens delen met partners"
    ]
    assert set(visible_to(partner, Image.objects.all()).values_list("title", flat=True)) == {
        "Bestrating van het stadhuisplein", "De Voorgracht", "De Melkbrug",
    }  # fmt: skip


def test_only_staff_see_people() -> None:
    assert visible_to(reader_with_role("employee"), Profile.objects.all()).count() == 15
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


def test_the_field_worker_has_no_desk() -> None:
    assert list(Profile.objects.filter(has_desk=False).values_list("user__email", flat=True)) == ["field@plein.example"]
