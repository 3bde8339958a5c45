"""Filters and orders of SCIM as questions to the database: thousands of accounts are not read to find one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from scim2_models import InvalidFilterException, ScimFilter
from scim2_models.path import (
    AttrPath,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
)

# Whoever writes a longer one wants to see what we do with it.
LONGEST = 1000
NOBODY, EVERYBODY = Q(pk__in=[]), Q(pk__isnull=False)
OPERATORS = {
    "gt": "gt",
    "ge": "gte",
    "lt": "lt",
    "le": "lte",
    "co": "icontains",
    "sw": "istartswith",
    "ew": "iendswith",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Where an attribute stands: `kind` is text, exact (text whose case counts), number or boolean."""

    lookup: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Constant:
    """An attribute that is the same of all, as the type of an address of which there is one."""

    value: object


Table = Mapping[str, Column | Constant]

ACCOUNTS: Table = {
    "id": Column("pk", "number"),
    "externalid": Column("scim_external_id", "exact"),
    "username": Column("scim_user_name"),
    "displayname": Column("scim_name"),
    "name.formatted": Column("scim_name"),
    "name.givenname": Column("first_name"),
    "name.familyname": Column("last_name"),
    "title": Column("profile__job_title"),
    "active": Column("is_active", "boolean"),
    "emails": Column("email"),
    "emails.value": Column("email"),
    "emails.type": Constant("work"),
    "emails.primary": Constant(True),
    "meta.resourcetype": Constant("User"),
}
GROUPS: Table = {
    "id": Column("pk", "number"),
    "externalid": Column("scim_external_id", "exact"),
    "displayname": Column("name"),
    "members": Column("user__pk", "number"),
    "members.value": Column("user__pk", "number"),
    "members.type": Constant("User"),
    "meta.resourcetype": Constant("Group"),
}


def condition_of(given: "ScimFilter[Any]", table: Table) -> Q:
    """What a filter asks for. Raises InvalidFilterException for what cannot be asked here."""
    if len(given) > LONGEST:
        raise InvalidFilterException(detail=f"A filter has at most {LONGEST} characters.")
    return _Asker(table).visit(given.ast)


def column_of(name: str, table: Table) -> str:
    """The column to order by. Raises InvalidFilterException."""
    column = table.get(name.rpartition(":")[2].lower())
    if not isinstance(column, Column):
        raise InvalidFilterException(detail=f"“{name}” cannot be sorted by.")
    return column.lookup


class _Asker(FilterVisitor[Q]):
    def __init__(self, table: Table, within: str = "") -> None:
        self.table = table
        self.within = within

    def visit_comparison(self, node: Comparison) -> Q:
        place = self._place(node.attr_path)
        if isinstance(place, Constant):
            return _compare_constant(place, node)
        if node.op == "ne":
            return ~_equals(place, node.value)
        return _equals(place, node.value) if node.op == "eq" else _compares(place, node)

    def visit_present(self, node: Present) -> Q:
        place = self._place(node.attr_path)
        if isinstance(place, Constant) or place.kind == "boolean":
            return EVERYBODY
        return Q(**{f"{place.lookup}__isnull": False}) & ~(
            NOBODY if place.kind == "number" else Q(**{place.lookup: ""})
        )

    def visit_not(self, node: Not) -> Q:
        return ~self.visit(node.expr)

    def visit_logical_expr(self, node: LogicalExpr) -> Q:
        asked = [self.visit(term) for term in node.terms]
        whole = asked[0]
        for each in asked[1:]:
            whole = whole & each if node.op == LogicalOperator.and_ else whole | each
        return whole

    def visit_value_path(self, node: ValuePath) -> Q:
        return _Asker(self.table, within=f"{node.attr_path.attr}.").visit(node.val_filter)

    def _place(self, path: AttrPath) -> Column | Constant:
        name = self.within + (f"{path.attr}.{path.sub_attr}" if path.sub_attr else path.attr)
        if name.lower() not in self.table:
            raise InvalidFilterException(detail=f"“{name}” cannot be filtered by.")
        return self.table[name.lower()]


def _equals(column: Column, value: Any) -> Q:
    if column.kind == "number":
        return Q(**{column.lookup: int(value)}) if is_number(value) else NOBODY
    if column.kind == "boolean":
        return Q(**{column.lookup: _truth(value)})
    if not isinstance(value, str):
        return NOBODY
    return Q(**{column.lookup if column.kind == "exact" else f"{column.lookup}__iexact": _storable(value)})


def _compares(column: Column, node: Comparison) -> Q:
    if column.kind in ("number", "boolean") or not isinstance(node.value, str):
        raise InvalidFilterException(detail=f"“{node}” cannot be asked.")
    return Q(**{f"{column.lookup}__{OPERATORS[node.op]}": _storable(node.value)})


def _compare_constant(constant: Constant, node: Comparison) -> Q:
    if node.op not in ("eq", "ne"):
        raise InvalidFilterException(detail=f"“{node}” cannot be asked.")
    is_same = str(node.value).lower() == str(constant.value).lower()
    return EVERYBODY if is_same == (node.op == "eq") else NOBODY


def is_number(value: Any) -> bool:
    """Whether a text is an id that a row could have."""
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19


def _truth(value: Any) -> bool:
    if str(value).lower() not in ("true", "false"):
        raise InvalidFilterException(detail=f"“{value}” is neither true nor false.")
    return str(value).lower() == "true"


def _storable(value: str) -> str:
    """The text without what PostgreSQL does not take in one."""
    return value.replace("\x00", "")
