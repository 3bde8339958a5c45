"""Pictures as the API shows them."""

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoAssertNumQueries

from cms.graphql_kit.ids import to_global_id
from cms.media.models import Image, Rendition
from cms.media.preparing import pictures_without_sizes, prepare_picture
from cms.media.renditions import RenditionFormat, RenditionName
from tests.factories.access import create_collection
from tests.factories.asking import ask, error_of
from tests.factories.media import create_image
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

TEXT = """query ($id: ID!) { node(id: $id) { id ... on Image {
  title alt width height card: rendition(name: CARD) { url width height } square: rendition(name: THUMBNAIL) { width }
} } }"""


def picture(**fields: object) -> Image:
    return create_image(collection=create_collection(), **fields)


def test_a_picture_is_shown_at_its_named_sizes() -> None:
    image = picture(title="Stadhuis", description="Het stadhuis bij avond")
    found = ask(TEXT, {"id": to_global_id("Image", image.pk)}, by=create_user())["node"]
    card = Rendition.objects.get(filter_spec__startswith="fill-480x270")
    assert found == {
        "id": to_global_id("Image", image.pk),
        "title": "Stadhuis",
        "alt": "Het stadhuis bij avond",
        "width": 64,
        "height": 48,
        "card": {"url": card.url, "width": card.width, "height": card.height},
        "square": {"width": 48},
    }


def test_sizes_that_exist_are_read_at_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    variables, user = {"id": to_global_id("Image", picture().pk)}, create_user()
    ask(TEXT, variables, by=user)
    # Who asks, their open locks, the clock of changes, the picture with its sizes.
    with django_assert_num_queries(4):
        ask(TEXT, variables, by=user)
    assert Rendition.objects.count() == 2


def test_a_picture_whose_file_is_gone_has_no_sizes() -> None:
    image = picture()
    image.file.delete(save=False)
    found = ask(TEXT, {"id": to_global_id("Image", image.pk)}, by=create_user())["node"]
    assert (found["card"], found["square"]) == (None, None)
    assert Rendition.objects.count() == 0


def test_a_picture_for_others_is_not_there() -> None:
    image = create_image(collection=create_collection(audiences=("staff",)))
    variables = {"id": to_global_id("Image", image.pk)}
    assert ask(TEXT, variables)["node"] is None
    assert ask(TEXT, variables, by=create_user())["node"] is not None
    assert Rendition.objects.count() == 2


def test_a_size_is_named_never_free() -> None:
    text = "query ($id: ID!) { node(id: $id) { ... on Image { rendition(name: HUGE) { url } } } }"
    with pytest.raises(Exception, match="Value 'HUGE' does not exist in 'RenditionName' enum"):
        error_of(text, {"id": "x"})


PICTURE = """query ($id: ID!) { node(id: $id) { ... on Image {
  avif: rendition(name: HERO, format: AVIF) { contentType srcset }
  webp: rendition(name: HERO) { url contentType srcset width height }
  jpeg: rendition(name: HERO, format: JPEG) { contentType srcset }
} } }"""


def test_all_sizes_are_made_in_the_background(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    image = picture(width=1600, height=900)
    variables, user = {"id": to_global_id("Image", image.pk)}, create_user()
    before = ask(PICTURE, variables, by=user)["node"]
    prepare_picture(image.pk)
    with django_assert_num_queries(5):
        after = ask(PICTURE, variables, by=user)["node"]

    assert (before["avif"], before["jpeg"]) == (None, None)
    assert before["webp"]["srcset"] == f"{before['webp']['url']} 1280w"
    assert after["webp"] | {"srcset": ""} == before["webp"] | {"srcset": ""}
    assert [width for _url, width in widths(after["webp"])] == ["640w", "1280w", "1600w"]
    assert [width for _url, width in widths(after["avif"])] == ["640w", "1280w", "1600w"]
    assert [width for _url, width in widths(after["jpeg"])] == ["1280w"]
    types = {name: each["contentType"] for name, each in after.items()}
    assert types == {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}
    assert list(pictures_without_sizes()) == []


def widths(rendition: dict[str, str]) -> list[list[str]]:
    return [each.split() for each in rendition["srcset"].split(", ")]


def test_nothing_is_made_larger_or_twice() -> None:
    image = picture(width=64, height=48)
    prepare_picture(image.pk)
    made = set(Rendition.objects.values_list("pk", flat=True))
    prepare_picture(image.pk)

    assert len(made) == len(RenditionName) * len(RenditionFormat)
    assert set(Rendition.objects.values_list("pk", flat=True)) == made
    assert {rendition.width for rendition in Rendition.objects.all()} <= {48, 64}


def test_a_drawing_stays_one_in_every_format() -> None:
    content = b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="9" height="9"/></svg>'
    image = Image.objects.create(
        title="Plan", file=ContentFile(content, name="plan.svg"), collection=create_collection()
    )
    prepare_picture(image.pk)
    found = ask(PICTURE, {"id": to_global_id("Image", image.pk)}, by=create_user())["node"]
    assert {each["contentType"] for each in found.values()} == {"image/svg+xml"}
    assert len({each["srcset"] for each in found.values() if each["srcset"]}) <= 2
    assert list(pictures_without_sizes()) == []


def test_what_nobody_has_looked_into_is_not_opened() -> None:
    image = picture(is_quarantined=True)
    prepare_picture(image.pk)
    prepare_picture(image.pk + 1)
    assert Rendition.objects.count() == 0
    assert list(pictures_without_sizes()) == []
