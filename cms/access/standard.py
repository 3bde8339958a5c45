"""The audiences that Plein starts with, by code; editors name and add others."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cms.access.models import Audience

DIRECTORY_KEY = "people"

STANDARD = {
    "everyone": {"includes_everyone": True},
    "staff": {"includes_staff": True},
    "partners": {"includes_partners": True},
}


def standard_audiences(*codes: str) -> QuerySet[Audience]:
    """The standard audiences of these codes ("everyone", "staff", "partners"), made where they are missing.

    Their names are the organisation's, in its own language, whoever's screen or command makes them.
    """
    with translation.override(settings.LANGUAGE_CODE):
        names = {"everyone": _("Everyone, visitors too"), "staff": _("All staff"), "partners": _("All partners")}
    for code in codes:
        Audience.objects.get_or_create(code=code, defaults={"name": names[code], **STANDARD[code]})
    return Audience.objects.filter(code__in=codes)
