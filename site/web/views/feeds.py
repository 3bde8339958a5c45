"""A person's own feeds, on their account: made anew, told once, ended."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from web.caching import for_this_reader
from web.questions import ask


@require_http_methods(["GET", "HEAD", "POST"])
@for_this_reader
@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    """Whether there are feeds; POST makes new addresses and shows them, which happens once."""
    made = None
    if request.method == "POST":
        made = ask(request, "feed_token_renew", language=get_language())["feedTokenRenew"]["feeds"]
    since = ask(request, "feeds")["viewer"]["feedsSince"]
    response = render(request, "web/feeds.html", {"since": since, "made": made})
    if made:
        response["Cache-Control"] = "no-store"
    return response


@require_POST
@for_this_reader
@login_required
def end_feeds(request: HttpRequest) -> HttpResponse:
    """End them all."""
    ask(request, "feed_token_revoke")
    return redirect("feeds")
