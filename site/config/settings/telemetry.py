"""What is measured of a deployment, and who may read it."""

import environ

env = environ.Env()

# Prometheus reads /metrics with this as its bearer token. Open needs none: for a network that keeps others out.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
METRICS_OPEN = env.bool("METRICS_OPEN", default=False)
IS_MEASURED = METRICS_OPEN or bool(METRICS_TOKEN)
# How many names of operations are told apart, beside those of trusted documents.
METRICS_OPERATIONS = env.int("METRICS_OPERATIONS", default=100)

# An operation that takes as long is written to the log; 0 writes none.
GRAPHQL_SLOW_SECONDS = env.float("GRAPHQL_SLOW_SECONDS", default=1.0)

# Traces go to the collector that OpenTelemetry's own variables name; the library reads the others of them itself.
TRACES_ENDPOINT = env.str(
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", default=env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")
)
# Whether a `traceparent` that comes with a request is gone on with: only behind a proxy that lets no other's pass.
TRACES_FROM_OUTSIDE = env.bool("TRACES_FROM_OUTSIDE", default=False)
