from django.apps import AppConfig


class WebConfig(AppConfig):
    """The reference front-end: server-rendered, and fed by the public API alone, as any other front-end would be."""

    name = "web"
    label = "web"
