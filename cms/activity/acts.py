"""What can be written in the audit log: each act is declared once, by the app that does it, with words for the screen.

Acts are named in the past tense, the thing first: "document.destroyed", "rights.changed", "person.signed_in".
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

_labels: dict[str, str | Promise] = {}


def declare_act(act: str, label: str | Promise) -> str:
    """Let an act be recorded, and say in words what it is. Call it at import, in the `acts.py` of an app.

    Returns its name, to be kept as a constant. Raises ValueError for a name of another form, or one that is taken.
    """
    if not NAME.fullmatch(act) or len(act) > 60:
        raise ValueError(f"{act!r} is no name of an act: write thing.done.")
    if act in _labels and str(_labels[act]) != str(label):
        raise ValueError(f"The act {act!r} is declared already.")
    _labels[act] = label
    return act


def is_declared(act: str) -> bool:
    """Whether an act may be recorded."""
    return act in _labels


def label_of(act: str) -> str:
    """An act in the words of the screen; its name, where the app that declared it is gone."""
    return str(_labels.get(act, act))


def declared_acts() -> list[tuple[str, str]]:
    """All acts and their labels, in the order of the labels."""
    return sorted(((act, str(label)) for act, label in _labels.items()), key=lambda pair: pair[1].casefold())


LIST_EXPORTED = declare_act("list.exported", _("List exported"))
