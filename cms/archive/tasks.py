"""Background work on documents, in a queue of its own: a long scan must not keep readers from what was published."""

from django_tasks import task

from cms.archive.actions import read_text as reading
from search.queueing import PlaceInQueue

QUEUE = "texts"
READING = PlaceInQueue("document-texts-queued", seconds=600)


@task(queue_name=QUEUE)
def read_next_text() -> None:
    """Read one document. One alone, because a worker that is asked to stop ends its task first."""
    READING.leave()
    text = reading.claim_text()
    # Before it is read, so that another worker of the queue can take the next one meanwhile.
    read_waiting_texts()
    if text is not None:
        reading.read_text(text)


def read_waiting_texts() -> None:
    """Have a worker read, where anything waits and nobody has been asked yet."""
    if reading.has_text_to_read():
        READING.take(read_next_text)


def look_after_texts() -> None:
    """What the scheduler asks: documents that were never read, tries whose time has come, and what was lost."""
    reading.expect_missing_texts()
    read_waiting_texts()
