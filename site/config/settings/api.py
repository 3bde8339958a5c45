"""What the API lets be asked, how often, for how long, and from where."""

import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

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

# Front-ends elsewhere whose pages may ask from the browser, as https://www.example.org. With a token: cookies are for
# pages of this site alone, so that no setting here can lend a session to another.
GRAPHQL_ORIGINS = env.list("GRAPHQL_ORIGINS", default=[])
if wrong := [origin for origin in GRAPHQL_ORIGINS if not re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?", origin)]:
    raise ImproperlyConfigured(f"GRAPHQL_ORIGINS has {wrong[0]!r}: name each origin, as https://www.example.org")
CORS_MIDDLEWARE = "corsheaders.middleware.CorsMiddleware"
CORS_ALLOWED_ORIGINS = GRAPHQL_ORIGINS
CORS_ALLOW_CREDENTIALS = False
# The API, and the doors of files where a token opens.
CORS_URLS_REGEX = r"^/(graphql|media|documents|meetings|feeds/events)/"
CORS_ALLOW_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
CORS_ALLOW_HEADERS = (
    "accept", "accept-language", "authorization", "content-type", "if-none-match", "last-event-id", "preview-token",
    "range",
)  # fmt: skip
CORS_EXPOSE_HEADERS = (
    "accept-ranges", "content-disposition", "content-range", "etag", "ratelimit", "ratelimit-policy", "retry-after",
    "x-request-id",
)  # fmt: skip
