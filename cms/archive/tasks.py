"""Background work on documents, in a queue of its own: a long scan must not keep readers from what was published."""

from django_tasks import task

from cms.archive.actions import read_text as reading
from search.models import Lease

QUEUE = "texts"
QUEUED = "document-texts-queued"
# After this a queued task counts as lost.
SECONDS_QUEUED = 600


@task(queue_name=QUEUE)
def read_next_text() -> None:
    """Read one document. One alone, because a worker that is asked to stop ends its task first."""
    Lease.give_back(QUEUED)
    text = reading.claim_text()
    # Before it is read, so that another worker of the queue can take the next one meanwhile.
    read_waiting_texts()
    if text is not None:
        reading.read_text(text)


def read_waiting_texts() -> None:
    """Have a worker read, where anything waits and nobody has been asked yet."""
    if reading.has_text_to_read() and Lease.take(QUEUED, seconds=SECONDS_QUEUED):
        read_next_text.enqueue()


def look_after_texts() -> None:
    """What the scheduler asks: documents that were never read, tries whose time has come, and what was lost."""
    reading.expect_missing_texts()
    read_waiting_texts()
