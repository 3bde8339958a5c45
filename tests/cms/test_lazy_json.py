"""Columns of JSON in objects that a kept statement made."""

import pytest

from cms.reading.actions import prepare_everything
from cms.reading.models import PageCard
from cms.statements import Given, Statement
from tests.factories.pages import create_article, create_home, create_theme

CARD: Statement[PageCard] = Statement(lambda: PageCard.objects.filter(pk=Given("pk")))

pytestmark = pytest.mark.django_db


@pytest.fixture
def card() -> PageCard:
    article = create_article(create_theme(create_home(), "Werk"), "Verlof")
    prepare_everything()
    return PageCard.objects.get(pk=article.pk)


def test_what_was_not_decoded_is_when_it_is_read(card: PageCard) -> None:
    [found] = CARD.things(given={"pk": card.pk})
    assert isinstance(found.__dict__["ancestor_ids"], str)
    assert found.ancestor_ids == card.ancestor_ids
    assert found.ancestor_ids is found.ancestor_ids
    assert len(card.ancestor_ids) == 2


def test_what_was_set_is_what_is_read_and_saved(card: PageCard) -> None:
    [found] = CARD.things(given={"pk": card.pk})
    found.related_ids = [1, 2]
    found.save()
    assert found.related_ids == [1, 2]
    card.refresh_from_db()
    assert card.related_ids == [1, 2]
    assert found.ancestor_ids == card.ancestor_ids


def test_querysets_have_it_decoded(card: PageCard) -> None:
    assert list(PageCard.objects.filter(pk=card.pk).values_list("ancestor_ids", flat=True)) == [card.ancestor_ids]
    assert PageCard.objects.defer("ancestor_ids").get(pk=card.pk).ancestor_ids == card.ancestor_ids
