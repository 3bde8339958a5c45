"""What is bound: an order that both programs understand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. `path` is its file's; `text` what could be read in it, for kinds of file without pages to bind."""

    title: str
    part: str
    path: str
    media_type: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The few words that Plein adds, in the language of who asked."""

    papers: str
    as_text: str
    unreadable: str
    too_many_pages: str


@dataclass(frozen=True, slots=True)
class Volume:
    """A meeting and its papers in order; `lines` stand below its title on the first page."""

    title: str
    lines: list[str]
    papers: list[Paper]
    words: Words
    pages: int = 3_000
