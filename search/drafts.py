"""What an app hands to search: the findable side of one thing in one language, as it is committed now."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Part:
    """Text of one page, slide or sheet: `number` from 1, None where there are no pages; `label` is a name it bears."""

    text: str
    number: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing in one language, before it becomes an `Entry`.

    `kind` is a name of the contract's SearchKind. `language` is empty for what belongs to none, such as a person.
    `lock` None is a lock that opens for nobody. `weight` multiplies the rank: above 1 for what people mean first.
    `tags` are pairs of slug and label. `text` is plain text, without markup; `parts` are more of it, of which a hit
    says in which one it found something. `unit` is the id and the name of the part of the organisation that it is
    about or belongs to; `file_kind` is what sort of file it is, as the contract's FileKind names it.

    `is_name` says that the title is a person's name: it is found as it is spelled and as it sounds. `numbers` are
    telephone numbers as people write them, `addresses` e-mail addresses; who asks for one gets this entry first.
    """

    subject_id: int
    kind: str
    title: str
    lock: int | None
    language: str = ""
    headings: str = ""
    summary: str = ""
    text: str = ""
    parts: tuple[Part, ...] = ()
    url: str = ""
    is_published: bool = True
    until: datetime | None = None
    published_at: datetime | None = None
    theme_id: int | None = None
    theme_label: str = ""
    tags: tuple[tuple[str, str], ...] = ()
    weight: float = 1.0
    unit: tuple[int, str] | None = None
    file_kind: str = ""
    is_name: bool = False
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
