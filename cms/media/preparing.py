"""Making the sizes of a picture, once each."""

import logging
from collections.abc import Iterable

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter, SourceImageIOError

from cms.media.models import Image, Rendition
from cms.media.renditions import LAST_SPEC, all_specs, pixels_of
from cms.media.signals import sizes_made

logger = logging.getLogger(__name__)

# So many are looked after in one night, so that a large library does not keep the worker from its texts all day.
PICTURES_A_NIGHT = 1_000


def prepare_picture(image_id: int) -> None:
    """Make what sizes one picture lacks. What is gone, or nobody has looked into yet, is left alone."""
    image = Image.objects.filter(pk=image_id, is_quarantined=False).first()
    if image is None:
        return
    made = known_renditions(image)
    known = len(made)
    for specs in all_specs():
        _make_widths(image, specs, made)
    if len(made) > known:
        sizes_made.send(sender=Image, image_id=image.pk)


def known_renditions(image: Image) -> dict[str, Rendition]:
    """The sizes of a picture that there are, by filter, as it is looked at now."""
    return {
        rendition.filter_spec: rendition
        for rendition in image.renditions.all()
        if rendition.focal_point_key == Filter(rendition.filter_spec).get_cache_key(image)
    }


def made_rendition(image: Image, size: Filter) -> Rendition | None:
    """A new rendition, or None where the file is gone or unreadable. Wagtail's cache of renditions is not asked,
    because it may still hold one whose row is gone."""
    try:
        rendition: Rendition = image.create_rendition(size)
    except (OSError, SourceImageIOError, InvalidFilterSpecError):
        logger.warning("Image %s cannot be shown as %s", image.pk, size.spec, exc_info=True)
        return None
    return rendition


def pictures_without_sizes() -> Iterable[int]:
    """Pictures that lack what is made last."""
    drawn = Filter(LAST_SPEC.partition("|")[0]).spec
    done = Rendition.objects.filter(filter_spec__in=[LAST_SPEC, drawn]).values("image")
    waiting = Image.objects.filter(is_quarantined=False).exclude(pk__in=done).order_by("-pk")
    return waiting.values_list("pk", flat=True)[:PICTURES_A_NIGHT]


def _make_widths(image: Image, specs: list[str], made: dict[str, Rendition]) -> None:
    """The widths of one size, its own first, and no other that would show the same pixels again."""
    own_spec, *others = specs
    own = _rendition_as(image, own_spec, made)
    for spec in others:
        if own and _differs(own, pixels_of(own_spec), pixels_of(spec)):
            _rendition_as(image, spec, made)


def _rendition_as(image: Image, spec: str, made: dict[str, Rendition]) -> Rendition | None:
    size = image.clean_filter_for_svg(Filter(spec))
    if size.spec not in made and (rendition := made_rendition(image, size)):
        made[size.spec] = rendition
    return made.get(size.spec)


def _differs(own: Rendition, own_pixels: tuple[int, int], pixels: tuple[int, int]) -> bool:
    """Whether another width shows other pixels than the size's own: nothing is made larger than it is. A wider one
    does where there were more pixels than the own one shows, a narrower one where that has more than it will."""
    if pixels > own_pixels:
        return own.width >= own_pixels[0] or own.height >= own_pixels[1]
    return own.width > pixels[0] or own.height > pixels[1]
