"""docs/examples proves that the API works for someone else: a site is built from it, by Node, over HTTP."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from cms.api.execution import SHARED_ANSWERS
from cms.pages.models import ArticlePage
from cms.people.actions import issue_api_token
from cms.people.models import User
from cms.reading.actions import prepare_everything
from tests.factories.access import create_collection
from tests.factories.archive import create_document
from tests.factories.media import create_image
from tests.factories.pages import create_article, create_home, create_news, create_theme, translate
from tests.factories.people import create_user

EXAMPLES: Path = django_settings.ROOT / "docs/examples"
MANIFEST = EXAMPLES / "website/generated/persisted-documents.json"

pytestmark = pytest.mark.skipif(
    not (shutil.which("npm") and (EXAMPLES / "node_modules").exists()),
    reason="needs Node.js: `make examples` installs what the examples stand on",
)


@pytest.fixture
def employee(transactional_db: None) -> User:
    SHARED_ANSWERS.clear()
    return create_user("Eva Medewerker", email="employee@plein.example")


@pytest.fixture
def article(employee: User) -> ArticlePage:
    """An article of every kind of block in two languages, one that nobody but editors sees, and news for two lists."""
    home = create_home("Plein")
    theme = create_theme(home, "Werk")
    files = create_collection()
    image = create_image(collection=files, width=1600, height=900, description="Het stadhuis bij avond")
    document = create_document("Regeling", collection=files)
    body = [
        ("heading", {"text": "Wie mag <wat>?", "level": "2"}),
        ("text", "<p>Vraag het <b>op tijd</b>.</p>"),
        ("image", {"image": image, "caption": "Het stadhuis"}),
        ("quote", {"text": "Rust & regelmaat", "attribution": "Eva"}),
        ("table", {"data": [["Soort", "Dagen"], ["Zorg", "10"]], "first_row_is_table_header": True}),
        ("code", {"language": "sh", "code": "a < b"}),
        ("callout", {"tone": "warning", "text": "<p>Let op.</p>"}),
        ("steps", [{"title": "Vraag", "text": "<p>Vraag aan.</p>"}]),
        ("faq", [{"question": "Hoe lang?", "answer": "<p>Tien dagen.</p>"}]),
        ("document", document),
        ("page_link", theme),
        ("contact", {"person": employee.profile, "text": "Voor vragen"}),
        ("embed", "https://www.youtube.com/watch?v=jNQXAC9IVRw"),
    ]
    article = create_article(theme, "Zorgverlof", summary="Zo zorg je.", image=image, body=body)
    translate(article)
    create_article(theme, "Geheim concept", live=False)
    for number in range(20):
        create_news(theme, f"Bericht {number}")
    prepare_everything()
    return article


@pytest.fixture
def site(article: ArticlePage, employee: User, live_server: Any, settings: Any, tmp_path: Path) -> Path:
    """The site as Node builds it, by a server that answers nothing but what the site's manifest says."""
    settings.GRAPHQL_MANIFESTS = [str(MANIFEST)]
    settings.GRAPHQL_TRUSTED_ONLY = True
    _, secret = issue_api_token(employee, name="website")
    given = {"PLEIN_URL": live_server.url, "PLEIN_TOKEN": secret, "PLEIN_TRUSTED": "1", "PLEIN_OUT": str(tmp_path)}
    command = ["npm", "run", "--silent", "build"]
    built = subprocess.run(
        command, cwd=EXAMPLES, env=os.environ | given, check=False, capture_output=True, text=True, timeout=120
    )
    assert built.returncode == 0, built.stderr
    return tmp_path


def test_the_website_is_built_from_the_api(site: Path) -> None:
    first, second = (site / "index.html").read_text(), (site / "lijst/2/index.html").read_text()
    assert '<a rel="next" href="/lijst/2/">Ouder</a>' in first
    assert '<a rel="prev" href="/">Nieuwer</a>' in second
    assert 'rel="next"' not in second
    assert (first + second).count("<h2><a href=") == 22
    assert "Geheim concept" not in first + second

    page = (site / "werk/zorgverlof/index.html").read_text()
    for part in (
        '<html lang="nl">',
        "<h1>Zorgverlof</h1>",
        '<h2 id="wie-mag-wat">Wie mag &#60;wat&#62;?</h2>',
        "<p>Vraag het <b>op tijd</b>.</p>",
        "<figcaption>Het stadhuis</figcaption>",
        "<blockquote><p>Rust &#38; regelmaat</p></blockquote>",
        '<th scope="col">Soort</th>',
        "<td>10</td>",
        "<code>a &#60; b</code>",
        '<aside class="callout warning"><p>Let op.</p></aside>',
        "<li><strong>Vraag</strong><p>Vraag aan.</p></li>",
        "<summary>Hoe lang?</summary><p>Tien dagen.</p>",
        ">Regeling</a> regeling.txt",
        '<a href="/werk/">Werk</a>',
        '<a href="mailto:employee@plein.example">',
        '<a href="https://www.youtube.com/watch?v=jNQXAC9IVRw" rel="noreferrer">www.youtube.com</a>',
        '<link rel="alternate" hreflang="en" href="/en/',
    ):
        assert part in page, part
    assert list((site / "media").rglob("*.webp"))
    assert [path.parent.name for path in (site / "en").rglob("index.html") if "<h1>Zorgverlof</h1>" in path.read_text()]
