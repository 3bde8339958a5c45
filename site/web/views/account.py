"""A person's own account: what is known of them, where they are signed in, and what they change about that."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from web.caching import for_this_reader
from web.deeds import do_and_say
from web.questions import ask
from web.views.searches import ALERTS, shown_searches


@require_safe
@for_this_reader
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account, on one screen."""
    languages = [get_language_info(code) for code, _name in settings.LANGUAGES]
    known = ask(request, "account")["viewer"]
    context = {
        "account": known,
        "saved_searches": shown_searches(known["savedSearches"]),
        "alerts": ALERTS,
        "readable": languages,
        "is_account_screen": True,
    }
    return render(request, "web/account.html", context)


@require_POST
@for_this_reader
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out in one place, which may be here."""
    do_and_say(request, "session_end", _("You are signed out there."), id=request.POST.get("session", ""))
    return redirect("account")


@require_POST
@for_this_reader
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    count = ask(request, "other_sessions_end")["otherSessionsEnd"]["endedCount"]
    said = ngettext("You are signed out in one other place.", "You are signed out in %(count)s other places.", count)
    messages.success(request, said % {"count": count})
    return redirect("account")


@require_POST
@for_this_reader
@login_required
def revoke_token(request: HttpRequest) -> HttpResponse:
    """End an API token."""
    do_and_say(request, "api_token_revoke", _("The token opens nothing any more."), id=request.POST.get("token", ""))
    return redirect("account")


@require_POST
@for_this_reader
@login_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Choose the language to read in, and go on in it."""
    language = request.POST.get("language", "")
    ask(request, "language_choose", language=language)
    return redirect(translate_url(reverse("account"), language))
