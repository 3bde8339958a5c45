"""What listens, as the settings have it. Where nothing does, nothing is counted."""

from django.conf import settings

from cms.api.signals import operation_answered
from config.telemetry.metrics import count_operation
from config.telemetry.slow import log_slow_operation


def switch_on() -> None:
    """Once, when the process starts."""
    if settings.GRAPHQL_SLOW_SECONDS:
        operation_answered.connect(log_slow_operation)
    if settings.IS_MEASURED:
        operation_answered.connect(count_operation)
