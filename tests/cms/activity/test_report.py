"""The audit log on the screen, and as a file."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from openpyxl import load_workbook

from cms.activity.actions import record_act
from cms.activity.acts import declare_act
from cms.activity.models import AuditEntry
from tests.factories.access import create_audience, restrict_page
from tests.factories.pages import create_article, create_home, create_theme
from tests.factories.people import create_editing_group, create_superuser, create_user

pytestmark = pytest.mark.django_db
READ = declare_act("page.leafed", "Page leafed through")
ADDRESS = reverse("activity:log")


@pytest.fixture
def auditor():
    group = create_editing_group()
    group.permissions.add(Permission.objects.get(codename="view_auditentry"))
    return create_user("Otto Auditor", groups=[group])


@pytest.fixture
def pages():
    """A page that opens for staff, and one that opens for nobody but administrators."""
    theme = create_theme(create_home())
    shown, hidden = create_article(theme, "Verlof"), create_article(theme, "Reorganisatie")
    restrict_page(hidden, create_audience())
    for page in (shown, hidden):
        record_act(READ, by=create_user("Eva de Vries"), thing=page, details={"to": page.title})
    return shown, hidden


def shown_to(client, user, **asked):
    client.force_login(user)
    return client.get(ADDRESS, asked).content.decode()


def test_the_log_is_for_those_who_were_let_to_read_it(client):
    client.force_login(create_user(groups=[create_editing_group()]))
    assert client.get(ADDRESS).status_code == 302
    assert client.get(reverse("activity:log_results")).status_code == 302
    assert ADDRESS not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_auditor_finds_it_in_the_menu(client, auditor):
    client.force_login(auditor)
    assert ADDRESS in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_auditor_reads_of_what_is_closed_to_them_only_that_it_was(client, auditor, pages):
    listed = shown_to(client, auditor, act=READ)
    assert "Verlof" in listed
    assert "Reorganisatie" not in listed
    assert f"wagtailcore.page {pages[1].pk}" in listed


def test_no_filter_finds_what_the_list_does_not_name(client, auditor, pages):
    assert f"wagtailcore.page {pages[1].pk}" in shown_to(client, auditor, thing_name="Verlof", act=READ)
    assert f"wagtailcore.page {pages[1].pk}" not in shown_to(client, auditor, person="Nobody", act=READ)


def test_an_auditor_reads_no_name_of_what_is_gone(client, auditor, pages):
    pages[0].delete()
    assert "Verlof" not in shown_to(client, auditor, act=READ)


def test_an_administrator_reads_and_filters_by_all_names(client, pages):
    listed = shown_to(client, create_superuser(), thing_name="reorg", act=READ)
    assert "Reorganisatie" in listed
    assert "Verlof" not in listed


def test_the_file_says_what_the_screen_says_and_is_itself_written_down(client, auditor, pages):
    client.force_login(auditor)
    answer = client.get(ADDRESS, {"export": "csv", "act": READ})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 3
    assert "Verlof" in lines[2]
    assert "Reorganisatie" not in "".join(lines)
    entry = AuditEntry.objects.get(act="list.exported")
    assert (entry.by, entry.details) == (auditor, {"list": "activity:log", "format": "csv"})


def test_the_file_may_be_a_workbook(client, pages):
    client.force_login(create_superuser())
    answer = client.get(ADDRESS, {"export": "xlsx", "act": READ})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[7] for row in rows[1:]] == ["Reorganisatie", "Verlof"]


def test_a_name_cannot_be_a_formula_in_the_file(client):
    person = create_user("=HYPERLINK(1) X")
    record_act(READ, by=person)
    client.force_login(create_superuser())
    answer = client.get(ADDRESS, {"export": "csv", "act": READ})
    assert ",'=HYPERLINK(1) X," in b"".join(answer.streaming_content).decode()


def test_any_list_that_leaves_the_admin_as_a_file_is_written_down(client):
    ada = create_superuser()
    client.force_login(ada)
    client.get(reverse("wagtailusers_users:index"), {"export": "csv"})
    client.get(reverse("download_report"), {"export": "csv"})
    exported = AuditEntry.objects.filter(act="list.exported").order_by("pk")
    assert [entry.details["list"] for entry in exported] == [
        "wagtailusers_users:index",
        "download_report",
    ]
