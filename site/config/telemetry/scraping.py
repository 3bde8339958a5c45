"""`/metrics`: what Prometheus reads. Not there unless an operator switched it on."""

import hmac
import os

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from config.telemetry.deployment import Deployment
from config.telemetry.metrics import COUNTED
from config.telemetry.slots import FOLDER

NOT_FOUND = 404
NOT_ALLOWED = 401


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Everything that is measured, of all processes that serve; 404 while nothing is, 401 without the token."""
    if not settings.IS_MEASURED:
        return HttpResponse(status=NOT_FOUND)
    if not _may_read(request):
        return HttpResponse(status=NOT_ALLOWED, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)


def exposition() -> bytes:
    """It in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Deployment())
    if FOLDER in os.environ:
        registry.register(MultiProcessCollector(None))
    else:
        registry.register(COUNTED)
    return generate_latest(registry)


def _may_read(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode()
    token = settings.METRICS_TOKEN
    if token:
        return hmac.compare_digest(given, f"Bearer {token}".encode())
    return bool(settings.METRICS_OPEN)
