"""The background work of pages."""

from django_tasks import task

from cms.pages.actions.forms import mail_answer
from cms.pages.models import Answer


@task()
def mail_sent_answer(answer_id: int) -> None:
    """Mail an answer, unless it was deleted before its turn came."""
    answer = Answer.objects.select_related("page", "person").filter(pk=answer_id).first()
    if answer is not None:
        mail_answer(answer)
