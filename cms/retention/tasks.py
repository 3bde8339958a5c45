"""What a worker does about the end of documents."""

from django_tasks import task

from cms.retention import actions


@task
def destroy_approved(destruction_id: int) -> None:
    """Destroy one document that two people agreed on. May be run again."""
    actions.destroy(destruction_id)
