"""The jobs of `manage.py schedule`."""

import logging
import threading
from collections.abc import Callable, Iterator

from django.apps import apps
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connections, models, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import DraftStateMixin, Page, Revision

from cms.access.actions import check_visibility
from cms.activity.actions import clear_entries
from cms.api.search.alerts import alert_at_once, alert_daily
from cms.archive.scanning import scan_waiting_files
from cms.archive.tasks import look_after_texts
from cms.care.actions.check import check_addresses
from cms.care.actions.note import note_all_links
from cms.care.actions.review import remind_of_reviews
from cms.changes.actions import forget_changes, number_changes
from cms.insights.actions.close import clear_statistics, close_weeks
from cms.media.tasks import prepare_missing_pictures
from cms.notices.actions import clear_notices, mail_waiting_notices
from cms.pages.actions.forms import delete_old_answers
from cms.pages.models import Preview
from cms.people.sessions import forget_ended_sessions
from cms.reading.likeness import reckon_likely_pages
from cms.retention.actions import catch_up, tell_of_due_documents
from cms.webhooks.actions.clear import clear_deliveries
from cms.webhooks.tasks import look_after_webhooks
from config.models import Heartbeat
from config.patience import Patience
from config.schedule import Job, every, nightly
from config.tasks import beat_as_worker
from search import sync
from search.tasks import enqueue_encoding

logger = logging.getLogger(__name__)

# What failed waits in this process alone: after a restart it is tried at once.
PATIENCE = Patience()


def publish_and_expire() -> None:
    """What Wagtail's publish_scheduled does, each thing in a transaction of its own: one that fails stops no other."""
    for model in _draftable():
        expired = model._default_manager.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")
        _each(expired, _expire)
    _each(Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at"), _publish)


def _draftable() -> Iterator[type[models.Model]]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _each(due: models.QuerySet, act: Callable[[models.Model], object]) -> None:
    for key in list(due.values_list("pk", flat=True)):
        name = f"{due.model.__name__} {key}"
        if PATIENCE.is_waiting(name, timezone.now()):
            continue
        try:
            with transaction.atomic():
                # locked and asked again, because another scheduler, or a person, may have been quicker
                thing = due.select_for_update(skip_locked=True, of=("self",)).filter(pk=key).first()
                if thing is not None:
                    act(thing)
            PATIENCE.forget(name)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            if PATIENCE.note_failure(name, timezone.now()):
                logger.exception("%s could not be published or unpublished when it was due; it is tried again", name)


def _expire(thing: DraftStateMixin) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def clear_previews() -> None:
    """Drafts that nobody can ask for any more, because their token is over."""
    Preview.objects.expired().delete()


def clear_sessions() -> None:
    """Sessions that are over, and where they were."""
    call_command("clearsessions")
    forget_ended_sessions()


def clear_task_results() -> None:
    """What tasks of a fortnight ago came to."""
    call_command("prune_db_task_results", verbosity=0)


def check_links() -> None:
    """In a thread of its own, because other people's servers may be slow and what is due here does not wait."""
    if not any(thread.name == CHECKING for thread in threading.enumerate()):
        threading.Thread(target=_check_links, name=CHECKING, daemon=True).start()


CHECKING = "checking-links"


def _check_links() -> None:
    try:
        check_addresses()
    except Exception:
        logger.exception("Links could not be checked")
    finally:
        connections.close_all()


def beat() -> None:
    """Show that the clock goes, and ask a worker to show that it works, unless it has not come to the last time."""
    Heartbeat.beat("scheduler")
    asked = DBTaskResult.objects.filter(task_path=beat_as_worker.module_path)
    asked.finished().delete()
    if not asked.exists():
        beat_as_worker.enqueue()


JOBS = [
    Job("beat", beat, every(20)),
    Job("publish_and_expire", publish_and_expire, every(3)),
    # what a worker or Elasticsearch missed while it was down
    Job("sync_search", sync.catch_up, every(10)),
    Job("enqueue_encoding", enqueue_encoding, every(60)),
    Job("look_after_texts", look_after_texts, every(60)),
    Job("scan_waiting_files", scan_waiting_files, every(60)),
    Job("check_visibility", check_visibility, nightly(3)),
    Job("check_links", check_links, every(60)),
    Job("note_all_links", note_all_links, nightly(2)),
    Job("reckon_likely_pages", reckon_likely_pages, nightly(2)),
    Job("prepare_missing_pictures", prepare_missing_pictures, nightly(3)),
    Job("remind_of_reviews", remind_of_reviews, nightly(6)),
    Job("mail_waiting_notices", mail_waiting_notices, every(300)),
    Job("clear_notices", clear_notices, nightly(4)),
    Job("clear_previews", clear_previews, nightly(4)),
    Job("delete_old_answers", delete_old_answers, nightly(4)),
    Job("clear_sessions", clear_sessions, nightly(4)),
    Job("clear_audit_log", clear_entries, nightly(4)),
    Job("alert_at_once", alert_at_once, every(300)),
    Job("alert_daily", alert_daily, nightly(7)),
    # changes that a lost task left, and messages whose next try has come
    Job("look_after_webhooks", look_after_webhooks, every(5)),
    Job("clear_webhooks", clear_deliveries, nightly(4)),
    # what a process did not come to after its commit
    Job("number_changes", number_changes, every(3)),
    Job("forget_changes", forget_changes, nightly(4)),
    Job("close_search_weeks", close_weeks, nightly(1)),
    Job("clear_search_statistics", clear_statistics, nightly(4)),
    Job("clear_task_results", clear_task_results, nightly(4)),
    # what a lost task left to destroy, and files that a storage would not let go
    Job("catch_up_with_destruction", catch_up, every(600)),
    Job("tell_of_due_documents", tell_of_due_documents, nightly(6)),
]
