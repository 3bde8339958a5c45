"""What the log keeps of the request in which something was done."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cms.activity.actions import record_act, record_when_answered
from cms.activity.acts import declare_act
from cms.activity.asking import asking_now
from cms.activity.middleware import KnowsWhoAsks
from cms.activity.models import AuditEntry
from tests.factories.people import create_unit, create_user

pytestmark = pytest.mark.django_db
PEEKED = declare_act("unit.peeked", "Unit looked at")


def answer(view, **meta):
    request = RequestFactory().get("/", **{"REMOTE_ADDR": "203.0.113.77", **meta})
    return KnowsWhoAsks(view)(request)


def record(request: HttpRequest) -> HttpResponse:
    record_act(PEEKED, by=None)
    return HttpResponse()


def test_an_entry_has_the_address_and_the_id_of_the_request():
    answer(record, HTTP_X_REQUEST_ID="abcdefgh-1")
    entry = AuditEntry.objects.get()
    assert (entry.address, entry.request_id) == ("203.0.113.77", "abcdefgh-1")
    assert asking_now() is None


def test_the_address_is_taken_from_where_the_deployment_says(settings):
    settings.CLIENT_ADDRESS = "HTTP_X_REAL_IP"
    answer(record, HTTP_X_REAL_IP="198.51.100.9")
    assert AuditEntry.objects.get().address == "198.51.100.9"


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2::5", "2001:db8:1::"),
        ("no address", ""),
    ],
)
def test_of_an_address_only_the_network_is_kept_where_it_is_set_so(settings, told, kept):
    settings.AUDIT_WHOLE_ADDRESSES = False
    answer(record, REMOTE_ADDR=told)
    assert AuditEntry.objects.get().address == kept


def test_the_id_of_the_request_is_that_of_the_answer_and_the_log(client):
    eva = create_user()
    answered = client.post("/accounts/login/", {"login": eva.email, "password": "not-hers"})
    assert AuditEntry.objects.get(act="person.sign_in_failed").request_id == answered["X-Request-ID"]


def test_what_was_looked_at_is_written_once_after_the_answer(django_assert_num_queries):
    ada, one, two = create_user(is_superuser=True), create_unit("Een"), create_unit("Twee")

    def look(request: HttpRequest) -> HttpResponse:
        for unit in (one, two, one, one):
            record_when_answered(PEEKED, by_id=ada.pk, thing=unit)
        assert not AuditEntry.objects.filter(act=PEEKED).exists()
        return HttpResponse()

    with django_assert_num_queries(3):  # what the log has, who it was, and one insert
        answer(look)
    assert [entry.thing_name for entry in AuditEntry.objects.filter(act=PEEKED).order_by("pk")] == ["Een", "Twee"]


def test_outside_a_request_it_is_written_at_once():
    ada = create_user("Ada Beheer")
    record_when_answered(PEEKED, by_id=ada.pk, thing=create_unit("Een"))
    entry = AuditEntry.objects.get(act=PEEKED)
    assert (entry.by_name, entry.thing_name) == ("Ada Beheer", "Een")


def test_a_request_that_fails_leaves_nothing_for_the_next():
    unit = create_unit("Een")

    def fail(request: HttpRequest) -> HttpResponse:
        record_when_answered(PEEKED, by_id=None, thing=unit)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        answer(fail)
    answer(lambda request: HttpResponse())
    assert not AuditEntry.objects.exists()
