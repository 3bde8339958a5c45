"""The scheduler's process: one a deployment, beside the workers."""

import logging
import signal
import sys
from types import FrameType

from django.core.management.base import BaseCommand

from config.jobs import JOBS
from config.schedule import Loop

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Does what is due by the clock, until it is stopped: publishes, expires, syncs the search, checks, clears."

    def handle(self, **options: object) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _end)
        logger.info("Scheduling %s", ", ".join(job.name for job in JOBS))
        Loop(JOBS).run()


def _end(number: int, frame: FrameType | None) -> None:
    """At once: whatever is being done is in a transaction, which rolls back and comes again after the next start."""
    sys.exit(0)
