"""The mails that Wagtail sends about pages: to a group of moderators, or to who once wrote a comment, whether or not
the page opens for them."""

from collections.abc import Iterable
from functools import wraps
from typing import Any

from django.db.models import Model
from wagtail.admin import mail
from wagtail.admin.views.pages import edit
from wagtail.models import Page, TaskState, WorkflowState

from cms.access.admin.policies import opens_for
from cms.people.models import User


def close_mails() -> None:
    """Have both ways in which Wagtail mails about a page leave out those for whom it does not open."""
    recipients_of = mail.EmailNotificationMixin.get_valid_recipients
    send_notification = mail.send_notification

    @wraps(recipients_of)
    def open_recipients(notifier: Any, instance: Model, **about: Any) -> set[User]:
        return set(_who_may_know(recipients_of(notifier, instance, **about), _subject_of(instance)))

    @wraps(send_notification)
    def send_to_who_may_know(people: Iterable[User], notification: str, context: dict[str, Any]) -> bool:
        sent: bool = send_notification(_who_may_know(people, context["page"]), notification, context)
        return sent

    mail.EmailNotificationMixin.get_valid_recipients = open_recipients
    edit.send_notification = send_to_who_may_know


def _subject_of(instance: Model) -> Any:
    """What a step in a workflow, or a whole one, is about."""
    state = instance.workflow_state if isinstance(instance, TaskState) else instance
    return state.content_object if isinstance(state, WorkflowState) else None


def _who_may_know(people: Iterable[User], subject: Any) -> list[User]:
    return [person for person in people if not isinstance(subject, Page) or opens_for(person, subject)]
