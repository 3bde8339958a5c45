"""Whose names an auditor may read. The log stands below the law of rights, and so it is told how to ask it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model

from cms.activity.models import AuditEntry

# Asked with the auditor, a model and ids: the ids that open for them, or None where no law is about the model.
Judge = Callable[[Any, type[Model], Collection[str]], set[str] | None]

_judges: list[Judge] = []
_open_kinds: set[str] = set()


def judge_names(judge: Judge) -> Judge:
    """Let a function decide which things an auditor may read the names of. The first that does not say None decides."""
    _judges.append(judge)
    return judge


def name_openly(*kinds: str) -> None:
    """Let every auditor read the names of things of these kinds ("auth.group"), about which no law decides."""
    _open_kinds.update(kind.lower() for kind in kinds)


def named_for(auditor: Any, entries: Iterable[AuditEntry]) -> set[int]:
    """Of these entries, the ids of those whose thing and details an auditor may read.

    Administrators read all. To others what is gone stays closed, because nothing says any more for whom it opened.
    """
    entries = list(entries)
    if auditor.is_superuser:
        return {entry.pk for entry in entries}
    about: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        about[entry.thing_kind].add(entry.thing_id)
    opened = {kind: _opened(auditor, kind, ids) for kind, ids in about.items() if kind}
    return {entry.pk for entry in entries if not entry.thing_kind or entry.thing_id in opened[entry.thing_kind]}


def _opened(auditor: Any, kind: str, ids: set[str]) -> set[str]:
    try:
        model = apps.get_model(kind)
    except LookupError:
        return set()
    for judge in _judges:
        judged = judge(auditor, model, ids)
        if judged is not None:
            return judged & ids
    return ids if kind in _open_kinds else set()
