"""How large a file may be, whichever door it comes in by. Forms say the same sooner, beside the field."""

import math
from typing import Any

import willow
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL.Image import DecompressionBombError
from wagtail.images.fields import WagtailImageField

from cms.media.refusals import TooLargeError

# What libraries of pictures say of a file that is truncated or otherwise broken.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError)


def check_document_size(file: File) -> None:
    """Raises TooLargeError for a document of more than DOCUMENT_BYTES."""
    _check_bytes(file, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)


def check_picture_size(file: File) -> None:
    """Raises TooLargeError for a picture of more than IMAGE_BYTES, or of IMAGE_PIXELS in all its frames. One that
    cannot be read is for who makes its sizes: it has none."""
    _check_bytes(file, settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if limit and _pixels_of(file) > limit:
        told = _("This picture has more than %(limit)d pixels, all its frames together: that is too large.")
        raise TooLargeError(told, code="too_large", params={"limit": limit})


def _check_bytes(file: File, limit: int | None) -> None:
    if limit is not None and file.size > limit:
        told = _("This file is too large (%(size)s): at most %(limit)s may be brought in.")
        named = {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
        raise TooLargeError(told, code="too_large", params=named)


def _pixels_of(file: File) -> float:
    file.seek(0)
    try:
        picture: Any = willow.Image.open(file)
        width, height = picture.get_size()
        return float(width * height * picture.get_frame_count())
    except DecompressionBombError:
        return math.inf
    except UNREADABLE:
        return 0
    finally:
        file.seek(0)


class PictureField(WagtailImageField):
    """As Wagtail's, which says of a truncated picture what the library says to programmers, as an error of ours."""

    def to_python(self, data: Any) -> File | None:
        """The file, if all of it can be read as a picture."""
        try:
            found: File | None = super().to_python(data)
        except UNREADABLE as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error
        return found
