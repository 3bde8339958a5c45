"""Old addresses kept working: what people have bookmarked and mailed each other finds the page where it is now."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.importing.links import OldSite
from cms.importing.outline import Entry
from cms.importing.reports import Report
from cms.pages.addresses import path_of

ADDRESS_LENGTH = 255


def forward(pairs: Iterable[tuple[Entry, Page]], old_site: OldSite, report: Report) -> int:
    """Redirect every address that an entry had to its page, but for the page's own; gives how many are new.

    A redirect that leads elsewhere is somebody's decision, and stays.
    """
    wanted: dict[str, tuple[Entry, Page]] = {}
    for entry, page in pairs:
        for address in _old_addresses(entry, page, old_site):
            wanted.setdefault(address, (entry, page))
    site = Site.objects.filter(is_default_site=True).first()
    for address, page_id in Redirect.objects.filter(site=site).values_list("old_path", "redirect_page_id"):
        known = wanted.pop(address, None)
        if known and page_id != known[1].pk:
            told = _("%(address)s is redirected elsewhere already, and stays so") % {"address": address}
            report.remarks_on(known[0].source_path).fault(told)
    missing = [
        Redirect(old_path=address, site=site, redirect_page_id=page.pk, is_permanent=True)
        for address, (_entry, page) in wanted.items()
    ]
    return len(Redirect.objects.bulk_create(missing))


def _old_addresses(entry: Entry, page: Page, old_site: OldSite) -> Iterator[str]:
    here = Redirect.normalise_path(path_of(page))
    for route in entry.routes:
        address = Redirect.normalise_path("/" + old_site.route(route))
        if address not in (here, "/", "") and len(address) <= ADDRESS_LENGTH:
            yield address
