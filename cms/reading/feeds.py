"""What subscribers get: upcoming events and latest news, as one person may see them, in all of a language or one theme.

Addresses carry the person's feed token, because calendars and feed readers have no session.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cms.access.readers import Reader
from cms.pages.addresses import address_of
from cms.reading.finding import cards_seen_by
from cms.reading.models import FIRST, LAST_MADE, OVER, PageCard, PageType

# A calendar forgets what its feed leaves out, so what was some time ago stays.
PAST_EVENTS_KEPT = timedelta(days=90)
MOST_EVENTS = 500
MOST_NEWS = 50


def events_for(reader: Reader, *, language: str, theme: PageCard | None = None) -> QuerySet[PageCard]:
    """The cards of a feed of events: those to come and those just over, the earliest first."""
    cards = _within(reader, PageType.EVENT, language, theme).alias(over_at=OVER)
    return cards.filter(over_at__gte=timezone.now() - PAST_EVENTS_KEPT).order_by("starts_at", "pk")[:MOST_EVENTS]


def news_for(reader: Reader, *, language: str, theme: PageCard | None = None) -> QuerySet[PageCard]:
    """The cards of a feed of news, the newest first."""
    return _within(reader, PageType.NEWS, language, theme).order_by(FIRST, LAST_MADE)[:MOST_NEWS]


def _within(reader: Reader, kind: PageType, language: str, theme: PageCard | None) -> QuerySet[PageCard]:
    cards = cards_seen_by(reader).filter(type=kind, language=language)
    return cards.filter(theme_id=theme.pk) if theme else cards


def events_title(theme: PageCard | None) -> str:
    """What a feed of events is called, in the language that is active."""
    site = settings.WAGTAIL_SITE_NAME
    return f"{site}: {theme.title}" if theme else _("%(site)s: events") % {"site": site}


def news_title(theme: PageCard | None) -> str:
    """What a feed of news is called, in the language that is active."""
    site = settings.WAGTAIL_SITE_NAME
    if theme is None:
        return _("%(site)s: news") % {"site": site}
    return _("%(site)s: news of %(theme)s") % {"site": site, "theme": theme.title}


def atom_of(cards: QuerySet[PageCard], *, language: str, theme: PageCard | None) -> str:
    """The Atom text (RFC 4287) of news. It does not name its own address, which would carry the token further."""
    host = urlsplit(settings.PUBLIC_URL).hostname
    link = settings.PUBLIC_URL + (theme.path if theme else address_of("", language))
    feed = Atom1Feed(
        title=news_title(theme), link=link, description="", language=language, author_name=settings.WAGTAIL_SITE_NAME
    )
    for card in cards:
        feed.add_item(
            title=card.title,
            link=settings.PUBLIC_URL + card.path,
            description=card.summary,
            pubdate=card.first_published_at,
            updateddate=card.last_published_at or card.first_published_at,
            # By number, because an address changes while the item stays the same.
            unique_id=f"tag:{host},2026:page/{card.page_id}",
        )
    text: str = feed.writeString("utf-8")
    return text
