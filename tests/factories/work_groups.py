"""Work groups and who is in them."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from cms.people.models import Invitation, Membership, User, WorkGroup
from cms.people.models.work_group import MembershipRole

_numbers = count(1)


def create_group(
    name: str = "Fietspaden",
    *,
    owner: User | None = None,
    members: Iterable[User] = (),
    invited: Iterable[User] = (),
    **fields: Any,
) -> WorkGroup:
    """A group, by default one by invitation with nobody in it."""
    group = WorkGroup.objects.create(name=name, slug=f"group-{next(_numbers)}", **fields)
    if owner:
        Membership.objects.create(group=group, user=owner, role=MembershipRole.OWNER)
    for person in members:
        Membership.objects.create(group=group, user=person)
    for person in invited:
        Invitation.objects.create(group=group, user=person)
    return group
