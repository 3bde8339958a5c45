from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "cms.directory"
    label = "directory"

    def ready(self) -> None:
        from cms.directory import acts, knowing, receivers, search  # noqa: F401, PLC0415 - models exist only now
        from cms.directory.scim import checks  # noqa: F401, PLC0415
