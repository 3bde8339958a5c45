"""How the deployment does, read when Prometheus asks, so that worker and scheduler need no door of their own."""

import logging
from collections.abc import Iterable, Iterator

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from cms.webhooks.models import Delivery
from cms.webhooks.models.delivery import OPEN
from config.models import Heartbeat
from search.engines.connection import breaker, is_configured
from search.models import Entry, Ticket

logger = logging.getLogger(__name__)

# A task that succeeded says nothing that an operator waits for, and there are many.
TOLD_OF_TASKS = (TaskResultStatus.READY, TaskResultStatus.RUNNING, TaskResultStatus.FAILED)
PROCESSES = ("worker", "scheduler")


class Deployment:
    """A collector. While the database is down it says so, and no more of what is kept there."""

    def collect(self) -> Iterable[Metric]:
        """The gauges of this moment."""
        yield gauge("plein_search_breaker_open", "Whether Elasticsearch just failed this process", breaker.is_open)
        try:
            kept = [*_tasks(), *_search(), *_webhooks(), *_processes()]
        except (DatabaseError, InterfaceError) as error:
            logger.warning("The database does not answer: %s", type(error).__name__)
            connection.close()
            yield gauge("plein_database_up", "Whether the database answers", False)
            return
        yield gauge("plein_database_up", "Whether the database answers", True)
        yield from kept


def gauge(name: str, says: str, value: float) -> Metric:
    """A measure of one value."""
    return GaugeMetricFamily(name, says, value=float(value))


def _tasks() -> Iterator[Metric]:
    tasks = GaugeMetricFamily("plein_tasks", "Tasks that wait, run or failed", labels=["queue", "status"])
    waiting = GaugeMetricFamily("plein_task_oldest_seconds", "How long the oldest task waits", labels=["queue"])
    rows = DBTaskResult.objects.filter(status__in=TOLD_OF_TASKS).order_by()
    for row in rows.values("queue_name", "status").annotate(number=Count("pk"), oldest=Min("enqueued_at")):
        tasks.add_metric([row["queue_name"], row["status"].lower()], row["number"])
        if row["status"] == TaskResultStatus.READY:
            age = timezone.now() - row["oldest"]
            waiting.add_metric([row["queue_name"]], max(0.0, age.total_seconds()))
    yield tasks
    yield waiting


def _search() -> Iterator[Metric]:
    tickets = Ticket.objects.aggregate(number=Count("pk"), oldest=Min("created_at"))
    age = (timezone.now() - tickets["oldest"]).total_seconds() if tickets["oldest"] else 0
    yield gauge("plein_search_tickets", "Things that search has to look at again", tickets["number"])
    yield gauge("plein_search_ticket_oldest_seconds", "How long the oldest of them waits", age)
    if is_configured():
        unpushed = Entry.objects.unpushed().count()
        yield gauge("plein_search_unpushed", "Entries that Elasticsearch has to be told", unpushed)


def _webhooks() -> Iterator[Metric]:
    waiting = Delivery.objects.filter(state__in=OPEN).count()
    yield gauge("plein_webhook_deliveries", "Messages to other systems that wait for their next try", waiting)


def _processes() -> Iterator[Metric]:
    silent = GaugeMetricFamily(
        "plein_process_silent_seconds", "How long ago a process showed that it lives", labels=["process"]
    )
    for process in PROCESSES:
        if age := Heartbeat.age_of(process):
            silent.add_metric([process], age.total_seconds())
    yield silent
