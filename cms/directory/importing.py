"""People from a list, for who has neither SCIM nor an issuer: the same list twice changes nothing the second time."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.activity.actions import record_act
from cms.directory.acts import ACCOUNT_PROVISIONED
from cms.directory.intake import fill_in
from cms.directory.listing import BadRowError, Row, read_list
from cms.directory.models import ProvisionedAccount, Source
from cms.directory.powers import may_do_something
from cms.people.actions import LastAdministratorError, deactivate_person, reactivate_person
from cms.people.models import Role, Unit, User
from cms.people.models.trait import Trait
from cms.people.units import units_named

BY = "import"


@dataclass
class ImportReport:
    """What became of each row. `problems` are lines of text that begin with the number of the row."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report to print."""
        counts = {name: getattr(self, name) for name in ("made", "changed", "unchanged", "closed")}
        told = _(
            "%(made)s new, %(changed)s changed, %(unchanged)s unchanged, %(closed)s closed, %(bad)s with a problem."
        )
        return [*self.problems, told % {**counts, "bad": len(self.problems)}]


class ListVocabulary:
    """Names in a list: each must be there, or is made where whoever imports it says so."""

    def __init__(self, *, is_making: bool) -> None:
        self.is_making = is_making

    def unit(self, told: str) -> Unit:
        """The unit of this name or path. Raises BadRowError where it is not there, or not alone."""
        named = units_named(told)
        if not named and self.is_making:
            return _make_unit([part.strip() for part in told.split("/")])
        if len(named) != 1:
            words = (
                _("There is no unit “%(name)s”.")
                if not named
                else _("There are several units “%(name)s”: write a path.")
            )
            raise BadRowError(words % {"name": told})
        return named[0]

    def trait(self, model: type[Trait], told: str) -> Trait:
        """The one of this name or code. Raises BadRowError."""
        found: Trait | None = model.objects.filter(Q(name__iexact=told) | Q(code=told)).first()
        if found is None and self.is_making:
            found = model.objects.named(told)
        if found is None:
            raise BadRowError(_("There is no %(kind)s “%(name)s”.") % {"kind": model._meta.verbose_name, "name": told})
        return found

    def roles(self, told: Iterable[str]) -> set[Role]:
        """The roles of these names or codes. Raises BadRowError."""
        found = {self.trait(Role, name) for name in told}
        return {role for role in found if isinstance(role, Role)}


def import_people(
    lines: Iterable[str],
    *,
    is_making: bool = False,
    is_closing_missing: bool = False,
    is_rehearsal: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> ImportReport:
    """Make or change an account for each row of a CSV text with a heading; bad rows are reported and left out.

    `is_making` makes the units, locations and roles that are not there. `is_closing_missing` closes accounts that came
    by a list before and are not in this one. A rehearsal reports the same and writes nothing. `progress` hears how many
    rows are done. Raises BadRowError where the heading cannot be.
    """
    report, seen = ImportReport(), set[str]()
    with transaction.atomic():
        for done, read in enumerate(read_list(lines), start=1):
            _take_in(read, report, seen, ListVocabulary(is_making=is_making))
            progress(done)
        if is_closing_missing:
            _close_missing(report, seen)
        if is_rehearsal:
            transaction.set_rollback(True)
    return report


def _take_in(
    read: Row | tuple[int, BadRowError], report: ImportReport, seen: set[str], by_name: ListVocabulary
) -> None:
    number, row = (read.number, read) if isinstance(read, Row) else (read[0], None)
    try:
        if row is None:
            raise read[1]  # type: ignore[index]
        if row.email in seen:
            raise BadRowError(_("“%(value)s” is there twice.") % {"value": row.email})
        seen.add(row.email)
        with transaction.atomic():
            outcome = _write(row, by_name)
        setattr(report, outcome, getattr(report, outcome) + 1)
    except (BadRowError, ValidationError) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        report.problems.append(_("row %(number)s: %(problem)s") % {"number": number, "problem": words})


def _write(row: Row, by_name: ListVocabulary) -> str:
    """Write one row; "made", "changed" or "unchanged"."""
    person = User.objects.filter(email=row.email).first()
    is_new = person is None
    if person is None:
        person = User.objects.create_user(row.email, is_active=row.told.get("active") is not False)
    _refuse_kept_elsewhere(person)
    told = {name: value for name, value in row.told.items() if value is not None and name not in ("active", "groups")}
    changed = fill_in(person, told, by_name=by_name) + _settle_active(person, row.told.get("active"))
    changed += _settle_groups(person, row.told.get("groups"))
    ProvisionedAccount.objects.get_or_create(user=person, defaults={"source": Source.IMPORT})
    if is_new or changed:
        what = "made" if is_new else "changed"
        record_act(ACCOUNT_PROVISIONED, by=None, thing=person, details={"by": BY, "what": what, "fields": changed})
        return what
    return "unchanged"


def _refuse_kept_elsewhere(person: User) -> None:
    """Two that say different things of somebody would change them to and fro."""
    row = ProvisionedAccount.objects.filter(user=person).first()
    if row and row.source == Source.SCIM:
        raise BadRowError(_("The account %(email)s is kept by SCIM.") % {"email": person.email})


def _settle_active(person: User, is_active: bool | None) -> list[str]:
    if is_active is None or is_active == person.is_active:
        return []
    if is_active and person.is_superuser:
        raise BadRowError(_("The account of an administrator is opened by an administrator."))
    if is_active:
        reactivate_person(person, by=None)
    else:
        deactivate_person(person, by=None)
    return ["is_active"]


def _settle_groups(person: User, names: list[str] | None) -> list[str]:
    """Let somebody be in these groups, and in no other that merely says who reads: those of the admin stay."""
    if names is None:
        return []
    wanted = {_group(name) for name in names}
    leaving = {group for group in person.groups.all() if group not in wanted and not may_do_something(group)}
    coming = wanted - set(person.groups.all())
    person.groups.add(*coming)
    person.groups.remove(*leaving)
    return ["groups"] if coming or leaving else []


def _group(name: str) -> Group:
    group = Group.objects.filter(name__iexact=name).first()
    if group is None:
        raise BadRowError(_("There is no group “%(name)s”.") % {"name": name})
    if may_do_something(group):
        raise BadRowError(
            _("The group “%(name)s” gives rights in the admin: no list says who is in it.") % {"name": name}
        )
    return group


def _make_unit(names: list[str]) -> Unit:
    """The unit of this path, made with all above it that is not there. Raises BadRowError for a path with a hole."""
    if not all(names) or any(len(name) > 120 for name in names):
        raise BadRowError(_("“%(name)s” is no path of units.") % {"name": "/".join(names)})
    above: Unit | None = None
    for name in names:
        level = Unit.objects.get(pk=above.pk).get_children() if above else Unit.get_root_nodes()
        known = level.filter(name__iexact=name).first()
        above = known or (Unit.objects.get(pk=above.pk).add_child(name=name) if above else Unit.add_root(name=name))
    assert above is not None
    return above


def _close_missing(report: ImportReport, seen: set[str]) -> None:
    """Close who came by a list and is in it no more. Who signs in through an issuer is the issuer's to close."""
    missing = User.objects.filter(is_active=True, provision__source=Source.IMPORT).exclude(email__in=seen)
    for person in missing.exclude(pk__in=SocialAccount.objects.values("user")).order_by("pk"):
        try:
            with transaction.atomic():
                deactivate_person(person, by=None)
                details = {"by": BY, "what": "closed", "fields": ["is_active"]}
                record_act(ACCOUNT_PROVISIONED, by=None, thing=person, details=details)
            report.closed += 1
        except LastAdministratorError as error:
            told = {"email": person.email, "problem": " ".join(error.messages)}
            report.problems.append(_("%(email)s stays: %(problem)s") % told)
