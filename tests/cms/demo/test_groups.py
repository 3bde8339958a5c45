"""The city's work groups, and what its people have in common."""

import pytest

from cms.demo.groups import make_traits, make_work_groups, remove_groups
from cms.demo.people import make_people, make_tags, make_units
from cms.people.models import Employment, Role, WorkGroup

pytestmark = pytest.mark.django_db


def test_the_citys_people_have_roles_and_groups_and_leave_none_behind() -> None:
    make_tags()
    people = make_people(make_units(), password="only-for-tests")
    make_traits(people)
    groups = make_work_groups(people)

    assert len(groups) == 5
    assert all(group.memberships.filter(role="owner").exists() for group in groups)
    assert Role.objects.get(name="Archivaris").profiles.get().user == people["hanneke"]
    assert people["femke"].profile.organisation.name == "Stichting Welzijn Rondom"

    for person in people.values():
        person.delete()
    remove_groups()
    assert (WorkGroup.objects.count(), Role.objects.count(), Employment.objects.count()) == (0, 0, 0)
