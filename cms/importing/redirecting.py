"""Redirects from a table, such as another system's export: `from,to` a row, and `permanent` where it matters."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.pages.addresses import page_at

LONGEST_ADDRESS = 255
NO = {"0", "no", "nee", "non", "nein", "false"}
is_address_of_web = URLValidator(schemes=["http", "https"])


class BadRowError(ValueError):
    """A row says something that cannot be; its text says what."""


@dataclass
class RedirectReport:
    """What became of each row. `problems` are lines of text that begin with the number of the row."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The report to print."""
        counts = {"made": self.made, "changed": self.changed, "unchanged": self.unchanged, "bad": len(self.problems)}
        told = _("%(made)s new, %(changed)s changed, %(unchanged)s unchanged, %(bad)s with a problem.") % counts
        return [*self.problems, told]


@transaction.atomic
def import_redirects(lines: Iterable[str], *, is_rehearsal: bool = False) -> RedirectReport:
    """Make or change a redirect for each row of a CSV text with a heading; bad rows are reported and left out.

    May be run again: what is there already is left alone. A rehearsal reports the same and writes nothing. Raises
    BadRowError where the heading lacks `from` or `to`.
    """
    rows = csv.DictReader(lines)
    if not {"from", "to"} <= set(rows.fieldnames or ()):
        raise BadRowError(_("The first row must name the columns: from, to, and if you like permanent."))
    report, seen = RedirectReport(), set[str]()
    site = Site.objects.filter(is_default_site=True).first()
    for row in rows:
        try:
            _take_in(row, site, report, seen)
        except BadRowError as error:
            report.problems.append(_("row %(number)s: %(problem)s") % {"number": rows.line_num, "problem": error})
    if is_rehearsal:
        transaction.set_rollback(True)
    return report


def _take_in(row: dict[str, Any], site: Site | None, report: RedirectReport, seen: set[str]) -> None:
    old_path = _old_path(row.get("from") or "", seen)
    wanted = {**_target(row.get("to") or "", old_path), "is_permanent": (row.get("permanent") or "").lower() not in NO}
    known = Redirect.objects.filter(old_path=old_path, site=site).first()
    seen.add(old_path)
    if known and all(getattr(known, name) == value for name, value in wanted.items()):
        report.unchanged += 1
    elif known:
        Redirect.objects.filter(pk=known.pk).update(**wanted, automatically_created=False)
        report.changed += 1
    else:
        Redirect.objects.create(old_path=old_path, site=site, **wanted)
        report.made += 1


def _old_path(given: str, seen: set[str]) -> str:
    """The address that leads away, as Wagtail keeps it. Raises BadRowError."""
    path = _on_site(given.strip())
    if path is None:
        raise BadRowError(_("“%(address)s” is no address of this site.") % {"address": given})
    old_path: str = Redirect.normalise_path(path)
    if old_path in ("", "/") or len(old_path) > LONGEST_ADDRESS:
        raise BadRowError(_("“%(address)s” cannot lead elsewhere.") % {"address": given})
    if old_path in seen:
        raise BadRowError(_("“%(address)s” is there twice.") % {"address": given})
    page = page_at(path)
    if page and page.live:
        raise BadRowError(_("There is a page at “%(address)s”.") % {"address": given})
    return old_path


def _target(given: str, old_path: str) -> dict[str, Any]:
    """Where it leads: to a page of this site, or out of it. Raises BadRowError."""
    path = _on_site(given.strip())
    if path is None:
        return {"redirect_page_id": None, "redirect_link": _outside(given.strip())}
    if Redirect.normalise_path(path) == old_path:
        raise BadRowError(_("“%(address)s” would lead to itself.") % {"address": given})
    page = page_at(path) or _page_behind(path, old_path)
    if page is None:
        raise BadRowError(_("There is no page at “%(address)s”.") % {"address": given})
    return {"redirect_page_id": page.pk, "redirect_link": ""}


def _page_behind(path: str, old_path: str) -> Page | None:
    """The page that another redirect leads to, so that nobody is sent on twice."""
    stored = Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exclude(old_path=old_path).first()
    return stored.redirect_page if stored else None


def _outside(address: str) -> str:
    try:
        is_address_of_web(address)
    except ValidationError:
        raise BadRowError(_("“%(address)s” is no address.") % {"address": address}) from None
    if len(address) > LONGEST_ADDRESS:
        raise BadRowError(_("“%(address)s” is too long.") % {"address": address[:80]})
    return address


def _on_site(address: str) -> str | None:
    """The path of an address of this site, as a whole or from the root; None for any other."""
    own = urlsplit(settings.PUBLIC_URL)
    parts = urlsplit(address)
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return parts.path or "/"
    is_path = address.startswith("/") and not address.startswith("//")
    return address if is_path else None
