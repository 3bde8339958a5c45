"""What the city's people have in common, and what they do together."""

from collections.abc import Mapping
from typing import Any

import yaml

from cms.demo import content
from cms.people.models import Employment, Invitation, Location, Membership, Organisation, Role, User, WorkGroup
from cms.people.models.profile import Affiliation
from cms.people.models.work_group import MembershipRole

USUAL_EMPLOYMENT = "Vaste dienst"


def make_traits(people: Mapping[str, User]) -> None:
    """Roles, kinds of employment and partner organisations, with the people who have them."""
    told = _told()
    for name, keys in told["roles"].items():
        role = Role.objects.named(name)
        for key in keys:
            people[key].profile.roles.add(role)
    employed = {key: name for name, keys in told["employments"].items() for key in keys}
    sent = {key: name for name, keys in told["organisations"].items() for key in keys}
    for key, user in people.items():
        if user.profile.affiliation == Affiliation.STAFF:
            user.profile.employment = Employment.objects.named(employed.get(key, USUAL_EMPLOYMENT))
        if key in sent:
            user.profile.organisation = Organisation.objects.named(sent[key])
        user.profile.save()


def make_work_groups(people: Mapping[str, User]) -> list[WorkGroup]:
    """The city's work groups, with who is in them."""
    return [_make_group(slug, told, people) for slug, told in _told()["groups"].items()]


def remove_groups() -> None:
    """Take away the groups and what people had in common, so far as nobody else has it too."""
    told = _told()
    WorkGroup.objects.filter(slug__in=told["groups"]).delete()
    for model, names in ((Role, "roles"), (Employment, "employments"), (Organisation, "organisations")):
        model.objects.filter(name__in=told[names], profiles=None).delete()
    places = {person.location for person in content.people().values()}
    Location.objects.filter(name__in=places, profiles=None).delete()


def _make_group(slug: str, told: Mapping[str, Any], people: Mapping[str, User]) -> WorkGroup:
    fields = {name: told[name] for name in ("name", "kind", "is_open", "description")}
    group = WorkGroup.objects.create(slug=slug, **fields)
    for role, names in ((MembershipRole.OWNER, "owners"), (MembershipRole.MEMBER, "members")):
        for key in told[names]:
            Membership.objects.create(group=group, user=people[key], role=role)
    for key in told.get("invited", []):
        Invitation.objects.create(group=group, user=people[key], invited_by=people[told["owners"][0]])
    return group


def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((content.CITY / "groups.yaml").read_text(encoding="utf-8"))
    return told
