"""A source file understood: all that its page will say, with placeholders for what is not in the database yet."""

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.importing.body import read_body
from cms.importing.front_matter import Author
from cms.importing.links import Signposts, ToFile
from cms.importing.markdown import html_of
from cms.importing.mdx import plain_text_of
from cms.importing.outline import Entry
from cms.importing.readings import TITLE, Block, FileUse, PageLink, Reading
from cms.importing.reports import Remarks, Report
from cms.importing.routes import date_in, without_number
from cms.reading.blocks import prepare_blocks

TITLE_LENGTH = 255
SUMMARY_LENGTH = 500
SLUG_LENGTH = 255


@dataclass
class Manuscript:
    """What a page will say, and what it refers to."""

    entry: Entry
    title: str
    slug: str
    summary: str = ""
    image: str = ""
    """The placeholder of the picture above the page; "" for none."""
    blocks: list[Block] = field(default_factory=list)
    anchors: dict[str, str | None] = field(default_factory=dict)
    """The anchors that links may name, and what the page here has instead: an anchor, "" for its top, None for a place
    that no heading marks and no link can reach any more."""
    links: list[PageLink] = field(default_factory=list)
    files: list[FileUse] = field(default_factory=list)

    @cached_property
    def anchors_by_letters(self) -> dict[str, str]:
        """The anchors by their letters and digits alone, the first of each."""
        return {letters: name for name in reversed(self.anchors) if (letters := letters_of(name))}

    @property
    def source_path(self) -> str:
        return self.entry.source_path

    @property
    def tags(self) -> tuple[str, ...]:
        return self.entry.front_matter.tags

    @property
    def authors(self) -> tuple[Author, ...]:
        return self.entry.front_matter.authors

    @property
    def is_draft(self) -> bool:
        return self.entry.front_matter.is_draft

    @property
    def date(self) -> datetime.datetime | datetime.date | None:
        """When it was first published: as the front matter says, else as a blog's path does."""
        return self.entry.front_matter.date or date_in(self.entry.path)


def manuscript_of(entry: Entry, signposts: Signposts, report: Report, *, language: str) -> Manuscript:
    """Read one entry's text. A folder without a text gives a manuscript of a title alone."""
    remarks = report.remarks_on(entry.source_path)
    reading = Reading(entry, signposts, remarks, language)
    matter = entry.front_matter
    source = plain_text_of(entry.text, is_mdx=entry.file.endswith(".mdx"), remarks=remarks)
    title, blocks = read_body(html_of(source, remarks), reading, matter.title)
    if entry.is_topic and entry.label and not matter.title:
        title = entry.label if not entry.file else title or entry.label
    return Manuscript(
        entry=entry,
        title=_cut(
            title or words_of(entry.path) or _("Untitled"),
            TITLE_LENGTH,
            _("the title has more than %(length)d letters and was cut"),
            remarks,
        ),
        slug=slug_of(entry),
        summary=_cut(
            matter.summary, SUMMARY_LENGTH, _("the summary has more than %(length)d letters and was cut"), remarks
        ),
        image=_image(matter.image, reading),
        blocks=blocks,
        anchors=_anchors_here(reading.anchors, blocks),
        links=reading.links,
        files=list(reading.files.values()),
    )


def _anchors_here(anchors: dict[str, int | None], blocks: list[Block]) -> dict[str, str | None]:
    """What the read model will call the headings that a source's anchors stand for."""
    headings = prepare_blocks(({"type": name, "value": value} for name, value in blocks if name == "heading"), "")
    names: dict[int | None, str | None] = {
        TITLE: "",
        None: None,
        **{number: heading["anchor"] for number, heading in enumerate(headings)},
    }
    return {name: names[number] for name, number in anchors.items()}


def slug_of(entry: Entry) -> str:
    """The page's part of the address: as the front matter asks, else the file's name without its number."""
    wanted = entry.front_matter.slug.strip("/").rsplit("/", 1)[-1]
    return slugify(wanted)[:SLUG_LENGTH] or slugify(entry.name)[:SLUG_LENGTH] or "page"


def words_of(path: str) -> str:
    """The last part of a path as a title: "/it/sick-leave/" is "Sick leave"."""
    words = re.sub(r"[-_\s]+", " ", without_number(path.strip("/").rsplit("/", 1)[-1])).strip()
    return words[:1].upper() + words[1:]


def letters_of(anchor: str) -> str:
    """What an anchor is by every wiki's way of spelling headings: "Pay & perks" is payperks."""
    return re.sub(r"[\W_]", "", anchor.lower())


def _cut(text: str, length: int, told: str, remarks: Remarks) -> str:
    if len(text) <= length:
        return text
    remarks.fault(told % {"length": length}, 1)
    return text[: length - 1].rstrip() + "…"


def _image(source: str, reading: Reading) -> str:
    if not source:
        return ""
    target = reading.signposts.lead(source, reading.entry)
    if isinstance(target, ToFile):
        return reading.use(target.path, "", 1, is_picture=True)
    reading.remarks.fault(_("“%(source)s” is not in the folder: the page got no image") % {"source": source}, 1)
    return ""
