"""Which locks open for whom, and at what cost."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory

from cms.access.policy import lock_of
from cms.access.readers import reader_for, reader_of
from cms.access.settling import intern_locks
from cms.people.models import User
from tests.factories.access import create_audience, restrict_page, standard
from tests.factories.pages import create_theme
from tests.factories.people import create_partner, create_superuser, create_unit, create_user

pytestmark = pytest.mark.django_db


def opens(user, page):
    return lock_of(page).pk in reader_for(user).locks


def theme_for(home, *audiences):
    return create_theme(home, audiences=audiences)


@pytest.mark.parametrize(
    ("audience", "visitor", "employee", "partner"),
    [("everyone", True, True, True), ("staff", False, True, False), ("partners", False, False, True)],
)
def test_the_standard_audiences(home, audience, visitor, employee, partner):
    theme = theme_for(home, audience)
    assert opens(AnonymousUser(), theme) is visitor
    assert opens(create_user(), theme) is employee
    assert opens(create_partner(), theme) is partner


def test_a_unit_counts_those_below_it_and_not_those_above(home):
    city = create_unit("Gemeente")
    service = create_unit("Burgerzaken", parent=city)
    desk = create_unit("Balie", parent=service)
    theme = theme_for(home, create_audience(units=[service]))
    assert opens(create_user(unit=desk), theme)
    assert opens(create_user(unit=service), theme)
    assert not opens(create_user(unit=city), theme)
    assert not opens(create_user(), theme)


def test_a_group_and_a_named_person(home):
    group, person = Group.objects.create(name="OR"), create_user()
    theme = theme_for(home, create_audience(groups=[group]), create_audience(people=[person]))
    assert opens(person, theme)
    assert opens(create_user(groups=[group]), theme)
    assert not opens(create_user(), theme)


def test_any_audience_of_one_restriction_passes_and_every_restriction_must(home):
    theme = theme_for(home, "staff", "partners")
    topic = create_theme(home, audiences=("partners",))
    restrict_page(topic, "partners")
    assert opens(create_partner(), theme)
    assert opens(create_user(), theme)
    assert not opens(create_user(), topic)


def test_a_lock_without_restrictions_opens_for_nobody(home):
    lock = intern_locks({frozenset()})[frozenset()]
    assert lock not in reader_for(create_user()).locks
    assert lock not in reader_for(AnonymousUser()).locks


def test_an_inactive_account_is_a_visitor(home):
    person = create_user()
    person.is_active = False
    person.save()
    assert reader_for(person) == reader_for(AnonymousUser())


def test_a_superuser_passes_all_and_has_the_locks_that_would_open_anyway(home):
    theme, closed = theme_for(home, "staff"), theme_for(home, create_audience())
    reader = reader_for(create_superuser())
    assert reader.passes_all
    assert lock_of(theme).pk in reader.locks
    assert lock_of(closed).pk not in reader.locks


def test_looking_through_the_eyes_of_an_audience_opens_no_more_than_ones_own(home):
    staff_only, partners_too = theme_for(home, "staff"), theme_for(home, "staff", "partners")
    partners_only = theme_for(home, "partners")
    reader = reader_for(create_user()).narrowed_to(standard("partners"))
    assert lock_of(partners_too).pk in reader.locks
    assert lock_of(staff_only).pk not in reader.locks
    assert lock_of(partners_only).pk not in reader.locks


def test_a_reader_costs_one_query_once_the_person_is_known(home, django_assert_num_queries):
    person = create_user(unit=create_unit(), groups=[Group.objects.create(name="OR")])
    person = User.objects.select_related("profile__unit").get(pk=person.pk)
    with django_assert_num_queries(1):
        reader_for(person)
    with django_assert_num_queries(1):
        reader_for(AnonymousUser())


def test_a_request_has_one_reader_and_a_new_one_when_somebody_signs_in(home, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    visitor = reader_of(request)
    with django_assert_num_queries(0):
        assert reader_of(request) is visitor
    request.user = create_user()
    assert reader_of(request).user_id == request.user.pk
