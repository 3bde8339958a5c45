from django.apps import AppConfig

from config.telemetry.tracing import exporting


class TracingConfig(AppConfig):
    name = "config.telemetry.tracing"
    label = "tracing"

    def ready(self) -> None:
        exporting.start()
        from config.telemetry.tracing import receivers  # noqa: F401, PLC0415 - they listen only now
