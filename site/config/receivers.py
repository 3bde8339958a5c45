"""What the logs of a worker are told about the task that it runs."""

from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResult
from django_tasks.signals import task_finished, task_started

from config.logs import task_id


@receiver(task_started)
def name_the_task(*, task_result: TaskResult, **_kwargs: Any) -> None:
    task_id.set(task_result.id)


@receiver(task_finished)
def forget_the_task(**_kwargs: Any) -> None:
    task_id.set("")
