"""What archivists are told: how much, and never what it is called."""

from datetime import date

import pytest

from cms.notices.models import Notice
from cms.retention.actions import (
    propose_destruction,
    tell_approvers,
    tell_of_due_documents,
)
from tests.factories.access import create_audience, create_collection
from tests.factories.archive import create_document
from tests.factories.retention import create_archivist, create_schedule

pytestmark = pytest.mark.django_db


def test_those_who_may_approve_hear_of_what_they_may_open_and_of_no_title(document, anna, bram) -> None:
    closed = create_collection("Kluis", audiences=[create_audience(people=[anna])])
    create_schedule(1, collections=[closed])
    secret = create_document("Geheim stuk", collection=closed, dated_on=date(2000, 1, 1))
    rows = [propose_destruction(each, by=anna) for each in (document, secret)]

    tell_approvers(rows, by=anna)

    notice = Notice.objects.get(topic="destruction")
    assert notice.recipient == bram
    assert notice.subject == "A document waits for your approval"
    assert "Geheim" not in notice.text
    assert "Jansen" not in notice.text


def test_once_a_month_archivists_hear_how_much_of_theirs_is_due(document, anna) -> None:
    stranger = create_archivist("Elders", collections=[create_collection("Andere")])
    tell_of_due_documents(date(2026, 11, 23))
    tell_of_due_documents(date(2026, 11, 24))

    assert Notice.objects.filter(topic="retention-due", recipient=anna).count() == 1
    assert not Notice.objects.filter(recipient=stranger).exists()
