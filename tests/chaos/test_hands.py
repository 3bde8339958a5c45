"""What a hand does straight in Elasticsearch, found and undone; and a row that the mapping refuses."""

import io

import pytest
from django.core.management import call_command
from elasticsearch import Elasticsearch

from search import sync
from search.engines import index, mapping
from search.models import Entry
from tests.chaos import shelf
from tests.chaos.conftest import assert_nothing_was_lost, find


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("search", *arguments, stdout=output)
    return output.getvalue()


def test_documents_deleted_added_and_changed_by_hand_are_put_right(elasticsearch: Elasticsearch) -> None:
    shelf.put(range(20))
    sync.catch_up()
    deleted, changed = Entry.objects.order_by("pk")[:2]
    live = index.live_alias()
    elasticsearch.delete(index=live, id=str(deleted.pk))
    elasticsearch.update(index=live, id=str(changed.pk), doc={"lock": 99})
    elasticsearch.index(index=live, id="by-hand", document={"lock": shelf.OPEN, "is_published": True})
    elasticsearch.index(index=live, id="31", document={"entry": changed.pk})

    output = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("search", "check", "--repair", stdout=output)

    *found, count, left = output.getvalue().splitlines()
    assert sorted(found) == [
        "document 31: written by hand",
        "document by-hand: written by hand",
        f"entry {deleted.pk}: row 1, index none",
        f"entry {changed.pk}: row 1, index 2",
    ]
    assert (count, left) == ("4 differences", "0 differences after repair")
    assert_nothing_was_lost(20)


def test_a_row_that_the_mapping_refuses_waits_until_the_mapping_takes_it(
    elasticsearch: Elasticsearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = mapping.settings_and_mappings()
    narrow["mappings"]["properties"]["weight"] = {"type": "byte"}
    with monkeypatch.context() as earlier:
        earlier.setattr(index, "settings_and_mappings", lambda: narrow)
        sync.push_pending()
    shelf.put([1, 3])
    shelf.put([2], title="Verlof " + shelf.HEAVY)
    sync.catch_up()

    refused = Entry.objects.get(title__contains=shelf.HEAVY)
    assert find("verlof").total == 2
    status = run("status")
    assert "pending:  1, 1 of them refused\n" in status
    assert f"refused:  entry {refused.pk}: " in status
    assert "failed to parse field [weight]" in status

    run("rebuild")
    assert "refused:" not in run("status")
    assert_nothing_was_lost(3)
