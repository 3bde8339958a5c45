"""The resources of SCIM as they are kept here: of RFC 7643's attributes, those that mean something in this place.

Others are taken and forgotten, and no schema names them. An address of mail is plain text here: what may be one is
judged when it is written, because accounts may have addresses that no list of top-level domains knows.
"""

from typing import Annotated, ClassVar

from scim2_models import (
    URN,
    CaseExact,
    ComplexAttribute,
    Mutability,
    Required,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    Uniqueness,
)
from scim2_models import Extension as ScimExtension
from scim2_models import Resource as ScimResource
from scim2_models.resources.group import GroupMember
from scim2_models.resources.resource import AnyExtension
from scim2_models.resources.user import GroupMembership

# As Microsoft Entra ID speaks it: with attributes of its own, and removals that say in a value what is to go.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class Name(ComplexAttribute):
    """A name in parts."""

    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class Value(ComplexAttribute):
    """One of several: an address of mail, a telephone number or a role."""

    value: str | None = None
    display: str | None = None
    type: str | None = None
    primary: bool | None = None


class Address(ComplexAttribute):
    """A place; of which the town or building is kept."""

    locality: str | None = None
    type: str | None = None
    primary: bool | None = None


class User(ScimResource[AnyExtension]):
    """An account and its profile."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    display_name: str | None = None
    title: str | None = None
    user_type: str | None = None
    preferred_language: str | None = None
    active: bool | None = None
    emails: list[Value] | None = None
    phone_numbers: list[Value] | None = None
    addresses: list[Address] | None = None
    groups: Annotated[list[GroupMembership] | None, Mutability.read_only] = None
    roles: list[Value] | None = None


class EnterpriseUser(ScimExtension):
    """Where in the organisation somebody works, as a path of units; of partners, for which organisation."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    department: str | None = None
    organization: str | None = None


class Group(ScimResource):
    """A group of accounts."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Uniqueness.server, Required.true, CaseExact.true] = None
    members: list[GroupMember] | None = None
    Members: ClassVar[type[ComplexAttribute]] = GroupMember


Person = User[EnterpriseUser]

PROVIDER = ScimProvider(
    models=[User, Group, EnterpriseUser],
    resource_types=[ResourceType.from_resource(Person), ResourceType.from_resource(Group)],
    policy=POLICY,
)
