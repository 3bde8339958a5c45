"""What Wagtail and its companions know of a person: they cannot say so themselves."""

import json
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail_localize.models import SegmentOverride, StringTranslation

from cms.activity.knowing import Knower, Rows, knows, names_of
from cms.activity.renaming import without_names
from cms.people.models import Profile


@knows(
    "editing",
    fields=[
        "wagtailcore.Revision.user", "wagtailcore.UploadedFile.uploaded_by_user", "wagtailcore.PageSubscription.user",
        "wagtailadmin.EditingSession.user", "wagtailadmin.FormState.user",
        "wagtail_localize.StringTranslation.last_translated_by", "wagtail_localize.SegmentOverride.last_translated_by",
    ],
)  # fmt: skip
class EditingKnower(Knower):
    """What somebody wrote and translated in the admin, and what it keeps of work that is not finished."""

    def export(self, person: AbstractUser) -> Rows:
        """Which versions of what they made, and when; the words are the organisation's, and of others too."""
        saved = Revision.objects.filter(user=person.pk).order_by("pk")
        revisions = saved.values("content_type__model", "object_id", "object_str", "created_at")
        texts = (
            StringTranslation.objects.filter(last_translated_by=person.pk).order_by("pk").values("data", "updated_at")
        )
        followed = PageSubscription.objects.filter(user=person.pk).order_by("pk").values("page_id")
        named = (("saved", revisions), ("translated", texts), ("hears of comments on", followed))
        return [{"what": what, **row} for what, rows in named for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """What is unfinished goes; versions lead to the account, whose name is erased there."""
        for model in (StringTranslation, SegmentOverride):
            model.objects.filter(last_translated_by=person.pk).update(last_translated_by=None)
        for upload in UploadedFile.objects.filter(uploaded_by_user=person.pk):
            upload.file.delete(save=False)
            upload.delete()
        unfinished = (model.objects.filter(user=person.pk) for model in (EditingSession, FormState, PageSubscription))
        return sum(rows.delete()[0] for rows in unfinished)


@knows(
    "comments", fields=["wagtailcore.Comment.user", "wagtailcore.Comment.resolved_by", "wagtailcore.CommentReply.user"]
)
class CommentKnower(Knower):
    """What somebody said beside a page."""

    def export(self, person: AbstractUser) -> Rows:
        """Their own words alone, not those they answered."""
        comments = Comment.objects.filter(user=person.pk).order_by("pk").values("page_id", "text", "created_at")
        replies = (
            CommentReply.objects.filter(user=person.pk).order_by("pk").values("comment__page_id", "text", "created_at")
        )
        resolved = Comment.objects.filter(resolved_by=person.pk).order_by("pk").values("page_id", "resolved_at")
        named = (("commented", comments), ("replied", replies), ("resolved", resolved))
        return [{"what": what, **row} for what, rows in named for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """The conversation stays, and leads to the account, whose name is erased there; so do their names in it."""
        said = _naming(Comment, "text", person) + _naming(CommentReply, "text", person)
        return sum(_rename(row, ("text",), person, pseudonym) for row in said)


@knows("workflow", fields=["wagtailcore.WorkflowState.requested_by", "wagtailcore.TaskState.finished_by"])
class WorkflowKnower(Knower):
    """What somebody submitted, approved or sent back."""

    def export(self, person: AbstractUser) -> Rows:
        submitted = WorkflowState.objects.filter(requested_by=person.pk).order_by("pk")
        judged = TaskState.objects.filter(finished_by=person.pk).order_by("pk")
        named = (
            ("submitted", submitted.values("object_id", "status", "created_at")),
            ("judged", judged.values("workflow_state__object_id", "status", "comment", "finished_at")),
        )
        return [{"what": what, **row} for what, rows in named for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """That it was done stays, and leads to the account; their names in what was said about it do not."""
        return sum(_rename(row, ("comment",), person, pseudonym) for row in _naming(TaskState, "comment", person))


@knows("log", fields=["wagtailcore.ModelLogEntry.user", "wagtailcore.PageLogEntry.user"])
class LogKnower(Knower):
    """What Wagtail wrote in the histories of pages and other things."""

    def export(self, person: AbstractUser) -> Rows:
        """By number: what it was may be another person's account."""
        pages = PageLogEntry.objects.filter(user=person.pk).order_by("pk").values("action", "page_id", "timestamp")
        things = ModelLogEntry.objects.filter(user=person.pk).order_by("pk")
        others = things.values("action", "content_type__model", "object_id", "timestamp")
        return [dict(row) for rows in (pages, others) for row in rows]

    def erase(self, person: AbstractUser, *, pseudonym: str) -> int:
        """Entries lead to the account, whose name is erased there; where their name is written in one, it goes."""
        changed = sum(
            _rename(entry, ("label", "data"), person, pseudonym)
            for model in (ModelLogEntry, PageLogEntry)
            for field in ("label", "data")
            for entry in _naming(model, field, person)
        )
        return changed + _entries_about(person).exclude(label=pseudonym).update(label=pseudonym)


def _entries_about(person: AbstractUser) -> QuerySet[ModelLogEntry]:
    profiles = Profile.objects.filter(user=person.pk)
    about_profile = {"content_type": ContentType.objects.get_for_model(Profile)}
    is_account = Q(content_type=ContentType.objects.get_for_model(person), object_id=str(person.pk))
    is_profile = Q(object_id__in=[str(pk) for pk in profiles.values_list("pk", flat=True)], **about_profile)
    return ModelLogEntry.objects.filter(is_account | is_profile)


def _naming(model: type[Model], field: str, person: AbstractUser) -> list[Model]:
    """The rows in which one of a person's names is written in a field."""
    found: dict[Any, Model] = {}
    rows = model._default_manager.annotate(words=Cast(field, TextField()))
    for name in names_of(person):
        # as text has it, and as JSON on SQLite does
        for written in {name, json.dumps(name)[1:-1]}:
            found |= {row.pk: row for row in rows.filter(words__icontains=written)}
    return list(found.values())


def _rename(row: Model, fields: tuple[str, ...], person: AbstractUser, pseudonym: str) -> int:
    """Write a row without a person's names; 1 where that changed it."""
    renamed = {name: without_names(getattr(row, name), names_of(person), pseudonym) for name in fields}
    if all(getattr(row, name) == said for name, said in renamed.items()):
        return 0
    return type(row)._default_manager.filter(pk=row.pk).update(**renamed)
