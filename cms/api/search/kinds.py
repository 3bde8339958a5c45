"""What can be found: the one list that the contract, the loaders and the front-end's labels are read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import graphene

from cms.archive.file_kinds import FILE_KINDS
from cms.archive.schema import document_by_id
from cms.archive.search import DOCUMENT
from cms.directory.schema import group_by_id, person_by_id
from cms.directory.search import GROUP, PERSON
from cms.graphql_kit.loaders import Relation
from cms.pages.search import KINDS as PAGE_KINDS
from cms.reading.schema.relations import page_by_id
from search.kinds import Kind


@dataclass(frozen=True, slots=True)
class Findable:
    """What an app registers with search under one subject type: how its things are fetched, for readers who may see
    them, what their global ids begin with, and the kinds of its hits."""

    fetched: Relation
    node: str
    kinds: tuple[Kind, ...]


FINDABLE: Mapping[str, Findable] = {
    "page": Findable(page_by_id, "Page", tuple(PAGE_KINDS.values())),
    "document": Findable(document_by_id, "Document", (DOCUMENT,)),
    "person": Findable(person_by_id, "Person", (PERSON,)),
    "group": Findable(group_by_id, "WorkGroup", (GROUP,)),
}
# What search calls the things that have ids of these kinds.
SUBJECT_TYPES: Mapping[str, str] = {findable.node: subject_type for subject_type, findable in FINDABLE.items()}
KINDS: Mapping[str, Kind] = {kind.name: kind for findable in FINDABLE.values() for kind in findable.kinds}
FILE_KIND_LABELS: Mapping[str, Any] = {kind.name: kind.label for kind in FILE_KINDS}

SearchKind = graphene.Enum(
    "SearchKind",
    [(name, name) for name in KINDS],
    description=lambda value: KINDS[value.value].description if value else "What kinds of things can be found.",
)
