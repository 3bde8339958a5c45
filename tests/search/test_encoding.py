"""Making vectors: each text once by each model, behind everything else, and never in the way of an entry."""

import logging
from io import StringIO

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from elasticsearch import Elasticsearch

from search import inspection, rebuilding, sync
from search.engines import index
from search.models import Entry, EntryVector
from search.tasks import encode_entries, sync_search
from search.vectors.encoding import encode
from tests.search.conftest import CLOSED, Find, Library, found
from tests.search.encoders import ListedMeanings, encode_all, switch_on

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


def vectors_in_the_index(client: Elasticsearch) -> set[int]:
    """The entries that have a vector there."""
    client.indices.refresh(index=index.live_alias())
    answer = client.search(index=index.live_alias(), query={"exists": {"field": "vector"}}, size=100)
    return {int(hit["_id"]) for hit in answer["hits"]["hits"]}


def test_only_another_text_is_encoded_again(meanings: None, library: Library, find: Find) -> None:
    library.put(1, "Egel")
    library.put(2, "Kano")
    encode_all()
    assert sorted(ListedMeanings.encoded) == ["Egel", "Kano"]

    library.put(1, "Egel", lock=CLOSED)
    library.put(2, "Vulkaan")
    encode_all()

    assert ListedMeanings.encoded[2:] == ["Vulkaan"]
    assert found(find("stekeldier")) == [1]
    assert found(find("lava")) == [2]
    assert found(find("peddelboot")) == []
    assert inspection.differences() == []


def test_another_model_encodes_everything_again(
    meanings: None, library: Library, find: Find, settings: LazySettings
) -> None:
    library.put(1, "Egel")
    encode_all()
    switch_on(settings, "ListedMeanings", model="of another year")

    assert found(find("stekeldier")) == [1]
    assert inspection.status().is_current_design is False
    encode_all()
    rebuilding.rebuild()

    assert ListedMeanings.encoded == ["Egel", "Egel"]
    assert inspection.status().is_current_design is True
    assert found(find("stekeldier")) == [1]


def test_a_rebuild_encodes_nothing_again(
    meanings: None, library: Library, find: Find, elasticsearch: Elasticsearch
) -> None:
    library.put(1, "Egel")
    encode_all()
    entry = Entry.objects.get()

    rebuilding.rebuild()

    assert ListedMeanings.encoded == ["Egel"]
    assert vectors_in_the_index(elasticsearch) == {entry.pk}
    assert found(find("stekeldier")) == [1]


def test_an_index_from_before_takes_entries_without_vectors_until_it_is_rebuilt(
    library: Library, find: Find, elasticsearch: Elasticsearch, settings: LazySettings
) -> None:
    library.put(1, "Egel")
    switch_on(settings, "ListedMeanings")
    encode_all()
    library.put(2, "Stekeldier")
    encode_all()

    status = inspection.status()
    assert (status.pending, status.refused, status.is_current_design) == (0, 0, False)
    assert found(find("stekeldier")) == [2]

    rebuilding.rebuild()

    assert found(find("stekeldier")) == [2, 1]
    assert inspection.differences() == []


def test_a_vector_of_another_length_keeps_no_entry_out(
    meanings: None, library: Library, find: Find, elasticsearch: Elasticsearch
) -> None:
    library.put(1, "Egel")
    encode_all()
    EntryVector.objects.update(vector=bytes(4 * 9))
    Entry.objects.update(version=100)

    sync.push_pending()

    assert inspection.status().pending == 0
    assert vectors_in_the_index(elasticsearch) == set()
    assert found(find("egel")) == [1]


def test_a_text_without_meaning_gets_no_vector(meanings: None, library: Library, elasticsearch: Elasticsearch) -> None:
    library.put(1, "Iets anders")
    version = Entry.objects.get().version

    encode_all()

    assert bytes(EntryVector.objects.get().vector) == b""
    assert vectors_in_the_index(elasticsearch) == set()
    assert encode() is False
    assert Entry.objects.get().version == version + 1


def test_a_text_at_which_the_model_stumbles_holds_up_no_other(
    meanings: None, library: Library, find: Find, caplog: pytest.LogCaptureFixture
) -> None:
    library.put(1, "Egel")
    library.put(2, "Struikelblok", text="struikelblok")
    library.put(3, "Kano")

    with caplog.at_level(logging.ERROR, "search.vectors"):
        encode_all()

    assert found(find("peddelboot")) == [3]
    assert len(caplog.records) == 1
    assert EntryVector.objects.count() == 3


def test_an_entry_that_changes_while_it_is_encoded_is_encoded_again(
    meanings: None, library: Library, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put(1, "Egel")
    encode_texts = ListedMeanings.encode_texts

    def change_and_encode(model: ListedMeanings, texts: list[str]) -> list[list[float]]:
        if not ListedMeanings.encoded:
            library.put(1, "Vulkaan")
        return encode_texts(model, texts)

    monkeypatch.setattr(ListedMeanings, "encode_texts", change_and_encode)
    encode_all()

    assert ListedMeanings.encoded == ["Egel", "Vulkaan"]
    assert (found(find("lava")), found(find("stekeldier"))) == ([1], [])


def test_what_is_removed_takes_its_vector_along(meanings: None, library: Library, find: Find) -> None:
    library.put(1, "Egel")
    encode_all()

    library.take_away(1)

    assert found(find("stekeldier")) == []
    assert EntryVector.objects.count() == 0


def test_in_bouts_everything_gets_its_turn(meanings: None, library: Library) -> None:
    library.put_many(70)

    assert [encode(seconds=0) for _bout in range(3)] == [True, True, False]
    assert EntryVector.objects.count() == 70


def test_the_command_makes_what_lacks_says_so_and_forgets(
    meanings: None, library: Library, find: Find, settings: LazySettings
) -> None:
    library.put(1, "Egel")

    assert told("--status") == ["0 entries with a vector, 1 to do"]
    assert told()[0] == "listed meanings, 4 dimensions"
    assert told("--status") == ["1 entries with a vector, 0 to do"]
    assert found(find("stekeldier")) == [1]
    assert told("--forget") == ["1 vectors deleted; `search rebuild` takes them out of the index"]
    assert EntryVector.objects.count() == 0
    settings.SEARCH_VECTORS = ""
    with pytest.raises(CommandError, match="switched off"):
        call_command("search_vectors")


def told(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("search_vectors", *arguments, stdout=output)
    return output.getvalue().splitlines()


def test_the_worker_makes_vectors_after_all_else(
    meanings: None, library: Library, find: Find, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    monkeypatch.setattr(type(encode_entries), "enqueue", lambda task: queued.append(task.name))
    library.put(1, "Egel")

    sync_search.func()
    sync_search.func()
    assert queued == ["encode_entries"]
    assert found(find("stekeldier")) == []
    encode_entries.func()

    assert found(find("stekeldier")) == [1]
    sync_search.func()
    assert queued == ["encode_entries"]


def test_a_worker_without_its_model_leaves_vectors_for_later(
    meanings: None, library: Library, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    library.put(1, "Egel")
    switch_on(settings, "Nonsense")

    with caplog.at_level(logging.WARNING, "search.tasks"):
        encode_entries.func()

    assert [record.message.partition(":")[0] for record in caplog.records] == ["Vectors will be made later"]
    assert EntryVector.objects.count() == 0
