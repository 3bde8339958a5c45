"""Two front-ends elsewhere, as small as they can be: a website that asks the API on its server, and an app that does in
the browser. Both do what docs/api/previews.md says of the panel, and share no code with Plein."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

RECIPES = Path(__file__).resolve().parents[2] / "docs" / "api" / "previews.md"
DRAFT = "query ($token: String!) { page(preview: $token) { title } pages { totalCount nodes { title } } }"


def scroll_script(cms: str) -> str:
    """What the documentation gives front-ends for the panel, word for word."""
    recipe = RECIPES.read_text().partition("```js\n")[2].partition("```")[0]
    return recipe.replace("https://cms.example.org", cms)


class FrontEnd:
    """A server on this machine; `address` is its own. `cms` is where the API is, and `screen` makes the page that shows
    the draft of a token."""

    def __init__(self, cms: str, screen: Callable[[str, str], str]) -> None:

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                token = parse_qs(asked.query).get("token", [""])[0]
                content = screen(cms, token).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", f"frame-ancestors {cms}")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: object) -> None:
                """Nothing: tokens are kept out of logs."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    @contextmanager
    def running(self) -> Iterator["FrontEnd"]:
        """Serve until the end of the block."""
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        yield self
        self.server.shutdown()
        thread.join()
        self.server.server_close()


def website_screen(cms: str, token: str) -> str:
    """The page of a website, which asks on its server."""
    body = json.dumps({"query": DRAFT, "variables": {"token": token}}).encode()
    headers = {"Content-Type": "application/json", "Preview-Token": token}
    with urlopen(Request(f"{cms}/graphql/", body, headers)) as response:
        data = json.load(response)["data"]
    title = escape(data["page"]["title"]) if data["page"] else "Nothing"
    listed = ", ".join(escape(page["title"]) for page in data["pages"]["nodes"])
    return f"<h1>{title}</h1><p>{listed}</p><script type=module>{scroll_script(cms)}</script>"


def app_screen(cms: str, token: str) -> str:
    """The page of an app, which asks in the browser, from its own origin."""
    asked = json.dumps({"query": DRAFT, "variables": {"token": token}})
    return f"""<h1></h1><p></p><script type=module>
      {scroll_script(cms)}
      const answer = await fetch("{cms}/graphql/", {{
        method: "POST", body: {json.dumps(asked)}, credentials: "omit",
        headers: {{ "Content-Type": "application/json", "Preview-Token": "{escape(token)}" }},
      }});
      const {{ data }} = await answer.json();
      document.querySelector("h1").textContent = data.page ? data.page.title : "Nothing";
      document.querySelector("p").textContent = data.pages.nodes.map(({{ title }}) => title).join(", ");
    </script>"""
