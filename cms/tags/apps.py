from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "cms.tags"
    label = "tags"
