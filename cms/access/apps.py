from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "cms.access"
    label = "access"
