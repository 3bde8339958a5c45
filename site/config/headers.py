"""What browsers are told about every answer, beside what Django's own security middleware says."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.pages.front_ends import framed_origins

READER_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# because Wagtail's editor has scripts and styles within its pages
EDITOR_POLICY = READER_POLICY | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob: https:",
}


def written(policy: dict[str, str]) -> str:
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


def with_issuers(policy: dict[str, str]) -> dict[str, str]:
    """A policy by which forms also lead to who else may say who somebody is: browsers ask it of where our answer to a
    posted form sends them, too. An issuer whose screens are elsewhere than its `ISSUER` names those in `SCREENS`."""
    apps = [app["settings"] for app in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]]
    addresses = [address for app in apps for address in (app["server_url"], *app.get("screens", ()))]
    origins = dict.fromkeys(f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, addresses))
    return policy | {"form-action": " ".join((policy["form-action"], *origins))}


def with_front_ends(policy: dict[str, str]) -> dict[str, str]:
    """A policy by which the editor's panel also shows the front-ends that are configured for previews, and nothing
    else."""
    return policy | {"frame-src": " ".join((policy["frame-src"], *framed_origins()))}


class SecurityHeadersMiddleware:
    """A Content-Security-Policy, stricter for readers than for editors; a view that sets its own keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # once, because readers ask a thousand times for each time that an editor does
        self.for_readers = written(with_issuers(READER_POLICY))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_editor = request.path.startswith("/admin/")
        policy = written(with_issuers(with_front_ends(EDITOR_POLICY))) if is_editor else self.for_readers
        response.headers.setdefault("Content-Security-Policy", policy)
        # because a page elsewhere could else load what is ours and measure it; a front-end of the same site may
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-site")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
