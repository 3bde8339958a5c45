"""What the logs say, and what they leave out."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

request_id: ContextVar[str] = ContextVar("request_id", default="")
task_id: ContextVar[str] = ContextVar("task_id", default="")
trace_id: ContextVar[str] = ContextVar("trace_id", default="")

# What a line may hold beside its message; anything else that a library adds to a record stays out.
EXTRAS = ("method", "path", "status", "duration_ms", "user", "operation")


class JsonLines(logging.Formatter):
    """One JSON object a line, with the request or the task that it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """The record; what it lacks is left out."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
            "task_id": task_id.get(),
            "trace_id": trace_id.get(),
            **{name: getattr(record, name, None) for name in EXTRAS},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        if record.stack_info:
            line["stack"] = self.formatStack(record.stack_info)
        return json.dumps({name: value for name, value in line.items() if value not in (None, "")}, default=str)


class ConcernsSomethingThere(logging.Filter):
    """Drops the failures of Wagtail's reference index over something that was deleted before its task came up.

    It is so with every page that is published twice in a row, and nothing has to be done about it.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether somebody should read it."""
        failure = record.exc_info[1] if record.exc_info else None
        is_gone = isinstance(failure, ObjectDoesNotExist)
        return not (is_gone and "update_reference_index_task" in record.getMessage())
