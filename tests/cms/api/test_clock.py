"""The clock of changes as processes know it, on rows that are really committed."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cms.api import execution
from cms.api.clock import Clock
from cms.api.models import CacheTag
from cms.api.sharing import SharedAnswers
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_process_asks_only_what_is_new(django_assert_num_queries: Any) -> None:
    clock = Clock()
    CacheTag.objects.touch(["pages", "page:1"])
    begin = clock.now()
    CacheTag.objects.touch(["people"])
    with django_assert_num_queries(1):
        later = clock.now()
    assert (later.tick, later.changes["people"], later.changes["page:1"]) == (begin.tick + 1, later.tick, begin.tick)
    assert later.is_unchanged_since(begin.tick, ["pages", "page:1", "never"])
    assert not later.is_unchanged_since(begin.tick, ["pages", "people"])
    assert not later.is_unchanged_since(later.tick + 1, ["never"])

    # What is undone is not remembered, though it is seen by who did it.
    with transaction.atomic():
        CacheTag.objects.touch(["site"])
        assert not clock.now().is_unchanged_since(later.tick, ["site"])
        transaction.set_rollback(True)
    assert clock.now().tick == later.tick
    CacheTag.objects.touch(["tags"])
    assert not clock.now().is_unchanged_since(later.tick, ["tags"])
    assert clock.now().is_unchanged_since(later.tick, ["site"])

    # Of more names than it remembers it knows that something changed.
    narrow = Clock(size=2)
    tick = narrow.now().tick
    assert not narrow.now().is_unchanged_since(tick - 1, ["never"])
    assert narrow.now().is_unchanged_since(tick, ["never"])

    # A backup was restored.
    CacheTag.objects.all().delete()
    CacheTag.objects.touch(["pages"])
    restored = clock.now()
    assert (restored.tick, set(restored.changes)) == (1, {"*", "pages"})


def test_every_process_sees_what_one_did(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    processes = [SharedAnswers(), SharedAnswers()]
    theme = create_theme(create_home(), "Werk")
    article = create_article(theme, "Verlof", publish=True)
    other = create_article(theme, "Ziek", publish=True)
    client.force_login(create_user())

    def told(shared: SharedAnswers) -> Any:
        monkeypatch.setattr(execution, "SHARED_ANSWERS", shared)
        answer = client.get("/graphql/", {"query": '{ page(path: "/werk/verlof/") { title breadcrumbs { title } } }'})
        page = answer.json()["data"]["page"]
        return page and [page["title"], *(above["title"] for above in page["breadcrumbs"])], answer["ETag"]

    first = told(processes[0])
    assert first[0] == ["Verlof", "Plein", "Werk"]
    assert told(processes[1]) == first
    made = [next(iter(shared.own._kept.values())).ends_at for shared in processes]

    other.title = "Ziek melden"
    other.save_revision().publish()
    assert [told(shared) for shared in processes] == [first, first]
    assert [next(iter(shared.own._kept.values())).ends_at for shared in processes] == made  # made anew by neither

    theme.title = "Werken"
    theme.save_revision().publish()
    assert [told(shared)[0] for shared in processes] == [["Verlof", "Plein", "Werken"]] * 2
    article.unpublish()
    assert [told(shared)[0] for shared in processes] == [None, None]
    article.save_revision().publish()
    assert [told(shared)[0] for shared in processes] == [["Verlof", "Plein", "Werken"]] * 2
    restrict_page(theme, create_audience("Niemand"))
    assert [told(shared)[0] for shared in processes] == [None, None]
