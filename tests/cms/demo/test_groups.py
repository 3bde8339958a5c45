"""The city's work groups, and what its people have in common."""

import pytest

from cms.people.models import Profile, Role, WorkGroup

pytestmark = [pytest.mark.usefixtures("city"), pytest.mark.django_db]


def test_each_group_is_looked_after() -> None:
    groups = WorkGroup.objects.all()
    assert len(groups) == 5
    assert [group.name for group in groups if not group.memberships.filter(role="owner").exists()] == []


def test_people_have_roles_and_partners_an_organisation() -> None:
    assert Role.objects.get(name="Archivaris").profiles.count() == 1
    assert Profile.objects.get(user__email="partner@plein.example").organisation.name == "Stichting Welzijn Rondom"
