"""Files from elsewhere become documents: each row in a transaction of its own, so that a run that broke off goes on."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.access.policy import may_open
from cms.access.readers import reader_for
from cms.activity.actions import record_act
from cms.archive.actions import add_version, store_document
from cms.archive.models import DocumentKind, LibraryDocument
from cms.people.models import User
from cms.tags.models import Tag
from cms.transfer.acts import ARCHIVE_IMPORTED
from cms.transfer.collections import collection_at, names_in
from cms.transfer.describing import BadRowError, Description
from cms.transfer.models import Ingestion
from cms.transfer.reports import Progress, Report, tell_nobody
from cms.transfer.sources import Source, digest_of


@dataclass(frozen=True)
class Order:
    """What to bring in, where to, and how freely."""

    source: Source
    into: Collection
    by: User
    makes_collections: bool = False
    adds_versions: bool = False
    is_rehearsal: bool = False


def ingest_documents(order: Order, *, progress: Progress = tell_nobody) -> Report:
    """Bring every row of a source in that is not here yet; what is wrong with a row is told, and the others come in.

    May be run again: a file that came in once is never brought in twice, not even after its document was destroyed.
    A rehearsal reports the same and writes nothing. Raises BadSourceError.
    """
    report = Report()
    rows = list(order.source.rows())
    for done, (place, row) in enumerate(rows, start=1):
        try:
            if isinstance(row, BadRowError):
                raise row
            with transaction.atomic():
                report.note(_take_in(row, order))
                transaction.set_rollback(order.is_rehearsal)
        except ValidationError as error:
            report.complain(place, " ".join(error.messages))
        except ValueError as error:
            report.complain(place, error)
        progress(done, len(rows))
    if not order.is_rehearsal:
        details = {"source": order.source.name, **report.counts}
        record_act(ARCHIVE_IMPORTED, by=order.by, thing=order.into, details=details)
    return report


def _take_in(row: Description, order: Order) -> str:
    """What became of one file: "made", "versions" or "unchanged". Raises BadRowError and others that say why not."""
    path = order.source.open_file(row)
    digest = digest_of(path, "sha256")
    key = hashlib.sha256(f"{order.source.name}\0{row.path}".encode()).hexdigest()
    known = Ingestion.objects.filter(key=key).select_related("document").first()
    if known and known.sha256 == digest:
        return "unchanged"
    former = _former(row, known, order)
    if former is None:
        document, became = _store(row, path, order), "made"
    elif former.versions.filter(sha256=digest).exists():
        document, became = former, "unchanged"
    else:
        document, became = _add(row, path, former, order), "versions"
    values = {"sha256": digest, "document": document, "source": order.source.name, "path": row.path}
    Ingestion.objects.update_or_create(key=key, defaults=values)
    return became


def _former(row: Description, known: Ingestion | None, order: Order) -> LibraryDocument | None:
    """The document that a file is a version of, if it is here. Raises BadRowError where it may not be one."""
    if known and known.document is None:
        raise BadRowError(_("The document that this file became is gone, and the file has changed since."))
    if known and not order.adds_versions:
        raise BadRowError(_("The file has changed since it came in; with --new-versions it becomes a new version."))
    if known:
        return known.document
    former = LibraryDocument.objects.filter(archive_number=row.archive_number).exclude(archive_number="").first()
    if former is None:
        return None
    came_from_here = Ingestion.objects.filter(source=order.source.name, document=former).exists()
    if not may_open(reader_for(order.by), former) or not (came_from_here or _has_file_of(former, row)):
        told = {"number": row.archive_number}
        raise BadRowError(_("Another document has the archive number %(number)s.") % told)
    return former


def _has_file_of(document: LibraryDocument, row: Description) -> bool:
    return bool(row.sha256) and document.versions.filter(sha256=row.sha256).exists()


def _store(row: Description, path: Path, order: Order) -> LibraryDocument:
    collection = _collection_of(row, order)
    with _opened(path) as file:
        return store_document(
            file=file,
            title=row.title,
            collection=collection,
            by=order.by,
            archive_number=_number_of(row),
            language=row.language,
            kind=_kind_of(row),
            owner=User.objects.filter(email__iexact=row.owner).first() if row.owner else None,
            dated_on=row.dated_on or (row.added_at.date() if row.added_at else None),
            source=row.source,
            description=row.description,
            tags=_tags_of(row),
            note=row.note,
        )


def _add(row: Description, path: Path, document: LibraryDocument, order: Order) -> LibraryDocument:
    policy = policy_registry.get_by_type(LibraryDocument)
    if not policy.user_has_permission_for_instance(order.by, "change", document):
        raise BadRowError(_("%(person)s may not change this document.") % {"person": order.by.email})
    with _opened(path) as file:
        add_version(document, file=file, note=row.note, by=order.by, based_on=document.version)
    return document


@contextmanager
def _opened(path: Path) -> Iterator[File]:
    with path.open("rb") as content:
        yield File(content, name=path.name)


def _kind_of(row: Description) -> DocumentKind | None:
    kind = DocumentKind.objects.filter(code=row.kind).first() if row.kind else None
    if row.kind and kind is None:
        known = ", ".join(DocumentKind.objects.order_by("code").values_list("code", flat=True))
        told = {"kind": row.kind, "known": known}
        raise BadRowError(_("“%(kind)s” is none of the kinds of documents %(known)s.") % told)
    return kind


def _number_of(row: Description) -> str | None:
    longest = LibraryDocument._meta.get_field("archive_number").max_length or 0
    if len(row.archive_number) > longest:
        told = {"number": row.archive_number, "longest": longest}
        raise BadRowError(_("The archive number %(number)s is longer than %(longest)s characters.") % told)
    return row.archive_number or None


def _tags_of(row: Description) -> list[Tag]:
    """The tags of these names, made where nobody has them yet."""
    found = {}
    for name in row.tags:
        name = name[:100]
        known = Tag.objects.filter(name__iexact=name).first() or Tag.objects.filter(slug=slugify(name)).first()
        tag = known or Tag.objects.create(name=name)
        found[tag.pk] = tag
    return list(found.values())


def _collection_of(row: Description, order: Order) -> Collection:
    """Where the document goes. Raises NoCollectionError, or BadRowError where the person may not add documents."""
    if order.makes_collections:
        collection = order.into
        for name in names_in(row.collection):
            found = collection.get_children().filter(name__iexact=name).first()
            collection = found or collection.add_child(instance=Collection(name=name))
    else:
        collection = collection_at(row.collection, below=order.into)
    policy = policy_registry.get_by_type(LibraryDocument)
    may_add = collection in policy.collections_user_has_permission_for(order.by, "add")
    if not may_add or not may_open(reader_for(order.by), collection):
        raise BadRowError(_("%(person)s may not add documents there.") % {"person": order.by.email})
    return collection
