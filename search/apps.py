from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search, which knows only what apps register with it."""

    name = "search"
    label = "search"

    def ready(self) -> None:
        """Register the system checks."""
        import search.checks  # noqa: PLC0415
        import search.vectors.checks  # noqa: F401, PLC0415
