from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "cms.archive"
    label = "archive"

    def ready(self) -> None:
        from cms.archive import auditing, knowing, receivers, search  # noqa: F401, PLC0415 - models exist only now
