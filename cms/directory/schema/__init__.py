"""People, their units and their work groups, as the API shows them to those who may see them."""

from cms.directory.schema.group_acts import GroupMutation
from cms.directory.schema.groups import GroupFields, GroupQuery, WorkGroup, group_by_id
from cms.directory.schema.people import (
    DirectoryQuery,
    Person,
    PersonConnection,
    PersonEdge,
    PersonFilter,
    Unit,
    people_seen_by,
    person_by_id,
    unit_by_id,
)

__all__ = [
    "DirectoryQuery", "GroupFields", "GroupMutation", "GroupQuery", "Person", "PersonConnection", "PersonEdge",
    "PersonFilter", "Unit", "WorkGroup", "group_by_id", "people_seen_by", "person_by_id", "unit_by_id",
]  # fmt: skip
