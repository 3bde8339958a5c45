from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        from config import receivers  # noqa: F401, PLC0415 - models exist only now
        from config.telemetry import switches  # noqa: PLC0415 - settings are whole only now

        switches.switch_on()
