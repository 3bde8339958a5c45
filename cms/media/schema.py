"""Pictures as the API shows them: at named sizes only."""

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import graphene
from graphene import ResolveInfo
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from cms.access.policy import visible_to
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.loaders import by_id, keyed
from cms.graphql_kit.nodes import Node
from cms.media import models, renditions

logger = logging.getLogger(__name__)


class RenditionName(graphene.Enum):
    """The sizes in which a picture can be had."""

    THUMBNAIL = "THUMBNAIL"
    CARD = "CARD"
    CONTENT = "CONTENT"
    HERO = "HERO"

    @property
    def description(self) -> str:
        return DESCRIPTIONS[self.value]


DESCRIPTIONS = {
    "THUMBNAIL": "A square of 160 pixels, for lists of people and results.",
    "CARD": "480 by 270 pixels, for cards.",
    "CONTENT": "At most 960 pixels each way, uncropped, for within a text.",
    "HERO": "1280 by 480 pixels, for above a page.",
}


@by_id
def image_by_id(context: Context, ids: Collection[int]) -> Iterable[models.Image]:
    return visible_to(context.reader, models.Image.objects.filter(pk__in=ids))


@keyed
def rendition_of(_context: Context, keys: Collection[tuple[models.Image, str]]) -> Mapping[Any, Any]:
    """Renditions by image and filter. One query for those that exist; a missing one is made, which happens once."""
    # A drawing keeps its form, so what is asked of it is not what was asked of a photograph.
    filters = {(image, spec): image.clean_filter_for_svg(Filter(spec)) for image, spec in keys}
    specs = {one.spec for one in filters.values()}
    found = {
        (rendition.image_id, rendition.filter_spec, rendition.focal_point_key): rendition
        for rendition in models.Rendition.objects.filter(image__in={image for image, _ in keys}, filter_spec__in=specs)
    }
    return {
        (image, spec): found.get((image.pk, one.spec, one.get_cache_key(image))) or _made(image, one)
        for (image, spec), one in filters.items()
        if not image.is_quarantined
    }


def _made(image: models.Image, size: Filter) -> models.Rendition | None:
    """A new rendition, or None where the file is gone or unreadable. Wagtail's cache of renditions is not asked,
    because it may still hold one whose row is gone."""
    try:
        return image.create_rendition(size)
    except (OSError, SourceImageIOError, InvalidFilterSpecError):
        logger.warning("Image %s cannot be shown as %s", image.pk, size.spec, exc_info=True)
        return None


class Rendition(graphene.ObjectType):
    """A picture at one of its named sizes."""

    url = graphene.String(required=True, description="Where it is; asks the policy at every download.")
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")


class Focus(graphene.ObjectType):
    """Where to look in a picture: what must not be cut off."""

    x = graphene.Int(required=True, description="From the left, in percent of the width.")
    y = graphene.Int(required=True, description="From the top, in percent of the height.")


class Image(graphene.ObjectType):
    """A picture of the library."""

    class Meta:
        interfaces = (Node,)
        possible_types = (models.Image,)

    title = graphene.String(required=True, description="What editors call it.")
    alt = graphene.String(required=True, description="What it shows, for who cannot see it.")
    width = graphene.Int(required=True, description="Of the original, in pixels.")
    height = graphene.Int(required=True, description="Of the original, in pixels.")
    focus = graphene.Field(Focus, description="Where its editors say that one looks; null where they did not.")
    rendition = graphene.Field(
        Rendition,
        description="The picture at a named size, never at a free one; null when its file is gone.",
        name=graphene.Argument(RenditionName, required=True, description="Which size."),
    )

    @staticmethod
    def resolve_id(image: models.Image, _info: ResolveInfo) -> str:
        return to_global_id("Image", image.pk)

    @staticmethod
    def resolve_alt(image: models.Image, _info: ResolveInfo) -> str:
        return image.default_alt_text

    @staticmethod
    def resolve_focus(image: models.Image, _info: ResolveInfo) -> dict[str, int] | None:
        if image.focal_point_x is None or image.focal_point_y is None:
            return None
        return {
            "x": round(100 * image.focal_point_x / image.width),
            "y": round(100 * image.focal_point_y / image.height),
        }

    @staticmethod
    def resolve_rendition(image: models.Image, info: ResolveInfo, name: Any) -> Deferred:
        return rendition_of.load(info.context, (image, renditions.RenditionName[name.value].value))
