"""A line in the log for each operation that takes long. It says which, and never who asked or for what."""

import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings

from cms.api.signals import AnsweredOperation

logger = logging.getLogger("plein.slow")

MILLISECONDS = 3


def log_slow_operation(*, operation: AnsweredOperation, **_signal: Any) -> None:
    """Receives `operation_answered`."""
    if operation.seconds < settings.GRAPHQL_SLOW_SECONDS:
        return
    facts = asdict(operation) | {"seconds": round(operation.seconds, MILLISECONDS)}
    told = {name: value for name, value in facts.items() if value not in ("", None, ())}
    logger.warning(
        "Slow operation: %s", " ".join(f"{name}={value}" for name, value in told.items()), extra={"operation": told}
    )
