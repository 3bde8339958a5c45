"""Two front-ends elsewhere, as small as they can be: a website that asks the API on its server, and an app that does in
the browser. Both do what docs/api/previews.md says of the panel, and share no code with Plein."""

import json
import threading
from collections.abc import Iterator
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
    """A server on this machine; `address` is its own, `cms` where the API is."""

    def __init__(self, cms: str) -> None:
        self.cms = cms
        front_end = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = urlsplit(self.path)
                token = parse_qs(asked.query).get("token", [""])[0]
                content = front_end.screen(token).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", f"frame-ancestors {front_end.cms}")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_args: object) -> None:
                """Nothing: tokens are kept out of logs."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def screen(self, token: str) -> str:
        """The page that shows a draft."""
        raise NotImplementedError

    @contextmanager
    def running(self) -> Iterator["FrontEnd"]:
        """Serve until the end of the block."""
        thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        thread.start()
        yield self
        self.server.shutdown()
        thread.join()
        self.server.server_close()


class Website(FrontEnd):
    """Asks on its server."""

    def screen(self, token: str) -> str:
        body = json.dumps({"query": DRAFT, "variables": {"token": token}}).encode()
        headers = {"Content-Type": "application/json", "Preview-Token": token}
        with urlopen(Request(f"{self.cms}/graphql/", body, headers)) as response:
            data = json.load(response)["data"]
        title = escape(data["page"]["title"]) if data["page"] else "Nothing"
        listed = ", ".join(escape(page["title"]) for page in data["pages"]["nodes"])
        return f"<h1>{title}</h1><p>{listed}</p><script type=module>{scroll_script(self.cms)}</script>"


class App(FrontEnd):
    """Asks in the browser, from its own origin."""

    def screen(self, token: str) -> str:
        asked = json.dumps({"query": DRAFT, "variables": {"token": token}})
        return f"""<h1></h1><p></p><script type=module>
          {scroll_script(self.cms)}
          const answer = await fetch("{self.cms}/graphql/", {{
            method: "POST", body: {json.dumps(asked)}, credentials: "omit",
            headers: {{ "Content-Type": "application/json", "Preview-Token": "{escape(token)}" }},
          }});
          const {{ data }} = await answer.json();
          document.querySelector("h1").textContent = data.page ? data.page.title : "Nothing";
          document.querySelector("p").textContent = data.pages.nodes.map(({{ title }}) => title).join(", ");
        </script>"""
