"""Handing over all that is known of a person, and erasing them."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.activity.actions import record_act
from cms.activity.knowing import CannotEraseError, Knower, knowers
from cms.people.models import User
from cms.privacy.acts import ERASED, EXPORTED

# Where one part goes: its name, with folders, and what gives its bytes.
Put = Callable[[str, IO[bytes]], None]


def export_person(person: User, *, by: User | None, put: Put) -> dict[str, int]:
    """Hand over all that is known of a person: a JSON file a topic, their files, and a table of what there is.

    `put` takes each. Says how many rows each topic has. Written in the audit log before the first byte leaves.
    """
    topics = {knower.topic: knower for knower in knowers()}
    record_act(EXPORTED, by=by, thing=person)
    counts: dict[str, int] = {}
    for topic in sorted(topics):
        rows = topics[topic].export(person)
        counts[topic] = len(rows)
        put(f"{topic}.json", _as_json(rows))
        for name, file in _files(topics[topic], person):
            try:
                with file() as opened:
                    put(f"files/{topic}/{name}", opened)
            except FileNotFoundError:
                counts[f"{topic}: files missing"] = counts.get(f"{topic}: files missing", 0) + 1
    put("contents.json", _as_json({"person": person.email, "made_at": timezone.now(), "rows": counts}))
    return counts


def obstacles_to_erasing(person: User, *, by: User | None) -> list[str]:
    """Why a person cannot be erased as things are, in words; an empty list where they can."""
    if by is not None and by.pk == person.pk:
        return [_("Nobody erases themselves: another administrator does.")]
    with transaction.atomic():
        return [obstacle for knower in knowers() for obstacle in knower.obstacles(person)]


@transaction.atomic
def erase_person(person: User, *, by: User | None) -> dict[str, int]:
    """Forget a person. What they published, approved and did stays, by a "former employee" with a number.

    Says how many rows of each topic changed. For good: nothing here remembers who it was. Raises CannotEraseError.
    """
    User.objects.select_for_update().get(pk=person.pk)
    obstacles = obstacles_to_erasing(person, by=by)
    if obstacles:
        raise CannotEraseError(" ".join(obstacles))
    pseudonym = pseudonym_of(person)
    counts = {knower.topic: knower.erase(person, pseudonym=pseudonym) for knower in knowers()}
    person.refresh_from_db()
    record_act(ERASED, by=by, thing=person, details={"rows": sum(counts.values())})
    return counts


def rows_to_erase(person: User, *, by: User | None) -> dict[str, int]:
    """How many rows `erase_person` would find under each topic; nothing is changed. Raises CannotEraseError."""
    obstacles = obstacles_to_erasing(person, by=by)
    if obstacles:
        raise CannotEraseError(" ".join(obstacles))
    return {knower.topic: len(knower.export(person)) for knower in knowers()}


def pseudonym_of(person: User) -> str:
    """What a person is called once they are erased, in the language of the organisation."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Former employee %(number)s") % {"number": person.pk}


def _files(knower: Knower, person: User) -> Iterator[tuple[str, Callable[[], File]]]:
    """Each file by a name without folders, and without one that another has."""
    taken: set[str] = set()
    for known in knower.files(person):
        name = PurePosixPath(known.name.replace("\\", "/")).name or "file"
        while name in taken:
            name = f"{len(taken)}-{name}"
        taken.add(name)
        yield name, known.open


def _as_json(value: Any) -> IO[bytes]:
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return BytesIO(text.encode())
