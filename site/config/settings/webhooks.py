"""Where webhooks may go, and how long what they were told is kept."""

import environ

env = environ.Env()

# Networks within which receivers may stand, such as 10.1.0.0/16: there without TLS too. Else the open internet alone.
WEBHOOKS_ALLOWED_NETWORKS = env.list("WEBHOOKS_ALLOWED_NETWORKS", default=[])
WEBHOOKS_PORTS = env.list("WEBHOOKS_PORTS", cast=int, default=[443])
# An endpoint that took nothing for so many days is switched off.
WEBHOOKS_FAILING_DAYS = env.int("WEBHOOKS_FAILING_DAYS", default=5)
# Messages that are over are kept for so many days.
WEBHOOKS_DAYS = env.int("WEBHOOKS_DAYS", default=30)
# A secret signs so long beside the one that replaced it.
WEBHOOKS_ROTATION_HOURS = env.int("WEBHOOKS_ROTATION_HOURS", default=24)
