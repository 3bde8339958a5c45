"""The folders of the city's work groups and people, and the meetings whose papers lie there."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

import yaml
from django.core.files.base import ContentFile
from django.utils import timezone

from cms.access.actions import lift_restriction
from cms.access.models import Restriction
from cms.access.models.restriction import RestrictionKind
from cms.archive.models import DocumentKind, LibraryDocument
from cms.demo import content
from cms.demo.library import CITY_NAME, backdate
from cms.demo.papers import print_document
from cms.folders.actions import arrange_papers, create_folder, plan_meeting, put_document, share_folder
from cms.folders.actions.folders import delete_emptied_folder
from cms.folders.models import Folder, Shelf
from cms.people.models import User, WorkGroup


def make_folders(people: Mapping[str, User]) -> None:
    """Every folder with its documents, and the next meeting of those that have one."""
    groups = {group.slug: group for group in WorkGroup.objects.all()}
    for told in _told():
        by = people[told["by"]]
        folder = create_folder(name=told["name"], by=by, work_group=groups[told["group"]] if "group" in told else None)
        if "shared_with" in told:
            share_folder(folder, people=[people[key] for key in told["shared_with"]], work_groups=[], by=by)
        papers = {key: _put(folder, key, document, by) for key, document in told["documents"].items()}
        if "meeting" in told:
            _plan(folder, told["meeting"], papers, by)


def remove_folders() -> None:
    """Take away the folders of the demo's people and groups that the library's removal left empty, and bare shelves."""
    emails = [told.email for told in content.people().values()]
    slugs = [told["group"] for told in _told() if "group" in told]
    for folder in [*Folder.objects.filter(owner__email__in=emails), *Folder.objects.filter(work_group__slug__in=slugs)]:
        if not LibraryDocument.objects.filter(collection=folder.collection_id).exists():
            delete_emptied_folder(folder)
    for shelf in Shelf.objects.select_related("collection"):
        if shelf.collection.get_children_count() == 0:
            _take_down(shelf)


def documents() -> dict[str, content.DocumentText]:
    """What lies in the folders, by key."""
    return {key: _document(document) for told in _told() for key, document in told["documents"].items()}


def _put(folder: Folder, key: str, told: Mapping[str, Any], by: User) -> LibraryDocument:
    document = _document(told)
    file = ContentFile(print_document(document, publisher=CITY_NAME), name=f"{key}.pdf")
    put = put_document(folder, file=file, by=by, title=document.title)
    LibraryDocument.objects.filter(pk=put.pk).update(
        kind=DocumentKind.objects.get(code=document.kind), dated_on=document.dated_on
    )
    backdate(put, days=told["days_ago"])
    return put


def _document(told: Mapping[str, Any]) -> content.DocumentText:
    dated_on = timezone.localdate() - timedelta(days=told["days_ago"])
    return content.DocumentText(
        title=told["title"], theme="", pages=told["pages"], kind=told["kind"], dated_on=dated_on
    )


def _plan(folder: Folder, told: Mapping[str, Any], papers: Mapping[str, LibraryDocument], by: User) -> None:
    day = timezone.localdate() + timedelta(days=told["in_days"])
    held_at = timezone.make_aware(datetime.combine(day, time(told["hour"])))
    meeting = plan_meeting(folder, title=told["title"], held_at=held_at, place=told["place"], by=by)
    arrange_papers(meeting, [(papers[key], part) for key, part in told["papers"].items()], by=by)


def _take_down(shelf: Shelf) -> None:
    collection = shelf.collection
    shelf.delete()
    for restriction in Restriction.objects.filter(kind=RestrictionKind.COLLECTION, key=collection.pk):
        lift_restriction(restriction)
    collection.delete()


def _told() -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = yaml.safe_load((content.CITY / "folders.yaml").read_text(encoding="utf-8"))
    return told
