"""Cards and bodies follow what is published, whoever changes it and however."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from cms.reading.actions import prepare_everything, prepare_pages
from cms.reading.models import PageBody, PageCard
from cms.reading.signals import pages_prepared
from search.signals import entries_filled
from tests.factories.pages import create_article, create_home, create_theme, create_topic
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db

Committing = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Committing) -> Callable[[], AbstractContextManager[Any]]:
    """A block at whose end everything is committed, and what waits for that runs."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_command_makes_what_was_lost_again(committing: Committing) -> None:
    with committing():
        article = create_article(create_theme(create_home()), "Verlof")
    PageCard.objects.all().delete()
    said = io.StringIO()
    call_command("prepare_pages", str(article.pk), stdout=said)
    assert list(PageCard.objects.values_list("title", flat=True)) == ["Verlof"]
    assert said.getvalue() == "1 of 1\n"

    call_command("prepare_pages", stdout=said)
    assert PageCard.objects.count() == PageBody.objects.count() == 3


def test_published_page_has_a_card(committing: Committing) -> None:
    owner = create_user()
    with committing():
        home = create_home()
        theme = create_theme(home, "Werk en verlof")
        topic = create_topic(theme, "Verlof")
        article = create_article(
            topic, "Zorgverlof", summary="Zo werkt het.", source_path="verlof/zorg.md", owner=owner
        )
    card = PageCard.objects.get(pk=article.pk)
    assert (card.type, card.title, card.path) == ("ARTICLE", "Zorgverlof", "/werk-en-verlof/verlof/zorgverlof/")
    assert (card.summary, card.source_path, card.language) == ("Zo werkt het.", "verlof/zorg.md", "nl")
    assert card.ancestor_ids == [home.pk, theme.pk, topic.pk]
    assert (card.parent_id, card.theme_id, card.owner_id) == (topic.pk, theme.pk, owner.profile.pk)


def test_theme_lies_in_itself_and_home_in_nothing(committing: Committing) -> None:
    with committing():
        theme = create_theme(create_home())
    assert PageCard.objects.get(pk=theme.pk).theme_id == theme.pk
    home = PageCard.objects.get(type="HOME")
    assert (home.theme_id, home.parent_id, home.path, home.ancestor_ids) == (None, None, "/", [])


def test_draft_changes_nothing_until_it_is_published(committing: Committing) -> None:
    with committing():
        article = create_article(create_theme(), "Oud")
    with committing():
        article.title = "Nieuw"
        revision = article.save_revision()
    assert PageCard.objects.get(pk=article.pk).title == "Oud"
    with committing():
        revision.publish()
    assert PageCard.objects.get(pk=article.pk).title == "Nieuw"


def test_unpublished_page_loses_its_card_and_body(committing: Committing) -> None:
    with committing():
        article = create_article(create_theme())
    with committing():
        article.unpublish()
    assert not PageCard.objects.filter(pk=article.pk).exists()
    assert not PageBody.objects.filter(pk=article.pk).exists()


def test_deleted_page_loses_its_card_and_says_so(committing: Committing) -> None:
    told: list[int] = []
    with committing():
        article = create_article(create_theme())
    page_id = article.pk

    def listen(sender: Any, page_ids: list[int], **kwargs: Any) -> None:
        told.extend(page_ids)

    pages_prepared.connect(listen)
    with committing():
        article.delete()
    pages_prepared.disconnect(listen)
    assert not PageCard.objects.filter(pk=page_id).exists()
    assert page_id in told


def test_move_gives_everything_below_its_new_address(committing: Committing) -> None:
    with committing():
        home = create_home()
        topic = create_topic(create_theme(home, "Een"), "Verlof")
        article = create_article(topic, "Zorgverlof")
        other = create_theme(home, "Twee")
    with committing():
        MovePageAction(Page.objects.get(pk=topic.pk), Page.objects.get(pk=other.pk), pos="last-child").execute(
            skip_permission_checks=True
        )
    card = PageCard.objects.get(pk=article.pk)
    assert card.path == "/twee/verlof/zorgverlof/"
    assert card.theme_id == other.pk


def test_rolled_back_page_leaves_no_card(committing: Committing) -> None:
    theme = create_theme()
    with committing(), transaction.atomic():
        create_article(theme, "Niets")
        transaction.set_rollback(True)
    assert not PageCard.objects.filter(title="Niets").exists()


def test_worker_prepares_what_the_web_process_missed() -> None:
    article = create_article(create_theme(), "Gemist")
    assert not PageCard.objects.filter(pk=article.pk).exists()
    entries_filled.send(sender=None, subject_type="page", object_ids=[article.pk])
    assert PageCard.objects.get(pk=article.pk).title == "Gemist"


def test_entries_of_other_things_prepare_nothing() -> None:
    article = create_article(create_theme())
    entries_filled.send(sender=None, subject_type="document", object_ids=[article.pk])
    assert PageCard.objects.count() == 0


def test_preparing_again_changes_nothing() -> None:
    article = create_article(create_theme(), body=[("heading", {"text": "Kop", "level": "2"})])
    prepare_pages([article.pk])
    before = PageCard.objects.filter(pk=article.pk).values().get(), PageBody.objects.get(pk=article.pk).blocks
    prepare_pages([article.pk])
    assert (PageCard.objects.filter(pk=article.pk).values().get(), PageBody.objects.get(pk=article.pk).blocks) == before
    assert before[1][0]["anchor"] == "kop"


def test_everything_can_be_prepared_from_nothing() -> None:
    create_article(create_topic(create_theme()))
    assert prepare_everything() == 4


def test_preparing_more_pages_costs_no_more_queries(django_assert_num_queries: Any) -> None:
    theme = create_theme()
    few, many = [[create_article(theme).pk for _n in range(count)] for count in (2, 20)]
    with django_assert_num_queries(QUERIES_TO_PREPARE + QUERIES_TO_TELL):
        prepare_pages(few)
    with django_assert_num_queries(QUERIES_TO_PREPARE):
        prepare_pages(few)
    with django_assert_num_queries(QUERIES_TO_PREPARE + QUERIES_TO_TELL):
        prepare_pages(many)


# A savepoint and its release; which have cards, and those; which pages, their own rows, locales, related links; those
# above, themes; cards, bodies. For what is alike: a savepoint and its release; what is known, themes, how common tags
# are.
QUERIES_TO_PREPARE = 17
# Of new ones: the rows of their rights, held; their locks, and the log. Where they are shown already: their versions in
# other languages, and the pages that refer to any of them.
QUERIES_TO_TELL = 5
