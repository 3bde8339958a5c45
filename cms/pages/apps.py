from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"

    def ready(self) -> None:
        from cms.pages import knowing, receivers, search, translating  # noqa: F401, PLC0415 - models exist only now
        from cms.pages.old_addresses import tame_redirects  # noqa: PLC0415 - as above

        tame_redirects()
