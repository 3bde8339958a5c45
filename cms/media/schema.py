"""Pictures as the API shows them: at named sizes only."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import Any

import graphene
from graphene import ResolveInfo
from wagtail.images.models import Filter

from cms.access.policy import Visible
from cms.graphql_kit.context import Context
from cms.graphql_kit.deferred import Deferred
from cms.graphql_kit.ids import to_global_id
from cms.graphql_kit.loaders import by_id, grouped_by, keyed
from cms.graphql_kit.nodes import Node
from cms.graphql_kit.selections import is_selected
from cms.media import models, renditions
from cms.media.preparing import made_rendition
from cms.statements import AnyGiven, BoundStatement, Chosen, Statement

# Python's table of them depends on the machine.
CONTENT_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}


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


NEVER_SHOWN = ("created_at", "uploaded_by_user", "file_size", "file_hash")
IMAGES = Visible(lambda: models.Image.objects.filter(pk__in=AnyGiven("ids")).defer(*NEVER_SHOWN))
RENDITIONS: Statement[models.Rendition] = Statement(
    lambda: models.Rendition.objects.filter(
        image__in=AnyGiven("images"), filter_spec__in=AnyGiven("specs", kind="text")
    )
)


@cache
def filters_of(name: renditions.RenditionName, format: renditions.RenditionFormat, with_widths: bool) -> list[Filter]:
    """Wagtail's filters for a size. Kept, because they read their text apart, for every picture of a list."""
    specs = renditions.specs_of(name, format)
    return [Filter(spec) for spec in specs[: None if with_widths else 1]]


@cache
def own_size(name: str, format: str) -> Filter:
    """The filter for a size in its own width, by the words of the API."""
    return filters_of(renditions.RenditionName[name], renditions.RenditionFormat[format], with_widths=False)[0]


@cache
def key_without_focus(size: Filter) -> str:
    """What renditions of pictures go by at whose focal point nobody has said to look, as hardly anybody does."""
    key: str = size.get_cache_key(models.Image())
    return key


def _key(size: Filter, image: models.Image) -> str:
    is_unfocused = image.focal_point_x is None and image.focal_point_width is None
    return key_without_focus(size) if is_unfocused else size.get_cache_key(image)


@by_id
def image_by_id(context: Context, ids: Collection[int] | Chosen) -> BoundStatement[list[models.Image]]:
    if specs_named(context.names) and not isinstance(ids, Chosen):
        sizes_named.load_many(context, ids)
    return IMAGES.asked_by(context.reader, ids=ids)


@grouped_by("image_id")
def sizes_named(context: Context, ids: Collection[int]) -> BoundStatement[list[models.Rendition]]:
    """The sizes of pictures that the document names, as most ask them: brought beside the pictures, not after them."""
    return RENDITIONS.bound(given={"images": ids, "specs": specs_named(context.names)})


@lru_cache(maxsize=1000)
def specs_named(names: frozenset[str] | None) -> frozenset[str]:
    """What makes the sizes that a document of these names asks, as WebP and in their own width."""
    asked = [size for size in renditions.RenditionName if names and {"rendition", size.name} <= names]
    return frozenset(filters_of(size, renditions.RenditionFormat.WEBP, with_widths=False)[0].spec for size in asked)


class RenditionFormat(graphene.Enum):
    """The formats in which a picture can be had. A drawing (SVG) stays one, whichever is asked."""

    AVIF = "AVIF"
    WEBP = "WEBP"
    JPEG = "JPEG"

    @property
    def description(self) -> str:
        return FORMAT_DESCRIPTIONS[self.value]


FORMAT_DESCRIPTIONS = {
    "AVIF": "The smallest; browsers of some years ago do not know it.",
    "WEBP": "What every browser knows.",
    "JPEG": "What mails and old programs know; what is transparent becomes white.",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A size of a picture that is asked for, and whether its other widths are."""

    image_id: int
    name: renditions.RenditionName
    format: renditions.RenditionFormat
    with_widths: bool
    image: models.Image = field(compare=False)

    @classmethod
    def of(cls, image: models.Image, name: Any, format: Any, *, with_widths: bool) -> "Wanted":
        """What is wanted of a picture, by the words of the API."""
        own_name = renditions.RenditionName[name.value]
        own_format = renditions.RenditionFormat[getattr(format, "value", format)]
        return cls(image.pk, own_name, own_format, with_widths, image)

    def filters(self) -> Sequence[Filter]:
        """What makes it, its own width first. A drawing keeps its form, so what is asked of it is not what is asked
        of a photograph."""
        filters = filters_of(self.name, self.format, self.with_widths)
        return [self.image.clean_filter_for_svg(each) for each in filters] if self.image.is_svg() else filters

    @property
    def is_made_at_once(self) -> bool:
        """WebP is what a front-end cannot do without; the others can be left out until the worker has made them."""
        return self.format is renditions.RenditionFormat.WEBP


@dataclass(frozen=True, slots=True)
class Sized:
    """A picture at one size, and at the other widths of it that there are."""

    own: models.Rendition
    widths: tuple[models.Rendition, ...]


@keyed
def rendition_of(_context: Context, wanted: Collection[Wanted]) -> BoundStatement[Mapping[Wanted, Sized]]:
    """The sizes that are asked for. What the worker has not made yet is made now, once, if it must."""
    filters = {one: one.filters() for one in wanted if not one.image.is_quarantined}
    images = {one.image_id for one in filters}
    specs = {size.spec for each in filters.values() for size in each}
    return RENDITIONS.bound(given={"images": images, "specs": specs}).then(partial(_sized, filters))


def _sized(filters: Mapping[Wanted, Sequence[Filter]], rows: Iterable[models.Rendition]) -> Mapping[Wanted, Sized]:
    known = {(rendition.image_id, rendition.filter_spec, rendition.focal_point_key): rendition for rendition in rows}
    found: dict[Wanted, Sized] = {}
    for one, sizes in filters.items():
        there = [known.get((one.image_id, size.spec, _key(size, one.image))) for size in sizes]
        own = there[0] or (made_rendition(one.image, sizes[0]) if one.is_made_at_once else None)
        if own is not None:
            found[one] = Sized(own, tuple(each for each in [own, *there[1:]] if each))
    return found


def _at_size(size: Filter, image: models.Image, rows: Iterable[models.Rendition]) -> Sized | None:
    key = _key(size, image)
    own = next((row for row in rows if row.filter_spec == size.spec and row.focal_point_key == key), None)
    return own and Sized(own, (own,))


# Its source is a `Sized`.
class Rendition(graphene.ObjectType):
    """A picture at one of its named sizes."""

    url = graphene.String(required=True, description="Where it is; asks the policy at every download.")
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")
    content_type = graphene.String(required=True, description="Its media type, such as `image/webp`.")
    srcset = graphene.String(
        required=True,
        description="It and its other widths in this format, as `srcset` takes them in HTML.",
    )

    @staticmethod
    def resolve_url(sized: Sized, _info: ResolveInfo) -> str:
        return sized.own.url

    @staticmethod
    def resolve_width(sized: Sized, _info: ResolveInfo) -> int:
        return sized.own.width

    @staticmethod
    def resolve_height(sized: Sized, _info: ResolveInfo) -> int:
        return sized.own.height

    @staticmethod
    def resolve_content_type(sized: Sized, _info: ResolveInfo) -> str:
        ending = str(sized.own.file.name).rpartition(".")[2].lower()
        return CONTENT_TYPES.get(ending, "application/octet-stream")

    @staticmethod
    def resolve_srcset(sized: Sized, _info: ResolveInfo) -> str:
        by_width = {rendition.width: rendition.url for rendition in sized.widths}
        return ", ".join(f"{by_width[width]} {width}w" for width in sorted(by_width))


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
        description="The picture at a named size, never at a free one; null when its file is gone, and in another "
        "format than WebP until that has been made, some moments after it was uploaded.",
        name=graphene.Argument(RenditionName, required=True, description="Which size."),
        format=graphene.Argument(RenditionFormat, default_value="WEBP", description="In which format."),
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
    def resolve_rendition(image: models.Image, info: ResolveInfo, name: Any, format: Any) -> Deferred:
        context, own = info.context, own_size(name.value, getattr(format, "value", format))
        with_widths = context.may_ask("srcset") and is_selected(info, "srcset")

        def load() -> Deferred:
            return rendition_of.load(context, Wanted.of(image, name, format, with_widths=with_widths))

        if with_widths or image.is_quarantined or image.is_svg() or own.spec not in specs_named(context.names):
            return load()
        named = sizes_named.load(context, image.pk)
        return named.then(lambda rows: _at_size(own, image, rows) or load())
