"""Pictures, films and frames within a text, as blocks; or as links where no block can hold them."""

import re
from html import escape

from bs4 import Tag
from django.utils.translation import gettext as _
from wagtail.embeds.oembed_providers import all_providers

from cms.importing.elements import line_of, plain
from cms.importing.links import ToFile, ToNothing, ToPage, ToWeb
from cms.importing.readings import Block, Reading

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
CAPTION_LENGTH = 500
FRAMED = (
    (
        re.compile(r"^(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"^(?:https?:)?//player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
)
EMBEDDABLE = [re.compile(pattern) for provider in all_providers for pattern in provider["urls"]]


def pieces_of_figure(element: Tag, reading: Reading, caption: str = "") -> list[str | Block]:
    """What a figure becomes: a block, or a link in rich text; nothing when its file is not there."""
    if element.name == "iframe":
        return _frame(element, reading)
    source = _source_of(element)
    words = str(element.get("alt") or element.get("title") or "")
    if not source:
        reading.remarks.dropped(_("<%(name)s> that shows no file") % {"name": element.name}, line_of(element))
        return []
    target = reading.signposts.lead(source, reading.entry)
    if isinstance(target, ToFile):
        return [_block_of_file(target.path, words, caption or str(element.get("title") or ""), element, reading)]
    if isinstance(target, ToWeb):
        told = _("<%(name)s> from another site became a link: %(url)s") % {"name": element.name, "url": target.url}
        reading.remarks.dropped(told, line_of(element))
        return [f'<a href="{escape(target.url)}">{escape(words or caption or target.url)}</a>']
    if isinstance(target, ToPage | ToNothing):
        missing = _("“%(source)s” is not in the folder: left out") % {"source": source}
        reading.remarks.fault(missing, line_of(element))
    return []


def _source_of(element: Tag) -> str:
    image = element.find("img") if element.name == "picture" else element
    holder = image if isinstance(image, Tag) else element
    source = holder.get("src") or holder.get("data")
    inner = element.find("source") if not source else None
    if isinstance(inner, Tag):
        source = inner.get("src")
    return str(source or "").strip()


def _block_of_file(path: str, words: str, caption: str, element: Tag, reading: Reading) -> Block:
    line = line_of(element)
    if path.lower().endswith(PICTURE_ENDINGS):
        image = reading.use(path, words, line, is_picture=True)
        return "image", {"image": image, "caption": " ".join(caption.split())[:CAPTION_LENGTH]}
    return "document", reading.use(path, words or caption, line, is_picture=False)


def _frame(element: Tag, reading: Reading) -> list[str | Block]:
    url = str(element.get("src") or "").strip()
    for pattern, address in FRAMED:
        url = pattern.sub(address, url)
    if any(pattern.match(url) for pattern in EMBEDDABLE):
        return [("embed", url)]
    target = reading.signposts.lead(url, reading.entry)
    told = _("<iframe> that no embed can show: %(url)s") % {"url": url}
    reading.remarks.dropped(told, line_of(element))
    if not isinstance(target, ToWeb) or not url:
        return []
    return [f'<a href="{escape(target.url)}">{escape(str(element.get("title") or target.url))}</a>']


def caption_of(figure: Tag) -> str:
    """The words of a figure's caption element."""
    caption = figure.find("figcaption")
    return plain(caption) if isinstance(caption, Tag) else ""
