"""The task that shows that workers work."""

from django_tasks import task

from config.models import Heartbeat


# before all others: it tells whether somebody takes tasks, not how many wait
@task(priority=100)
def beat_as_worker() -> None:
    """Whoever runs this is a worker, and takes tasks."""
    Heartbeat.beat("worker")
