"""The audiences that Plein starts with, by code; editors name and add others."""

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from cms.access.models import Audience
from cms.people.models import WorkGroup
from cms.people.models.work_group import WorkGroupKind

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


def members_of(group: WorkGroup) -> Audience:
    """The audience of a group's members, which nobody names or chooses: for what belongs to the group alone."""
    audience, is_new = Audience.objects.get_or_create(
        code=f"work-group-{group.pk}", defaults={"name": f"work-group-{group.pk}", "made_for": group}
    )
    if is_new:
        audience.work_groups.add(group)
    return audience


def audiences_seeing(group: WorkGroup) -> list[Audience]:
    """Who may see that a group exists: its members, whom it invited, and where it is open staff, or partners too."""
    invited, _is_new = Audience.objects.get_or_create(
        code=f"work-group-{group.pk}-invited",
        defaults={"name": f"work-group-{group.pk}-invited", "made_for": group, "includes_invited": True},
    )
    if not group.is_open:
        return [members_of(group), invited]
    codes = ("staff", "partners") if group.kind == WorkGroupKind.PARTNER else ("staff",)
    return [members_of(group), invited, *standard_audiences(*codes)]
