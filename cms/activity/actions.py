"""Writing down what was done."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from cms.activity.acts import is_declared
from cms.activity.asking import NOBODY, Asking, asking_now
from cms.activity.models import AuditEntry, kind_of
from cms.activity.sealing import unsealed

# SQLite would otherwise hold its one lock on writing for as long as years of entries take.
CLEARED_AT_ONCE = 5000


def record_act(
    act: str, *, by: Any, thing: models.Model | None = None, details: Mapping[str, Any] | None = None
) -> AuditEntry:
    """Write one act in the audit log, within the transaction of whatever did it: what is rolled back was not done.

    `by` is the account, or None where nobody signed in did it; `details` must be fit for JSON, and say of no person
    what the log need not know. Raises LookupError for an act that was not declared.
    """
    entry = _entry(act, by, thing, details)
    entry.save()
    return entry


def record_when_answered(act: str, *, by_id: int | None, thing: models.Model) -> None:
    """Note what the account with this id merely looked at: once a request, all together, after its answer.

    Without a request it is written at once. Raises LookupError for an act that was not declared.
    """
    asking = asking_now()
    entry = _entry(act, None, thing, None)
    entry.by_id = by_id
    if asking is None:
        _write_all([entry], None)
    else:
        asking.waiting.setdefault((act, by_id, entry.thing_kind, entry.thing_id), entry)


def write_waiting(asking: Asking) -> None:
    """Write what waited for the end of a request, in one statement; nothing where nothing waited."""
    if asking.waiting:
        _write_all(list(asking.waiting.values()), asking.account)
        asking.waiting.clear()


def _write_all(entries: list[AuditEntry], account: Any) -> None:
    names = {account.pk: str(account)} if account else {}
    unnamed = {entry.by_id for entry in entries if entry.by_id} - names.keys()
    if unnamed:
        names |= {each.pk: str(each) for each in get_user_model()._default_manager.filter(pk__in=unnamed)}
    for entry in entries:
        entry.by_name = names.get(entry.by_id, "")[:255]
    AuditEntry.objects.bulk_create(entries)


def clear_entries() -> int:
    """Delete the entries that are older than AUDIT_DAYS. Says how many. Zero days keeps them for ever."""
    if not settings.AUDIT_DAYS:
        return 0
    over = AuditEntry.objects.filter(at__lt=timezone.now() - timedelta(days=settings.AUDIT_DAYS)).order_by("at")
    cleared = 0
    while keys := list(over.values_list("pk", flat=True)[:CLEARED_AT_ONCE]):
        with unsealed():
            cleared += models.QuerySet(AuditEntry).filter(pk__in=keys).delete()[0]
    return cleared


def _entry(act: str, by: Any, thing: models.Model | None, details: Mapping[str, Any] | None) -> AuditEntry:
    if not is_declared(act):
        raise LookupError(f"Nobody declared the act {act!r}: see cms/activity/acts.py.")
    account = by if getattr(by, "is_authenticated", False) else None
    asking = asking_now() or NOBODY
    return AuditEntry(
        act=act,
        by_id=account.pk if account else None,
        by_name=str(account)[:255] if account else "",
        thing_kind=kind_of(thing._meta.model) if thing is not None else "",
        thing_id=str(thing.pk) if thing is not None else "",
        thing_name=str(thing)[:255] if thing is not None else "",
        details=dict(details or {}),
        address=asking.address,
        request_id=asking.request_id,
    )
