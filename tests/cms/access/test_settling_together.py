"""Pages that are saved by the hundred are settled at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from cms.access.actions import check_visibility, settling_together
from cms.access.models import Visibility
from cms.access.policy import lock_of, may_see
from cms.access.readers import reader_for
from cms.access.signals import visibility_changed
from cms.pages.models import HomePage
from tests.factories.pages import create_article, create_theme, create_topic
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[list[int]]]:
    """The ids of which the rooms above hear, time after time."""
    heard: list[list[int]] = []

    def hear(sender: type, object_ids: list[int], **kwargs: Any) -> None:
        heard.append(sorted(object_ids))

    visibility_changed.connect(hear)
    yield heard
    visibility_changed.disconnect(hear)


def test_they_are_seen_from_the_end_of_the_block_and_told_of_once(home: HomePage, told: list[list[int]]) -> None:
    theme, reader = create_theme(home), reader_for(create_user())
    told.clear()
    with settling_together():
        topic = create_topic(theme)
        article = create_article(topic, publish=True)
        assert not may_see(reader, article)
        assert told == []

    assert told == [[topic.pk, article.pk]]
    assert may_see(reader, article)
    assert lock_of(article) == lock_of(theme)
    assert check_visibility(repair=False).is_clean


def test_one_that_fails_among_them_leaves_nothing(home: HomePage) -> None:
    theme = create_theme(home)
    with settling_together():
        good = create_article(theme)
        savepoint = transaction.savepoint()
        bad = create_article(theme)
        transaction.savepoint_rollback(savepoint)

    assert lock_of(good) == lock_of(theme)
    assert not Visibility.objects.filter(kind="page", object_id=bad.pk).exists()
    assert check_visibility(repair=False).is_clean


def test_after_the_block_each_page_is_settled_by_itself_again(home: HomePage) -> None:
    theme = create_theme(home)
    with pytest.raises(ValueError, match="all bad"), settling_together():
        raise ValueError("all bad")

    assert lock_of(create_article(theme)) == lock_of(theme)
