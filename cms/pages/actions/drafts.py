"""Mending what is kept as JSON of pages: drafts, and the sources of translations."""

import json
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource


@transaction.atomic
def replace_tag_in_drafts(gone_id: int, into_id: int) -> int:
    """Name another tag, each once, in every page's newest and scheduled revision and in the sources of translations.

    Older revisions stay as they were. Returns how many were changed.
    """
    newest = Page.objects.exclude(latest_revision=None).values("latest_revision")
    revisions = Revision.page_revisions.filter(Q(pk__in=newest) | Q(approved_go_live_at__isnull=False))
    changed = 0
    for revision in revisions.iterator():
        if _replace(revision.content, gone_id, into_id):
            revision.save(update_fields=["content"])
            changed += 1
    for source in TranslationSource.objects.filter(content_json__contains='"tagged_items"').iterator():
        content = json.loads(source.content_json)
        if _replace(content, gone_id, into_id):
            TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(content))
            changed += 1
    return changed


def _replace(content: dict[str, Any], gone_id: int, into_id: int) -> bool:
    rows = content.get("tagged_items", [])
    if all(row["tag"] != gone_id for row in rows):
        return False
    has_other = any(row["tag"] == into_id for row in rows)
    content["tagged_items"] = [
        {**row, "tag": into_id if row["tag"] == gone_id else row["tag"]}
        for row in rows
        if not (has_other and row["tag"] == gone_id)
    ]
    return True
