"""Pictures of papers: scans and photographs."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image, ImageOps, ImageSequence

from cms.archive.extraction import ocr
from cms.archive.extraction.outcomes import Passage, Reason, UnreadableError

if TYPE_CHECKING:
    from cms.archive.extraction.reading import Source


def read(source: "Source") -> Iterator[Passage]:
    """A passage a picture; a TIFF may hold a whole pile of scans."""
    # Our own limit, asked before anything is unpacked, says more than Pillow's.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(source.path) as image:
        source.page_count = getattr(image, "n_frames", 1)
        is_pile = source.page_count > 1 and image.format == "TIFF"
        frames = ImageSequence.Iterator(image) if is_pile else [image]
        for number, frame in enumerate(frames, start=1):
            if number > source.limits.pages:
                source.shortfall = Reason.MORE_PAGES
                return
            if frame.width * frame.height > source.limits.megapixels * 1_000_000:
                raise UnreadableError(Reason.PICTURE_TOO_LARGE)
            yield Passage(ocr.words_of(source, partial(_upright, frame)), number if is_pile else None)


def _upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held."""
    return ImageOps.exif_transpose(image)
