"""The dashboard's panels about somebody's own work: what waits for them, what they are to judge, what is theirs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.models import Comment, GroupApprovalTask, Page, TaskState, WorkflowState, get_default_page_content_type

from cms.access.policy import open_to, visible_to
from cms.access.readers import reader_of
from cms.care.views.reports import edit_address, edited_pages
from cms.reading.models import PageCard

ROWS = 10
QUOTED = 120


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a panel: a title that leads somewhere, what is said about it, and since when."""

    title: str
    url: str
    said: str
    moment: date | datetime | None = None


class WorkPanel(Component):
    """A panel of rows, which says what to do when there are none."""

    template_name = "care/panels/work.html"
    name = ""
    heading: str | Promise = ""
    empty: str | Promise = ""

    def rows(self, request: HttpRequest) -> Iterable[Row]:
        """What it shows, of what opens for the person who asks."""
        raise NotImplementedError

    def more(self, request: HttpRequest) -> str:
        """Where all of it is, if there is such a place."""
        return ""

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        request = (parent_context or {})["request"]
        return {"panel": self, "rows": list(self.rows(request)), "more": self.more(request)}


def _by_id(pages: QuerySet[Page], page_ids: Iterable[Any]) -> dict[int, Page]:
    """Of these pages, those with one of the ids."""
    return {page.pk: page for page in pages.filter(pk__in={int(page_id) for page_id in page_ids})}


class WaitingForMe(WorkPanel):
    """Changes that were asked, reviews that are due, and what colleagues noted beside one's pages.

    What people say to each other while editing is shown of pages that the person may still edit: to read a page is not
    to hear what was said about it.
    """

    name = "waiting-for-me"
    heading = _("Waiting for me")
    empty = _("Nothing waits for you. Changes that a moderator asks, pages to review and comments appear here.")
    order = 200

    def rows(self, request: HttpRequest) -> Iterable[Row]:
        yield from _changes_asked(request)
        yield from _due_reviews(request)
        yield from _comments(request)


def _changes_asked(request: HttpRequest) -> Iterable[Row]:
    mine = Page.objects.filter(owner=request.user).values_list("pk", flat=True)
    asked = WorkflowState.objects.filter(
        Q(requested_by=request.user) | Q(object_id__in=[str(pk) for pk in mine]),
        status=WorkflowState.STATUS_NEEDS_CHANGES, base_content_type=get_default_page_content_type(),
    ).select_related("current_task_state").order_by("-created_at")[:ROWS]  # fmt: skip
    states = list(asked)
    pages = _by_id(edited_pages(request.user), (state.object_id for state in states))
    for state in states:
        page = pages.get(int(state.object_id))
        if page:
            task = state.current_task_state
            said = (task.comment if task else "") or gettext("A moderator asks for changes.")
            yield Row(page.draft_title, edit_address(page.pk), said, task.finished_at if task else state.created_at)


def _due_reviews(request: HttpRequest) -> Iterable[Row]:
    due = PageCard.objects.filter(page__owner=request.user.pk, review_on__lte=timezone.localdate())
    for card in visible_to(reader_of(request), due).order_by("review_on", "pk")[:ROWS]:
        yield Row(
            card.title, reverse("care:review", args=(card.page_id,)), gettext("Is it still right?"), card.review_on
        )


def _comments(request: HttpRequest) -> Iterable[Row]:
    about_mine = Q(page__owner=request.user) | Q(
        page__subscribers__user=request.user, page__subscribers__comment_notifications=True
    )
    comments = Comment.objects.filter(about_mine, resolved_at=None).exclude(user=request.user)
    newest = list(comments.select_related("user").distinct().order_by("-created_at", "-pk")[:ROWS])
    pages = _by_id(edited_pages(request.user), (comment.page_id for comment in newest))
    for comment in newest:
        page = pages.get(comment.page_id)
        if page:
            said = f"{comment.user}: {comment.text[:QUOTED]}"
            yield Row(page.draft_title, edit_address(page.pk), said, comment.created_at)


class ToReview(WorkPanel):
    """What somebody submitted and this person may approve."""

    name = "to-review"
    heading = _("To review")
    empty = _("Nobody has submitted a page for your approval.")
    order = 210

    def rows(self, request: HttpRequest) -> Iterable[Row]:
        user = request.user
        tasks = GroupApprovalTask.objects.filter(active=True)
        if not user.is_superuser:
            tasks = tasks.filter(groups__in=user.groups.all())
        submitted = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, task__in=tasks.values("pk"),
            revision__base_content_type=get_default_page_content_type(),
        ).select_related("revision__user").order_by("started_at")  # fmt: skip
        states = list(submitted)
        opened = open_to(reader_of(request), Page.objects.all())
        pages = _by_id(opened, (state.revision.object_id for state in states))
        for state in states:
            page = pages.get(int(state.revision.object_id))
            if page:
                said = gettext("Submitted by %(name)s") % {"name": state.revision.user or "-"}
                yield Row(page.draft_title, edit_address(page.pk), said, state.started_at)

    def more(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_reports:workflow")


class MyPages(WorkPanel):
    """The pages that somebody owns, the last changed first, with their state."""

    name = "my-pages"
    heading = _("My pages")
    empty = _("You own no pages yet. Who makes a page owns it; a page without an owner is kept by its moderators.")
    order = 220

    def rows(self, request: HttpRequest) -> Iterable[Row]:
        mine: Any = open_to(reader_of(request), Page.objects.filter(owner=request.user, depth__gt=1))
        newest = mine.order_by("-latest_revision_created_at", "-pk").prefetch_workflow_states()
        for page in newest.annotate_approved_schedule()[:ROWS]:
            yield Row(page.draft_title, edit_address(page.pk), str(page.status_string), page.latest_revision_created_at)

    def more(self, request: HttpRequest) -> str:
        return f"{reverse('wagtailadmin_explore_root')}?owner={request.user.pk}"


WORK: tuple[type[WorkPanel], ...] = (WaitingForMe, ToReview, MyPages)
