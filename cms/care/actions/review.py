"""Reviewing pages: reminding those who keep them, and saying that a page is still right."""

import calendar
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from cms.care.keepers import Keepers, stage_of
from cms.care.models import Reminder
from cms.notices.actions import tell
from cms.pages.models import ContentPage
from cms.people.models import User
from cms.reading.actions import prepare_pages
from cms.reading.models import PageCard
from search.tickets import mark_stale

LOG_ACTION = "plein.review"


def remind_of_reviews(today: date | None = None) -> None:
    """Remind each keeper, in one mail a day, of the pages whose review is near, due or late.

    Doing it again tells nobody the same twice, and a night that was missed is made up for in the next.
    """
    today = today or timezone.localdate()
    near = PageCard.objects.filter(review_on__lte=today + timedelta(days=settings.REVIEW_DAYS_AHEAD))
    cards = near.select_related("page__owner__profile").order_by("review_on", "title", "pk")
    for person, theirs in Keepers(cards).by_person().items():
        _remind(person, theirs, today)


@transaction.atomic
def _remind(person: User, cards: list[PageCard], today: date) -> None:
    before = set(Reminder.objects.filter(person=person).values_list("page", "review_on", "stage"))
    stages = [(card, stage_of(card.review_on, today)) for card in cards if card.review_on]
    new = [(card, stage) for card, stage in stages if (card.pk, card.review_on, stage) not in before]
    if not new:
        return
    told = tell(
        person, topic="review", key=today.isoformat(), template="care/mails/review",
        context={"cards": [card for card, _stage in new], "today": today},
    )  # fmt: skip
    if told:
        Reminder.objects.bulk_create(
            [
                Reminder(person=person, page_id=card.pk, review_on=card.review_on, stage=stage)
                for card, stage in new
                if card.review_on
            ]
        )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@transaction.atomic
def review_again(page: ContentPage, *, months: int, by: User) -> date:
    """Say that a page is still right, to be reviewed again in so many months; returns that day.

    It holds at once, in the draft and in what is planned too: it is about the page, not about one text of it.
    """
    day = months_after(timezone.localdate(), months)
    type(page)._default_manager.filter(pk=page.pk).update(review_on=day)
    page.review_on = day
    waiting = Revision.page_revisions.filter(object_id=str(page.pk))
    for revision in waiting.filter(pk=page.latest_revision_id) | waiting.filter(approved_go_live_at__isnull=False):
        revision.content["review_on"] = day.isoformat()
        revision.save(update_fields=["content"])
    log(instance=page, action=LOG_ACTION, user=by, data={"review_on": day.isoformat()})
    mark_stale("page", [page.pk])
    transaction.on_commit(lambda: prepare_pages([page.pk]))
    return day
