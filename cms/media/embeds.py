"""Films of others within a page: what an editor's link to one is called, asked of its provider.

Only the providers of `EMBED_PROVIDERS` are asked, at addresses that we know ourselves: what an editor types decides
nowhere where a request goes. Nothing that a provider answers is ever shown as markup.
"""

import json
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.html import format_html
from wagtail.embeds import oembed_providers
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.oembed import OEmbedFinder

from cms.media.outside import Refused, Silent, text_at

LARGEST_ANSWER = 100_000


class KnownProviders(OEmbedFinder):
    """Wagtail's finder, among a few providers, over a connection that leads nowhere but outside."""

    def __init__(self, providers: Any = None, options: Any = None) -> None:
        known = providers or [getattr(oembed_providers, name) for name in settings.EMBED_PROVIDERS]
        super().__init__(providers=known, options=options)
        if not known:
            # because Wagtail takes an empty list for "all of them"
            self._endpoints: dict[str, Any] = {}

    def find_embed(self, url: str, max_width: int | None = None, max_height: int | None = None) -> dict[str, Any]:
        """What a film is called and how large it is. Raises EmbedNotFoundException."""
        endpoint = self._get_endpoint(url)
        if endpoint is None:
            raise EmbedNotFoundException
        asked = {"url": url, "format": "json", "maxwidth": max_width, "maxheight": max_height}
        query = urlencode({name: value for name, value in asked.items() if value})
        try:
            said = json.loads(text_at(f"{endpoint}?{query}", size=LARGEST_ANSWER))
        except (Refused, Silent, ValueError) as error:
            raise EmbedNotFoundException(f"{endpoint} said nothing of use") from error
        if not isinstance(said, dict) or "type" not in said:
            raise EmbedNotFoundException("Missing 'type' in response")
        return _described(said, url)


def _described(said: dict[str, Any], url: str) -> dict[str, Any]:
    title = str(said.get("title") or url)[:255]
    numbers = {name: said[name] if isinstance(said.get(name), int) else None for name in ("width", "height")}
    return {
        "title": title,
        "author_name": str(said.get("author_name") or "")[:255],
        "provider_name": str(said.get("provider_name") or "")[:255],
        "type": said["type"] if said["type"] in ("video", "photo", "rich") else "link",
        "thumbnail_url": "",
        "html": format_html('<a href="{}">{}</a>', url, title),
        **numbers,
    }


embed_finder_class = KnownProviders
