import pytest

from cms.access.policy import lock_of
from cms.directory.search import person_entries
from cms.people.models import User
from cms.tags.models import Tag, TagLabel
from search.models import Entry, Ticket
from search.sync import catch_up
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db


def marked() -> set[tuple[str, int]]:
    return set(Ticket.objects.values_list("subject_type", "subject_id"))


def test_a_person_is_entered_in_every_language_at_once() -> None:
    unit = create_unit("Burgerzaken")
    profile = create_user("Eva de Vries", unit=unit, job_title="Adviseur", phone="06 1234", location="Stadhuis").profile
    skill = Tag.objects.create(name="tolken", slug="tolken")
    TagLabel.objects.create(tag=skill, language="en", label="interpreting")
    profile.skills.add(skill)
    [draft] = person_entries([profile.pk])

    assert (draft.kind, draft.title, draft.language) == ("PERSON", "Eva de Vries", "")
    assert draft.summary == "Adviseur, Burgerzaken"
    assert draft.text == f"tolken interpreting Stadhuis 06 1234 {profile.user.email}"
    assert draft.url == f"/mensen/{profile.pk}/"
    assert draft.tags == (("tolken", "tolken"),)
    assert (draft.unit, draft.is_name) == ((unit.pk, "Burgerzaken"), True)
    assert (draft.numbers, draft.addresses) == (("06 1234",), (profile.user.email,))
    assert draft.lock == lock_of(profile).pk


def test_somebody_who_left_is_hidden_at_once_and_entered_no_more() -> None:
    user = create_user()
    catch_up()
    user.is_active = False
    user.save()

    assert list(person_entries([user.profile.pk])) == []
    assert Entry.objects.get(subject_type="person", subject_id=user.profile.pk).is_published is False


def test_a_renamed_unit_or_skill_marks_its_people() -> None:
    unit = create_unit()
    profile = create_user(unit=unit).profile
    skill = Tag.objects.create(name="tolken", slug="tolken")
    profile.skills.add(skill)
    Ticket.objects.all().delete()
    unit.name = "Publiekszaken"
    unit.save()
    assert marked() == {("person", profile.pk)}

    Ticket.objects.all().delete()
    skill.name = "vertalen"
    skill.save()
    assert marked() == {("person", profile.pk)}


def test_signing_in_marks_nobody() -> None:
    user = create_user()
    Ticket.objects.all().delete()
    User.objects.get(pk=user.pk).save(update_fields=["last_login"])

    assert marked() == set()
