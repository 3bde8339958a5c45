"""What machines ask: `/healthz`, whether it lives, `/readyz`, whether it should get requests, and `/metrics`."""

import hmac
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import health
from config.telemetry.scraping import metrics

View = Callable[[HttpRequest], HttpResponse]


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """It answers, so it lives. Nothing else is asked: a database that is down is no reason to start this again."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """503 when it cannot serve. What each part says is for who has PROBE_TOKEN, and for developers."""
    findings = health.find()
    verdict = health.verdict_of(findings)
    answer: dict[str, object] = {"status": verdict}
    if _may_know_more(request):
        answer["parts"] = {name: {"state": finding.state, "note": finding.note} for name, finding in findings.items()}
    return JsonResponse(answer, status=HTTPStatus.SERVICE_UNAVAILABLE if verdict == "unready" else HTTPStatus.OK)


def _may_know_more(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode()
    token = settings.PROBE_TOKEN
    return settings.DEBUG or bool(token and hmac.compare_digest(given, f"Bearer {token}".encode()))


PROBES: dict[str, View] = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}


class ProbesComeFirst:
    """Answers probes before anything that needs a host name, TLS, a session or the database.

    A load balancer asks plain HTTP at an address of its own, which is in no list of allowed hosts.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return PROBES.get(request.path_info, self.get_response)(request)
