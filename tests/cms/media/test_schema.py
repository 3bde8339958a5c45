"""Pictures as the API shows them."""

import pytest
from pytest_django import DjangoAssertNumQueries

from cms.graphql_kit.ids import to_global_id
from cms.media.models import Image, Rendition
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
    # Who asks, their open locks, the clock of changes, the picture, its sizes.
    with django_assert_num_queries(5):
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
