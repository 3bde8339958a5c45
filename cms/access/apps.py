from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "cms.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        from cms.access import auditing, knowing, receivers  # noqa: F401, PLC0415 - models exist only now
        from cms.access.admin.mails import close_mails  # noqa: PLC0415 - models exist only now
        from cms.access.admin.policies import register_policies  # noqa: PLC0415 - models exist only now
        from cms.access.admin.usage import close_usage  # noqa: PLC0415 - models exist only now

        register_policies()
        close_mails()
        close_usage()
