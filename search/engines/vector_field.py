"""The field in Elasticsearch that holds vectors, and putting them there."""

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch import Elasticsearch

from search.models import Entry, EntryVector
from search.vectors.encoders import is_switched_on, model_key
from search.vectors.texts import digest_of, text_of, unpacked

FIELD = "vector"


def vector_field() -> dict[str, Any]:
    """The field as a mapping has it; none unless vectors are switched on.

    It says whose vectors it holds, so that no other model's are compared with them. How many numbers they have it
    learns from the first: who makes an index need not load a model.
    """
    if not is_switched_on():
        return {}
    quantised = {"type": "int8_hnsw"}
    field = {"type": "dense_vector", "similarity": "cosine", "index_options": quantised, "meta": {"model": model_key()}}
    return {FIELD: field}


def attach_vectors(entries: Iterable[Entry]) -> None:
    """Give each entry its vector as `known_vector`, if one was made of the text that it has now."""
    if not is_switched_on():
        return
    by_id = {entry.pk: entry for entry in entries}
    for stored in EntryVector.objects.filter(entry__in=list(by_id), model=model_key()):
        entry = by_id[stored.entry_id]
        if stored.vector and stored.digest == digest_of(text_of(entry, entry.text)):
            entry.known_vector = unpacked(stored.vector)


def with_vector(action: dict[str, Any], entry: Entry, holding: dict[str, int]) -> dict[str, Any]:
    """The bulk action, with the entry's vector where `holding` says that the index it goes to takes it."""
    vector: list[float] = getattr(entry, "known_vector", [])
    if vector and "_source" in action and holding.get(action["_index"], -1) in (0, len(vector)):
        action["_source"][FIELD] = vector
    return action


def holding_vectors(client: Elasticsearch, targets: Sequence[str]) -> dict[str, int]:
    """Which of these aliases hold vectors of the model of now, and how many numbers each has; 0 before the first.

    An index that was made before vectors were switched on holds none, and would refuse the whole entry for one.
    """
    if not is_switched_on():
        return {}
    fields = {}
    for target in targets:
        (body,) = client.indices.get_mapping(index=target).body.values()
        field = body["mappings"]["properties"].get(FIELD, {})
        if field.get("meta", {}).get("model") == model_key():
            fields[target] = field.get("dims", 0)
    return fields
