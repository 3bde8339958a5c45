"""What happens by the clock, and the one loop that makes it happen."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something to do again and again. `next_after` says when, given the moment it was last done."""

    name: str
    run: Callable[[], object]
    next_after: Callable[[datetime], datetime]


def every(seconds: float) -> Callable[[datetime], datetime]:
    return lambda moment: moment + timedelta(seconds=seconds)


def nightly(hour: int) -> Callable[[datetime], datetime]:
    """At this hour of the night where the organisation is, by TIME_ZONE."""

    def next_night(moment: datetime) -> datetime:
        local = timezone.localtime(moment)
        tonight = local.replace(hour=hour, minute=0, second=0, microsecond=0)
        return tonight if tonight > local else tonight + timedelta(days=1)

    return next_night


class Loop:
    """Runs each job when it is due. One that fails is logged and has its next turn, and the others theirs."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        now = timezone.now()
        self._due = [(job, job.next_after(now)) for job in jobs]

    def run(self) -> None:
        """Without end: SIGTERM and SIGINT leave it by an exception."""
        while True:
            self.run_due()
            wait = min(moment for _job, moment in self._due) - timezone.now()
            time.sleep(max(0.0, wait.total_seconds()))

    def run_due(self) -> None:
        for position, (job, moment) in enumerate(self._due):
            if moment <= timezone.now():
                attempt(job)
                self._due[position] = (job, job.next_after(timezone.now()))


def attempt(job: Job) -> None:
    """Does the job once, whatever comes of it."""
    try:
        # because a connection that broke since the last turn would fail this one as well
        close_old_connections()
        job.run()
    except (OperationalError, InterfaceError) as error:
        logger.warning("%s: the database does not answer, it will be tried again: %s", job.name, error)
    except Exception:
        logger.exception("%s failed", job.name)
