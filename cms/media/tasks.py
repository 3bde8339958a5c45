"""Background work on pictures: all their sizes are made before somebody asks."""

from django_tasks import task

from cms.media import preparing

# Shared with the texts of documents: a picture takes seconds of a core, and must not keep readers from what was
# published. It goes before them, because a scan takes minutes.
QUEUE = "texts"
BEFORE_TEXTS = 10


@task(queue_name=QUEUE, priority=BEFORE_TEXTS)
def prepare_picture(image_id: int) -> None:
    """Make what sizes one picture lacks."""
    preparing.prepare_picture(image_id)


def prepare_missing_pictures() -> None:
    """What the scheduler asks: pictures that came before there were such sizes, or whose task was lost."""
    for image_id in preparing.pictures_without_sizes():
        prepare_picture.enqueue(image_id)
