"""Events as iCalendar (RFC 5545): what calendars on desks and phones read."""

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from cms.reading.models import PageCard

PRODUCT = "-//Plein//Plein//EN"
# How often a calendar that subscribes should look again.
REFRESH = timedelta(hours=6)


def calendar_of(cards: Iterable[PageCard], *, name: str = "") -> bytes:
    """The iCalendar text of events, whose times are by the clock where the organisation is (`TIME_ZONE`).

    `name` is what a calendar that subscribes calls it.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for card in cards:
        calendar.add_component(_event_of(card))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event_of(card: PageCard) -> Event:
    assert card.starts_at is not None, "an event's card has its start"
    zone = ZoneInfo(settings.TIME_ZONE)
    changed_at = card.last_published_at or card.first_published_at or timezone.now()
    event = Event()
    # By number, because an address and a title change while the event stays the same.
    event.add("uid", f"page-{card.page_id}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("summary", card.title)
    event.add("dtstart", card.starts_at.astimezone(zone))
    if card.ends_at:
        event.add("dtend", card.ends_at.astimezone(zone))
    if card.details["location"]:
        event.add("location", card.details["location"])
    if card.summary:
        event.add("description", card.summary)
    event.add("url", settings.PUBLIC_URL + card.path)
    return event
