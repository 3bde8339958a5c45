"""What a browser fetches to show a screen, in bytes as they lie on the server: nothing is compressed, nothing kept."""

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client


def weights_of(client: Client, address: str) -> dict[str, int]:
    """How many bytes the screen at an address is, and each style, script and picture of it, by their addresses."""
    content = _content_at(client, address)
    screen = BeautifulSoup(content, "html.parser")
    parts = [part["src"] for part in screen.select("script[src], img[src]")]
    parts += [part["href"] for part in screen.select("link[rel=stylesheet], link[rel=icon]")]
    return {address: len(content), **{str(part): len(_content_at(client, str(part))) for part in parts}}


def _content_at(client: Client, address: str) -> bytes:
    if address.startswith(settings.STATIC_URL):
        with open(str(finders.find(address.removeprefix(settings.STATIC_URL))), "rb") as file:
            return file.read()
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()
