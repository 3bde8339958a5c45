"""What calendars and feed readers fetch."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from cms.access.readers import Reader, reader_for, reader_of
from cms.people.models import FeedToken
from cms.people.sign_in.means import has_means_of_own
from cms.reading.calendars import calendar_of
from cms.reading.feeds import atom_of, events_for, events_title, news_for
from cms.reading.finding import cards_seen_by
from cms.reading.models import PageCard, PageType

CALENDAR = "text/calendar; charset=utf-8"
# The token in the address stays between the person and us: not in a shared cache, an index, or a link followed on.
OF_ONE_PERSON = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@require_safe
def event_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """One event as a file for somebody's calendar. Raises Http404 where there is none that the reader may see."""
    card = cards_seen_by(reader_of(request)).filter(type=PageType.EVENT, pk=number).first()
    if card is None:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{card.slug}.ics"', "Vary": "Cookie, Authorization"}
    return HttpResponse(calendar_of([card]), content_type=CALENDAR, headers=OF_ONE_PERSON | named)


@require_safe
def events(request: HttpRequest, token: str, language: str) -> HttpResponse:
    """The feed of all events of a language that the token's person may see. Raises Http404."""
    return _events(_subscriber(token), _known(language), None)


@require_safe
def theme_events(request: HttpRequest, token: str, theme: int) -> HttpResponse:
    """The feed of the events of one theme. Raises Http404."""
    reader = _subscriber(token)
    card = _theme(reader, theme)
    return _events(reader, card.language, card)


@require_safe
def news(request: HttpRequest, token: str, language: str) -> HttpResponse:
    """The feed of all news of a language that the token's person may see. Raises Http404."""
    return _news(_subscriber(token), _known(language), None)


@require_safe
def theme_news(request: HttpRequest, token: str, theme: int) -> HttpResponse:
    """The feed of the news of one theme. Raises Http404."""
    reader = _subscriber(token)
    card = _theme(reader, theme)
    return _news(reader, card.language, card)


def _subscriber(token: str) -> Reader:
    """Who subscribed with this token, as the reader they are now. Raises Http404 where it opens nothing (any more)."""
    found = FeedToken.objects.for_secret(token).select_related("user__profile__unit").first()
    if found is None or not has_means_of_own(found.user):
        raise Http404
    return reader_for(found.user)


def _theme(reader: Reader, number: int) -> PageCard:
    card = cards_seen_by(reader).filter(type=PageType.THEME, pk=number).first()
    if card is None:
        raise Http404
    return card


def _known(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _events(reader: Reader, language: str, theme: PageCard | None) -> HttpResponse:
    with translation.override(language):
        text = calendar_of(events_for(reader, language=language, theme=theme), name=events_title(theme))
    return HttpResponse(text, content_type=CALENDAR, headers=OF_ONE_PERSON)


def _news(reader: Reader, language: str, theme: PageCard | None) -> HttpResponse:
    with translation.override(language):
        text = atom_of(news_for(reader, language=language, theme=theme), language=language, theme=theme)
    return HttpResponse(text, content_type=Atom1Feed.content_type, headers=OF_ONE_PERSON)
