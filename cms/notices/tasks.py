"""What a worker does for notices."""

from django_tasks import task

from cms.notices import actions


@task
def mail_notice(notice_id: int) -> None:
    """Mail one notice. May be run again."""
    actions.mail_notice(notice_id)
