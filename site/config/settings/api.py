"""What the API lets be asked, how often, for how long, and from where."""

from pathlib import Path

import environ

env = environ.Env()

# Documents that may be asked by their digest: those of the site itself, and those of front-ends elsewhere.
OWN_MANIFEST = Path(__file__).resolve().parents[2] / "web" / "operations" / "manifest.json"
GRAPHQL_MANIFESTS = [str(OWN_MANIFEST), *env.list("GRAPHQL_MANIFESTS", default=[])]
# Whether nothing else is answered over HTTP.
GRAPHQL_TRUSTED_ONLY = env.bool("GRAPHQL_TRUSTED_ONLY", default=False)
# Apollo's automatic persisted queries, which trust nobody: for development.
GRAPHQL_AUTOMATIC_DOCUMENTS = False

# How many seconds a request may take, and one that brings files; 0 is for ever.
GRAPHQL_SECONDS = env.float("GRAPHQL_SECONDS", default=10.0)
GRAPHQL_FILE_SECONDS = env.float("GRAPHQL_FILE_SECONDS", default=60.0)

# What one token, account or address may ask in a minute; 0 is as much as it likes.
GRAPHQL_REQUESTS_A_MINUTE = env.int("GRAPHQL_REQUESTS_A_MINUTE", default=6_000)
GRAPHQL_COST_A_MINUTE = env.int("GRAPHQL_COST_A_MINUTE", default=3_000_000)
