from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from cms.pages.models import EventPage, ThemePage
from cms.pages.search import page_entries
from tests.cms.pages.editing import press
from tests.cms.pages.test_translation import translated
from tests.factories.pages import NEW_YEAR, create_event, create_home, create_theme
from tests.factories.people import create_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme() -> ThemePage:
    return create_theme(create_home(), "Werken")


def test_an_event_ends_after_it_starts(theme: ThemePage) -> None:
    with pytest.raises(ValidationError) as refused:
        create_event(theme, ends_at=NEW_YEAR - timedelta(minutes=1))

    assert list(refused.value.message_dict) == ["ends_at"]
    assert not EventPage.objects.exists()


def test_an_event_may_end_when_it_starts_or_nobody_knows_when(theme: ThemePage) -> None:
    create_event(theme, "Moment", ends_at=NEW_YEAR)
    create_event(theme, "Inloop", ends_at=None)

    assert EventPage.objects.count() == 2


def test_the_database_holds_no_event_that_ends_first(theme: ThemePage) -> None:
    event = create_event(theme)

    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(ends_at=NEW_YEAR - timedelta(days=1))


def test_an_editor_is_told_at_the_field_that_it_cannot_end_first(client: Client, theme: ThemePage) -> None:
    event = create_event(theme, "Feest")
    client.force_login(create_editor(theme))

    response = press(client, event, starts_at="2027-01-04 14:00", ends_at="2027-01-03 14:00")

    (told,) = response.context["form"].errors["ends_at"]
    assert told == "Het kan niet eindigen voor het begint: kies een later moment."
    assert not event.get_latest_revision()


def test_a_translation_keeps_the_moments_and_names_the_place_anew(theme: ThemePage) -> None:
    home = theme.get_parent().specific
    event = create_event(theme, "Feest", location="Zaal", ends_at=NEW_YEAR + timedelta(hours=2))
    translated(home)
    translated(theme)
    translated(event)

    event.starts_at, event.ends_at = NEW_YEAR + timedelta(days=1), None
    event.save_revision().publish()
    english = translated(event)

    assert (english.starts_at, english.ends_at, english.location) == (event.starts_at, None, "Zaal")
    assert type(english) is EventPage


def test_an_event_is_found_by_its_place(theme: ThemePage) -> None:
    event = create_event(theme, "Feest", location="Polderzaal")

    (entry,) = page_entries([event.pk])

    assert (entry.kind, entry.text) == ("EVENT", "Polderzaal")
