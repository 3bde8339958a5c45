"""Where a front-end shows a search."""

from urllib.parse import urlencode

from django.conf import settings

from cms.searches.models import SavedSearch

# What a filter is called in the address of the site's own search screen.
PARAMETERS = {"published_from": "from", "published_to": "to"}


def address_of(saved: SavedSearch) -> str:
    """The search screen, asked a saved search in the language in which it was saved."""
    filters = {PARAMETERS.get(name, name): value for name, value in saved.filters.items()}
    prefix = "" if saved.language == settings.LANGUAGE_CODE else f"/{saved.language}"
    parameters = urlencode({"q": saved.query, **filters}, doseq=True)
    return settings.PUBLIC_URL + settings.FRONTEND_SEARCH_URL.format(prefix=prefix, parameters=parameters)
