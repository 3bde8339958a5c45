"""Plein beside its peers: the same questions, put to all in turn by the peers' own benchmark.

    PEERS=folder PEER_LAB=folder PLEIN=http://127.0.0.1:8300 python -m tests.benchmarks.peers fill|run [--only names …]

`fill` puts the peers' content into the database of DATABASE_URL; `run` wants the peers up (`run.sh up`) and Plein at
PLEIN with GRAPHQL_KEPT_MEGABYTES=0, so that every read is a first one. docs/performance.md says how, and what came out.
"""

import os
import sys
import warnings
from typing import Any

import django

QUERIES = {
    "A": """query A($path: String!) {
  page(path: $path) {
    id title path summary
    owner { name jobTitle }
    image { title rendition(name: CARD) { url width height } }
    tags { label }
    related { title path owner { name } }
    breadcrumbs { title path }
    body {
      __typename
      ... on HeadingBlock { id text }
      ... on TextBlock { id html }
      ... on ImageBlock { id caption image { title rendition(name: CONTENT) { url width height } } }
      ... on QuoteBlock { id text attribution }
      ... on TableBlock { id header rows }
      ... on DocumentBlock { id document { title url } }
    }
  }
}""",
    "B": """query B($theme: ID!) {
  pages(filter: { theme: [$theme] }, first: 20) {
    nodes {
      id title path summary
      owner { name }
      image { title rendition(name: CARD) { url width height } }
      tags { label }
    }
  }
}""",
    "C": "query C { navigation(depth: 2) { page { title path } children { page { title path } } } }",
}
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "A": ("page", {"path": "{path}"}), "B": ("theme", {"theme": "{theme}"}), "C": ("one", {}),
}  # fmt: skip
PEERS_DATABASE = "postgresql://peer@127.0.0.1:5544/peer"
READER = "person1@peers.example"


def targets(secret: str) -> list[dict[str, Any]]:
    """What the peers' benchmark is told of Plein: its three questions, asked by somebody signed in."""
    headers = {"content-type": "application/json", "authorization": f"Bearer {secret}"}
    return [
        {"name": f"plein.{name}", "base": os.environ["PLEIN"], "method": "POST", "path": "/graphql/", "kind": kind,
         "body": {"query": QUERIES[name], "variables": variables}, "headers": headers, "tags": ()}
        for name, (kind, variables) in KINDS.items()
    ]  # fmt: skip


def token() -> str:
    """A token of one of the peers' people, made anew, because a token's secret is kept nowhere."""
    from cms.people.models import ApiToken, User  # noqa: PLC0415 - models exist only now
    from cms.people.models.token import digest_of  # noqa: PLC0415 - models exist only now

    secret = "plein_" + os.urandom(24).hex()
    ApiToken.objects.create(user=User.objects.get(email=READER), name="benchmark", digest=digest_of(secret))
    return secret


def run() -> None:
    """Let the peers' benchmark ask, with its numbers of themes as Plein names them."""
    sys.path.insert(0, os.environ["PEERS"])
    import bench  # noqa: PLC0415 - the folder of the peers is known only now

    from cms.graphql_kit.ids import to_global_id  # noqa: PLC0415 - models exist only now

    bench.TARGETS += targets(token())
    asked = bench.requests_for

    def as_plein_asks(target: dict[str, Any], data: dict[str, Any]) -> Any:
        if target["name"].startswith("plein."):
            themes = [{**theme, "id": to_global_id("Page", theme["id"])} for theme in data["themes"]]
            data = {**data, "themes": themes}
        return asked(target, data)

    bench.requests_for = as_plein_asks
    bench.main()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    if sys.argv.pop(1) == "fill":
        from tests.benchmarks.peers.content import fill

        fill(os.environ.get("PEERS_DATABASE", PEERS_DATABASE))
    else:
        run()
