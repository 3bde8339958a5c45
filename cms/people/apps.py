from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "cms.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from cms.people import auditing, knowing, receivers  # noqa: F401, PLC0415 - models exist only now
        from cms.people.sign_in import checks  # noqa: F401, PLC0415
        from cms.people.sign_in import receivers as told  # noqa: F401, PLC0415
