"""Where editors see a page before it is published."""

import environ

env = environ.Env()

# On this site. {prefix} is "" or "/en", {language} "nl" or "en", {token} opens the draft; empty where it shows no page.
FRONTEND_PREVIEW_URL = env.str("FRONTEND_PREVIEW_URL", default="{prefix}/preview/{token}/")
# Elsewhere: "Website=https://www.example.org/preview?token={token}&path={path},App=https://…". {path} is the page's.
PREVIEW_FRONT_ENDS = env.list("PREVIEW_FRONT_ENDS", default=[])
# The names of those in which nobody signs in: whoever has the token sees the draft there, until its time is over.
PREVIEW_BY_TOKEN_ALONE = env.list("PREVIEW_BY_TOKEN_ALONE", default=[])
