from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search, which knows only what apps register with it."""

    name = "search"
    label = "search"
