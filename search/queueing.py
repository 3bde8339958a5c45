"""Tasks that wait in the queue once, however often they are asked for: a thousand saves need one run."""

from dataclasses import dataclass

from django_tasks.base import Task

from search.models import Lease


@dataclass(frozen=True, slots=True)
class PlaceInQueue:
    """The one place that a task has in the queue, held by a lease: a task that is lost with its worker keeps it for
    `seconds`, and then the next to ask queues another."""

    name: str
    seconds: float = 30

    def take(self, task: Task) -> None:
        """Queue a task, unless it waits already."""
        if Lease.take(self.name, seconds=self.seconds):
            task.enqueue()

    def leave(self) -> None:
        """What the task does first of all: what changes while it runs may already have been passed over."""
        Lease.give_back(self.name)
