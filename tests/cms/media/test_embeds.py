"""What editors embed is asked of a few providers, outside, and nowhere else."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException

from cms.media import outside
from cms.media.embeds import KnownProviders
from cms.media.outside import Refused, Silent, text_at

asked: list[str] = []


class Provider(BaseHTTPRequestHandler):
    """A provider within our own network."""

    def do_GET(self) -> None:
        asked.append(self.path)
        self.send_response(302 if self.path.startswith("/moved") else 200)
        self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()
        said = {"type": "video", "title": "<b>Film</b>", "html": "<script>1</script>", "width": 640, "height": "x"}
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_said: object) -> None:
        """Nothing."""


@pytest.fixture
def provider() -> Iterator[int]:
    asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:9200/",
        "https://www.flickr.com/photos/a/1",
        "https://www.youtube.com.example.org/watch?v=1",
        "file:///etc/passwd",
    ],
)
def test_what_no_provider_of_ours_has_is_not_asked_for(url: str) -> None:
    with pytest.raises(EmbedException):
        get_embed(url)


def test_nothing_within_the_network_is_asked(provider: int) -> None:
    ports = (provider,)
    for host in ("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "127.1"):
        with pytest.raises((Refused, Silent)):
            text_at(f"http://{host}:{provider}/", size=100, ports=ports)
    with pytest.raises(Refused):
        text_at("https://www.example.org:8443/", size=100)
    assert asked == []


def test_a_redirect_is_not_followed(provider: int) -> None:
    with pytest.raises(Silent, match="302"):
        text_at(f"http://127.0.0.1:{provider}/moved", size=100, allows=lambda _: True, ports=(provider,))
    assert asked == ["/moved"]


def test_a_name_is_looked_up_once(provider: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["127.0.0.1", "169.254.169.254"])
    monkeypatch.setattr(outside.socket, "getaddrinfo", lambda host, port, **_: [(2, 1, 6, "", (next(answers), port))])
    address = outside.address_of("rebinds.example.org", provider, allows=lambda _: True, ports=(provider,))

    assert address == "127.0.0.1"


def test_what_a_provider_says_is_never_markup(provider: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def here(url: str, *, size: int) -> str:
        return text_at(url, size=size, allows=lambda _: True, ports=(provider,))

    monkeypatch.setattr("cms.media.embeds.text_at", here)
    endpoint = f"http://127.0.0.1:{provider}/oembed"
    finder = KnownProviders(providers=[{"endpoint": endpoint, "urls": [r"^https://films\.example\.org/.+$"]}])

    found = finder.find_embed("https://films.example.org/1", max_width=800)

    assert found["title"] == "<b>Film</b>"
    assert found["html"] == '<a href="https://films.example.org/1">&lt;b&gt;Film&lt;/b&gt;</a>'
    assert (found["width"], found["height"]) == (640, None)
    assert asked == ["/oembed?url=https%3A%2F%2Ffilms.example.org%2F1&format=json&maxwidth=800"]
