"""What a worker does for webhooks: decides in the task, and sends in a thread of its own.

In a thread, because other people's servers may be slow, and what readers wait for comes by the same worker.
"""

import logging
import threading

from django.db import connections
from django_tasks import task

from cms.webhooks.actions.deliver import deliver_due, is_anything_due
from cms.webhooks.actions.fan_out import fan_out, is_anything_new
from search.queueing import PlaceInQueue

logger = logging.getLogger(__name__)

TELLING = PlaceInQueue("webhooks-queued")


@task
def tell_endpoints() -> None:
    """Write the messages of what changed, and see to it that they are sent."""
    TELLING.leave()
    fan_out()
    SENDER.ask()


def enqueue_telling() -> None:
    """Queue the task unless it waits already."""
    TELLING.take(tell_endpoints)


def look_after_webhooks() -> None:
    """What the scheduler asks: changes that a lost task left, and messages whose next try has come."""
    if is_anything_new() or is_anything_due():
        enqueue_telling()


class Sender:
    """The one thread of a process that sends, while there is anything to send."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_asked = False
        self._is_running = False

    def ask(self) -> None:
        """Have all that is due sent, by the thread that runs or a new one."""
        with self._lock:
            self._is_asked = True
            if self._is_running:
                return
            self._is_running = True
        threading.Thread(target=self._run, name="sending-webhooks", daemon=True).start()

    def _run(self) -> None:
        while self._goes_on():
            try:
                deliver_due()
            except Exception:
                # the scheduler asks again
                logger.exception("Webhooks could not be sent")
            finally:
                connections.close_all()

    def _goes_on(self) -> bool:
        with self._lock:
            self._is_running, self._is_asked = self._is_asked, False
            return self._is_running


SENDER = Sender()
