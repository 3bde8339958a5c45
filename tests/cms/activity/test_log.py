"""The audit log takes what is written in it and gives nothing back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from cms.activity.actions import clear_entries, record_act
from cms.activity.acts import declare_act, label_of
from cms.activity.models import AppendOnlyError, AuditEntry
from cms.activity.renaming import rename_in_entries
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db
PAINTED = declare_act("unit.painted", "Unit painted")


def painted():
    """What the tests themselves wrote: an account that is made for one is in the log too."""
    return AuditEntry.objects.filter(act=PAINTED).order_by("pk")


def test_an_act_is_kept_with_who_did_it_and_the_names_of_that_moment():
    eva, unit = create_user("Eva de Vries"), create_unit("Parken")
    record_act(PAINTED, by=eva, thing=unit, details={"colour": "green"})
    unit.name = "Groen"
    unit.save()
    entry = painted().get()
    assert (entry.act, entry.by, entry.by_name) == ("unit.painted", eva, "Eva de Vries")
    assert (entry.thing_kind, entry.thing_id, entry.thing_name) == ("people.unit", str(unit.pk), "Parken")
    assert entry.details == {"colour": "green"}
    assert entry.label == "Unit painted"
    assert list(AuditEntry.objects.about(unit)) == [entry]


def test_what_is_rolled_back_was_not_done():
    with transaction.atomic():
        record_act(PAINTED, by=None)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


def test_an_act_that_nobody_declared_is_not_recorded():
    with pytest.raises(LookupError):
        record_act("unit.dropped", by=None)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("act", ["painted", "Unit.painted", "unit.painted.twice", "u." + "x" * 60])
def test_an_act_is_named_as_a_thing_and_what_was_done(act):
    with pytest.raises(ValueError, match="no name of an act"):
        declare_act(act, "Something")


def test_the_name_of_an_act_is_given_once():
    with pytest.raises(ValueError, match="declared already"):
        declare_act("unit.painted", "Something else")
    assert label_of("unit.painted") == "Unit painted"


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: AuditEntry.objects.update(act="unit.gone"),
        lambda entry: AuditEntry.objects.all().delete(),
        lambda entry: AuditEntry.objects.bulk_update([entry], ["act"]),
    ],
)
def test_the_model_refuses_to_change_an_entry(change):
    entry = record_act(PAINTED, by=None)
    with pytest.raises(AppendOnlyError):
        change(entry)
    assert AuditEntry.objects.get().act == "unit.painted"


@pytest.mark.parametrize(
    "statement", ["UPDATE activity_auditentry SET act = 'unit.gone'", "DELETE FROM activity_auditentry"]
)
def test_the_database_refuses_to_change_an_entry(statement):
    record_act(PAINTED, by=None)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditEntry.objects.get().act == "unit.painted"


def test_an_account_is_deleted_and_its_acts_stay():
    eva = create_user("Eva de Vries")
    record_act(PAINTED, by=eva)
    eva.delete()
    entry = painted().select_related("by").get()
    assert (entry.by, entry.by_name) == (None, "Eva de Vries")


def test_entries_are_cleared_when_their_time_is_over_and_the_log_is_sealed_again(settings):
    settings.AUDIT_DAYS = 30
    old, new = (AuditEntry(act=PAINTED, at=timezone.now() - timedelta(days=days)) for days in (31, 29))
    AuditEntry.objects.bulk_create([old, new])
    assert clear_entries() == 1
    assert list(AuditEntry.objects.all()) == [new]
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        models.QuerySet(AuditEntry).delete()


def test_entries_are_kept_for_ever_where_no_days_are_set(settings):
    settings.AUDIT_DAYS = 0
    AuditEntry.objects.bulk_create([AuditEntry(act=PAINTED, at=timezone.now() - timedelta(days=9000))])
    assert clear_entries() == 0
    assert AuditEntry.objects.count() == 1


def test_somebody_is_renamed_wherever_the_log_names_them():
    jan, other = create_user("Zoë Jansen", email="zoe@plein.example"), create_user("Jan")
    unit = create_unit("Zoë Jansenplein")
    record_act(PAINTED, by=jan, thing=unit)
    record_act(
        PAINTED, by=other, thing=jan, details={"before": ["ZOË JANSEN (zoe@plein.example)", 3], "n": {"a": None}}
    )
    record_act(PAINTED, by=other, thing=other, details={"month": "January"})
    assert rename_in_entries(jan, names={"Zoë Jansen", "zoe@plein.example"}, pseudonym="Former employee 7") == 3
    by_them, about_them, apart = painted()
    assert (by_them.by_name, by_them.by_id, by_them.thing_name) == ("Former employee 7", jan.pk, "Zoë Jansenplein")
    assert (about_them.by_name, about_them.thing_name) == ("Jan", "Former employee 7")
    assert about_them.details == {"before": ["Former employee 7 (Former employee 7)", 3], "n": {"a": None}}
    assert (apart.by_name, apart.details) == ("Jan", {"month": "January"})


def test_a_name_of_one_word_is_replaced_where_it_is_all_that_is_said():
    jan, other = create_user("Jan"), create_user("Piet")
    record_act(PAINTED, by=other, details={"who": "jan", "when": "January"})
    rename_in_entries(jan, names={"Jan"}, pseudonym="Former employee 7")
    assert painted().get().details == {"who": "Former employee 7", "when": "January"}


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_can_be_emptied():
    record_act(PAINTED, by=None)
    assert AuditEntry.objects.count() == 1
