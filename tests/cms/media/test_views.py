import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.media.models import Image, Rendition
from cms.media.renditions import RenditionName
from cms.people.models import User
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image, picture_file
from tests.factories.pages import create_theme
from tests.factories.people import create_superuser, create_user

pytestmark = pytest.mark.django_db

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10"><script>1</script></svg>'


@pytest.fixture
def collection() -> Collection:
    return create_collection("Beeldbank", audiences=["staff"])


@pytest.fixture
def rendition(collection: Collection) -> Rendition:
    return create_image(collection=collection).get_rendition(RenditionName.CARD)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_a_picture_is_shown_to_who_may_see_its_collection(client: Client, rendition: Rendition) -> None:
    response = signed_in(client, create_user()).get(rendition.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content) == rendition.file.read()


def test_a_picture_is_not_there_for_others(client: Client, rendition: Rendition) -> None:
    assert client.get(rendition.url).status_code == 404


def test_an_address_that_no_file_can_have_is_not_there(client: Client) -> None:
    assert client.get("/media/images/a%00.png").status_code == 404
    assert signed_in(client, create_superuser()).get("/media/images/a%00.png").status_code == 404


def test_somebody_deactivated_sees_nothing_at_the_next_request(client: Client, rendition: Rendition) -> None:
    user = create_user()
    signed_in(client, user)
    assert client.get(rendition.url).status_code == 200

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert client.get(rendition.url).status_code == 404


def test_a_picture_that_the_browser_has_is_not_sent_again_while_it_may_be_seen(
    client: Client, rendition: Rendition
) -> None:
    user = create_user()
    etag = signed_in(client, user).get(rendition.url)["ETag"]

    assert client.get(rendition.url, headers={"If-None-Match": etag}).status_code == 304
    client.logout()
    assert client.get(rendition.url, headers={"If-None-Match": etag}).status_code == 404


def test_an_original_is_for_those_who_work_with_it(client: Client) -> None:
    theme = create_theme()
    image = create_image(collection=theme.collection)
    address = f"/media/{image.file.name}"

    assert signed_in(client, create_user()).get(address).status_code == 404
    assert signed_in(client, create_user(groups=[theme.editors])).get(address).status_code == 200
    assert signed_in(client, create_superuser()).get(address).status_code == 200


def test_an_original_of_another_collection_is_not_there_for_an_editor(client: Client, collection: Collection) -> None:
    image = create_image(collection=collection)
    editor = create_user(groups=[create_theme().editors])

    assert signed_in(client, editor).get(f"/media/{image.file.name}").status_code == 404


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "..%2f..%2fmanage.py", "images/", "documents/", "/etc/passwd", "images/no.webp"]
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    assert signed_in(client, create_superuser()).get(f"/media/{path}").status_code == 404


def test_a_document_never_leaves_by_this_door(client: Client) -> None:
    document = create_document()

    assert signed_in(client, create_superuser()).get(f"/media/{document.file.name}").status_code == 404


def test_a_file_that_vanished_from_the_disk_is_404(client: Client, rendition: Rendition) -> None:
    rendition.file.storage.delete(rendition.file.name)

    assert signed_in(client, create_user()).get(rendition.url).status_code == 404


def test_a_drawing_stays_a_drawing_and_runs_nothing(client: Client, collection: Collection) -> None:
    image = Image(title="Plattegrond", file=ContentFile(DRAWING, name="plan.svg"), collection=collection)
    image.save()
    rendition = image.get_rendition(RenditionName.CARD)
    response = signed_in(client, create_user()).get(rendition.url)

    assert response["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "sandbox" in response["Content-Security-Policy"]


def test_an_avatar_is_shown_in_the_admin_alone(client: Client) -> None:
    owner = create_user(groups=[create_theme().editors])
    profile = UserProfile.objects.get(user=owner)
    profile.avatar.save("me.png", picture_file())
    address = f"/media/{profile.avatar.name}"

    assert client.get(address).status_code == 404
    assert signed_in(client, create_user()).get(address).status_code == 404
    assert signed_in(client, owner).get(address).status_code == 200
