"""A list of people becomes accounts, and the same list again changes nothing."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from cms.activity.models import AuditEntry
from cms.directory.importing import ImportReport, import_people
from cms.directory.models import ProvisionedAccount
from cms.people.models import Location, Role, Unit, User
from tests.cms.people.test_closing_accounts import signed_in
from tests.factories.people import create_editing_group, create_superuser, create_unit, create_user

pytestmark = pytest.mark.django_db

LIST = """email,first_name,last_name,unit,job_title,phone,location,roles,affiliation,employment,organisation,language,has_desk,active,groups
Eva@example.com,Eva,de Vries,Wonen/Beheer,Baas,020,Stadhuis,editor;Jurist,staff,,,nl,nee,ja,Lezers
pim@example.com,Pim,Partner,,,,,,partner,,Zorg BV,fr,,,
"""  # noqa: E501


def take(text: str, **options: Any) -> ImportReport:
    return import_people(StringIO(text), **options)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.made, report.changed, report.unchanged, report.closed


def test_a_list_makes_accounts_with_all_it_says() -> None:
    readers = Group.objects.create(name="Lezers")

    report = take(LIST, is_making=True)

    eva, pim = User.objects.get(email="eva@example.com"), User.objects.get(email="pim@example.com")
    assert (report.problems, counts(report)) == ([], (2, 0, 0, 0))
    assert (eva.get_full_name(), eva.is_superuser, eva.has_usable_password()) == ("Eva de Vries", False, False)
    assert (str(eva.profile.unit), eva.profile.unit.parent_name) == ("Beheer", "Wonen")
    assert (eva.profile.job_title, eva.profile.phone, str(eva.profile.location)) == ("Baas", "020", "Stadhuis")
    assert {str(role) for role in eva.profile.roles.all()} == {"editor", "Jurist"}
    assert (eva.profile.has_desk, list(eva.groups.all())) == (False, [readers])
    assert (pim.profile.affiliation, str(pim.profile.organisation), pim.profile.language) == (
        "partner",
        "Zorg BV",
        "fr",
    )


def test_the_same_list_again_changes_nothing() -> None:
    Group.objects.create(name="Lezers")
    take(LIST, is_making=True)
    entries = AuditEntry.objects.count()

    report = take(LIST, is_making=True)

    assert (report.problems, counts(report)) == ([], (0, 0, 2, 0))
    assert AuditEntry.objects.count() == entries


def test_another_list_changes_what_it_says_and_leaves_what_it_has_no_column_for() -> None:
    Group.objects.create(name="Lezers")
    take(LIST, is_making=True)

    report = take("email,job_title,unit\neva@example.com,Directeur,\n")

    eva = User.objects.get(email="eva@example.com")
    assert counts(report) == (0, 1, 0, 0)
    assert (eva.profile.job_title, eva.profile.unit, eva.profile.phone) == ("Directeur", None, "020")
    assert AuditEntry.objects.filter(act="account.provisioned").order_by("-pk")[0].details == {
        "by": "import", "what": "changed", "fields": ["job_title", "unit"],
    }  # fmt: skip


def test_a_rehearsal_reports_the_same_and_writes_nothing() -> None:
    Group.objects.create(name="Lezers")

    report = take(LIST, is_making=True, is_rehearsal=True)

    assert (report.problems, counts(report)) == ([], (2, 0, 0, 0))
    assert (User.objects.count(), Unit.objects.count(), Location.objects.count(), Role.objects.count()) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("nobody,,,", "“nobody” is no e-mail address."),
        ("eva@example.com,Nergens,,", "There is no unit “Nergens”."),
        ("eva@example.com,Beheer,,", "There are several units “Beheer”: write a path."),
        ("eva@example.com,,Nergens,", "There is no location “Nergens”."),
        ("eva@example.com,,,perhaps", "“perhaps” is neither yes nor no."),
        ("eva@example.com,,", "The row has more or fewer cells than the heading."),
        ("eva@example.com,,,,,", "The row has more or fewer cells than the heading."),
        ('eva@example.com,"Wo"nen,,', "',' expected after '\"'"),
        ("ann@example.com,,,", "“ann@example.com” is there twice."),
    ],
)
def test_a_bad_row_is_reported_by_its_number_and_left_out(row: str, problem: str, settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"
    create_unit("Beheer", parent=create_unit("Wonen"))
    create_unit("Beheer", parent=create_unit("Werken"))
    text = f"email,unit,location,active\nann@example.com,,,\n{row}\nbo@example.com,,,\n"

    report = take(text)

    assert report.problems == [f"row 3: {problem}"]
    assert {person.email for person in User.objects.all()} == {"ann@example.com", "bo@example.com"}


def test_nothing_of_a_bad_row_is_written() -> None:
    eva = create_user("Eva de Vries", email="eva@example.com", job_title="Baas")

    report = take("email,job_title,groups\neva@example.com,Directeur,Nergens\n")

    assert (len(report.problems), counts(report)) == (1, (0, 0, 0, 0))
    assert User.objects.get(pk=eva.pk).profile.job_title == "Baas"
    assert not ProvisionedAccount.objects.exists()


@pytest.mark.parametrize("heading", ["first_name,last_name", "email,function", "email,email", ""])
def test_a_heading_that_cannot_be_stops_it_all(heading: str, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"{heading}\neva@example.com,Eva\n")

    with pytest.raises(CommandError):
        call_command("people_import", file)

    assert not User.objects.exists()


def test_no_list_puts_anybody_in_a_group_of_the_admin_or_takes_them_out() -> None:
    editors = create_editing_group()
    eva = create_user("Eva", email="eva@example.com", groups=[editors])

    refused = take(f"email,groups\nann@example.com,{editors.name}\n")
    emptied = take("email,groups\neva@example.com,\n")

    assert (len(refused.problems), counts(emptied)) == (1, (0, 0, 1, 0))
    assert list(editors.user_set.all()) == [eva]  # type: ignore[attr-defined]
    assert User.objects.count() == 1


def test_who_is_closed_by_a_list_loses_their_session_at_once() -> None:
    eva = create_user("Eva", email="eva@example.com")
    browser = signed_in(eva)

    take("email,active\neva@example.com,no\n")

    assert not User.objects.get(pk=eva.pk).is_active
    assert browser.get("/account/").status_code == 302


def test_whoever_came_by_a_list_and_is_missing_in_the_next_is_closed_and_nobody_else() -> None:
    take("email\neva@example.com\nann@example.com\nbo@example.com\n")
    made_by_hand = create_user("Cas")
    by_scim = create_user("Dirk")
    ProvisionedAccount.objects.create(user=by_scim, source="scim")
    signs_in_elsewhere = User.objects.get(email="bo@example.com")
    SocialAccount.objects.create(user=signs_in_elsewhere, provider="entra", uid="1")

    report = take("email\nann@example.com\n", is_closing_missing=True)

    active = set(User.objects.filter(is_active=True).values_list("email", flat=True))
    assert counts(report) == (0, 0, 1, 1)
    assert active == {"ann@example.com", "bo@example.com", made_by_hand.email, by_scim.email}


def test_who_is_in_a_bad_row_is_not_missing() -> None:
    take("email,unit\neva@example.com,\n")

    report = take("email,unit\neva@example.com,Nergens\n", is_closing_missing=True)

    assert (len(report.problems), report.closed) == (1, 0)
    assert User.objects.get().is_active


def test_the_last_administrator_is_never_closed_by_a_list() -> None:
    ada = create_superuser(email="ada@example.com")
    take("email\nada@example.com\n")

    missing = take("email\neva@example.com\n", is_closing_missing=True)
    closing = take("email,active\nada@example.com,no\n")

    ada.refresh_from_db()
    assert (len(missing.problems), len(closing.problems), missing.closed) == (1, 1, 0)
    assert (ada.is_active, ada.is_superuser) == (True, True)


def test_no_list_changes_whom_scim_keeps() -> None:
    eva = create_user("Eva", email="eva@example.com", job_title="Baas")
    ProvisionedAccount.objects.create(user=eva, source="scim")

    report = take("email,job_title\neva@example.com,Directeur\n")

    assert len(report.problems) == 1
    assert User.objects.get().profile.job_title == "Baas"


def test_the_command_prints_its_report_and_fails_for_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.LANGUAGE_CODE = "en"
    file = tmp_path / "people.csv"
    file.write_text("\ufeffemail,unit\neva@example.com,Wonen\nann@example.com,\n")

    with pytest.raises(SystemExit) as ended:
        call_command("people_import", file)
    call_command("people_import", file, make=True)

    said = capsys.readouterr().out.splitlines()
    assert ended.value.code == 1
    assert said == [
        "row 2: There is no unit “Wonen”.",
        "1 new, 0 changed, 0 unchanged, 0 closed, 1 with a problem.",
        "1 new, 0 changed, 1 unchanged, 0 closed, 0 with a problem.",
    ]
