"""What the logs leave out, and nothing else."""

import logging
import sys

import pytest
from django.core.exceptions import ObjectDoesNotExist

from config.logs import ConcernsSomethingThere


def record_of(message: str, failure: Exception | None) -> logging.LogRecord:
    info = None
    if failure:
        try:
            raise failure
        except Exception:
            info = sys.exc_info()
    return logging.LogRecord("django_tasks", logging.ERROR, __file__, 1, message, (), info)


@pytest.mark.parametrize(
    ("message", "failure", "is_kept"),
    [
        ("path=wagtail.tasks.update_reference_index_task", ObjectDoesNotExist(), False),
        ("path=wagtail.tasks.update_reference_index_task", ValueError(), True),
        ("path=search.tasks.sync_search", ObjectDoesNotExist(), True),
        ("path=wagtail.tasks.update_reference_index_task", None, True),
    ],
)
def test_only_the_reference_index_of_something_gone_is_left_out(
    message: str, failure: Exception | None, is_kept: bool
) -> None:
    assert ConcernsSomethingThere().filter(record_of(message, failure)) is is_kept
