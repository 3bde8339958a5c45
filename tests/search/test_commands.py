"""`manage.py search`, as an operator types it."""

import io
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from elasticsearch import Elasticsearch

from search import tickets
from search.engines import index
from search.engines.database import DatabaseEngine
from search.models import Entry, Ticket
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


def run(*arguments: str, **options: Any) -> str:
    output = io.StringIO()
    call_command("search", *arguments, stdout=output, **options)
    return output.getvalue()


@pytest.mark.usefixtures("without_elasticsearch")
def test_sync_does_what_is_due_and_says_so(library: Library) -> None:
    library.put(1, "Verlof")
    tickets.mark_stale("book", [1, 2])

    output = run("sync")

    assert "2 things filled" in output
    assert "engine:   DATABASE" in output
    assert "index:    none configured" in output
    assert "entries:  1" in output
    assert "stale:    0, 0 of them failing" in output
    assert "pending:  0, 0 of them refused" in output
    assert Ticket.objects.count() == 0


@pytest.mark.usefixtures("without_elasticsearch")
def test_rebuild_fills_from_nothing(library: Library) -> None:
    library.put(1, "Verlof")
    library.put(2, "Vakantie")
    Entry.objects.filter(subject_id=1).delete()
    del library.drafts[2, "nl"]

    output = run("rebuild", "--entries")

    assert "2 things to read again" in output
    assert "1 entries in the database's own index" in output
    assert list(Entry.objects.values_list("subject_id", flat=True)) == [1]


@pytest.mark.usefixtures("without_elasticsearch")
def test_check_finds_what_a_hand_did_among_the_words_and_repairs_it(library: Library) -> None:
    library.put(1, "Verlof")
    said = "No Elasticsearch is configured: the database's own index is all there is\n"
    assert run("check") == f"{said}0 differences\n"
    entry = Entry.objects.get()
    engine = DatabaseEngine()
    engine.remove([entry.pk])
    stranger = Entry(pk=entry.pk + 1, language="nl", title="Onbekend")
    engine.write([stranger], {})

    output = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("search", "check", "--repair", stdout=output)

    assert ended.value.code == 1
    assert output.getvalue() == (
        f"{said}"
        f"entry {entry.pk}: no words in the database's own index\n"
        f"entry {stranger.pk}: none, but words in the database's own index\n"
        "2 differences\n0 differences after repair\n"
    )
    assert run("check") == f"{said}0 differences\n"
    assert engine.lacking() == engine.strange() == []


@pytest.mark.elasticsearch
def test_check_ends_with_1_when_row_and_index_differ_and_repairs_when_asked(
    elasticsearch: Elasticsearch, library: Library
) -> None:
    library.put(1, "Verlof")
    assert run("check") == "0 differences\n"
    entry = Entry.objects.get()
    elasticsearch.delete(index=index.live_alias(), id=str(entry.pk), refresh=True)

    with pytest.raises(SystemExit) as ended:
        run("check")
    assert ended.value.code == 1
    output = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("search", "check", "--repair", stdout=output)

    assert output.getvalue() == (
        f"entry {entry.pk}: row 1, index none\n1 differences\n0 differences after repair\n"
    )  # fmt: skip
    assert run("check") == "0 differences\n"


@pytest.mark.elasticsearch
def test_rebuild_puts_a_new_index_live(elasticsearch: Elasticsearch, library: Library) -> None:
    library.put(1, "Verlof")
    before = index.aliases(elasticsearch).live

    output = run("rebuild")

    live = index.aliases(elasticsearch).live
    assert live != before
    said = re.sub(r" in \d+ s", "", output)
    assert said == f"1 of 1\n1 entries in the database's own index\n1 of 1\n{live} is live\n"
    assert f"index:    {live}\n" in run("status")


@pytest.mark.usefixtures("without_elasticsearch")
def test_an_unreachable_elasticsearch_is_said_plainly(library: Library, settings: LazySettings) -> None:
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:9"

    with pytest.raises(CommandError, match="Elasticsearch cannot be reached"):
        run("check")
    assert "index:    unreachable or missing" in run("status")


def test_every_verb_is_explained() -> None:
    with pytest.raises(CommandError, match="required: verb"):
        run()
