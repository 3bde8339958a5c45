"""Who is asked for by name, number or address, as the databases find them: rows of keys, compared letter by letter."""

from collections.abc import Collection, Iterable

from search.engines.sql import Sql
from search.identities import Identity
from search.models import Entry, EntryKey


def write(entries: Iterable[Entry]) -> None:
    """Write the keys of these entries over what was there."""
    entries = list(entries)
    remove([entry.pk for entry in entries])
    EntryKey.objects.bulk_create(EntryKey(entry=entry, key=key) for entry in entries for key in entry.keys)


def remove(entry_ids: Collection[int]) -> None:
    """Take the keys of these entries out."""
    EntryKey.objects.filter(entry__in=entry_ids).delete()


def identified(identities: Iterable[Identity]) -> list[Sql]:
    """For each identity the ids and scores of the entries that have all of it."""
    return [_identified(identity) for identity in identities]


def _identified(identity: Identity) -> Sql:
    """Of each part the sign that is worth most counts, and no part may be missing."""
    asked = [(place, sign.key, sign.points) for place, signs in enumerate(identity.signs) for sign in signs]
    rows = " UNION ALL ".join(
        ["SELECT CAST(%s AS integer) AS place, CAST(%s AS varchar) AS asked, CAST(%s AS double precision) AS points"]
        * len(asked)
    )
    found = f"""
        SELECT k.entry_id AS id, a.place AS place, max(a.points) AS points
        FROM search_entrykey k JOIN ({rows}) a ON a.asked = k.key GROUP BY k.entry_id, a.place
    """  # noqa: S608
    return Sql(
        f"SELECT id, sum(points) AS score FROM ({found}) found GROUP BY id HAVING count(*) = %s",  # noqa: S608
        (*(value for row in asked for value in row), len(identity.signs)),
    )
