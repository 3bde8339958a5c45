"""Pictures."""

from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.models import Collection

from cms.media.models import Image


def picture_file(name: str = "square.png", *, width: int = 64, height: int = 48, colour: str = "teal") -> ImageFile:
    """A real PNG of one colour."""
    content = BytesIO()
    Picture.new("RGB", (width, height), colour).save(content, format="PNG")
    content.seek(0)
    return ImageFile(content, name=name)


def create_image(
    title: str = "Stadhuis",
    *,
    collection: Collection | None = None,
    width: int = 64,
    height: int = 48,
    **fields: object,
) -> Image:
    """A picture, in the root collection by default."""
    collection = collection or Collection.get_first_root_node()
    file = picture_file(width=width, height=height)
    return Image.objects.create(title=title, file=file, collection=collection, **fields)
