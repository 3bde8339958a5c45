from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "cms.media"
    label = "media"

    def ready(self) -> None:
        from cms.media import acts, knowing, receivers  # noqa: F401, PLC0415 - models exist only now
