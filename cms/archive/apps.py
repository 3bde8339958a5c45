from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "cms.archive"
    label = "archive"
