import pytest
from django.test import Client

from cms.tags.models import Tag, TagLabel
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(create_superuser())
    return client


def labels(tag: Tag) -> dict[str, str]:
    return dict(tag.labels.values_list("language", "label"))


def test_a_tag_is_made_with_its_labels(admin: Client) -> None:
    response = admin.post("/admin/snippets/tags/tag/add/", {"name": "Verlof", "slug": "", "label_en": "Leave"})

    assert response.status_code == 302
    tag = Tag.objects.get()
    assert (tag.name, tag.slug, labels(tag)) == ("Verlof", "verlof", {"en": "Leave"})
    assert (tag.label_in("en"), tag.label_in("fr")) == ("Leave", "Verlof")


def test_labels_are_changed_and_removed(admin: Client) -> None:
    tag = Tag.objects.create(name="Verlof", slug="verlof")
    TagLabel.objects.create(tag=tag, language="en", label="Leave")
    address = f"/admin/snippets/tags/tag/edit/{tag.pk}/"
    assert b"Leave" in admin.get(address).content

    admin.post(address, {"name": "Verlof", "slug": "verlof", "label_en": "", "label_de": "Urlaub"})

    assert labels(tag) == {"de": "Urlaub"}


def test_the_list_finds_a_tag_by_its_label(admin: Client) -> None:
    tag = Tag.objects.create(name="Verlof", slug="verlof")
    TagLabel.objects.create(tag=tag, language="en", label="Leave")
    Tag.objects.create(name="Parkeren", slug="parkeren")
    listed = admin.get("/admin/snippets/tags/tag/", {"q": "leave"}).content.decode()

    assert "Verlof" in listed
    assert "Parkeren" not in listed


def test_staff_without_a_role_do_not_manage_tags(client: Client) -> None:
    client.force_login(create_user())
    client.post("/admin/snippets/tags/tag/add/", {"name": "Verlof", "slug": "verlof"})

    assert Tag.objects.count() == 0
