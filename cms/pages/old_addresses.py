"""Redirects from where thousands of pages were before a move."""

from collections import defaultdict

from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import BatchRedirectCreator

from cms.access.tree import batches_of


def delete_clashing_redirects(batch: BatchRedirectCreator) -> None:
    """Delete the redirects that Wagtail once made from the addresses which it makes some from now.

    Wagtail asks for them by one condition a page, joined by "or": more than a thousand of these are more than SQLite
    takes, after the pages have moved, and slow elsewhere.
    """
    paths: dict[int | None, list[str]] = defaultdict(list)
    for redirect in batch.items:
        paths[redirect.site_id].append(redirect.old_path)
    for site_id, listed in paths.items():
        for some in batches_of(listed):
            Redirect.objects.filter(automatically_created=True, site=site_id, old_path__in=some).delete()


def tame_redirects() -> None:
    """Let Wagtail's own maker of redirects delete like this."""
    BatchRedirectCreator.pre_process = delete_clashing_redirects
