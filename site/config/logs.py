"""What the logs leave out."""

import logging

from django.core.exceptions import ObjectDoesNotExist


class ConcernsSomethingThere(logging.Filter):
    """Drops the failures of Wagtail's reference index over something that was deleted before its task came up.

    It is so with every page that is published twice in a row, and nothing has to be done about it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether somebody should read it."""
        failure = record.exc_info[1] if record.exc_info else None
        is_gone = isinstance(failure, ObjectDoesNotExist)
        return not (is_gone and "update_reference_index_task" in record.getMessage())
