"""What an editor can choose beside a preview: in which front-end, and through whose eyes."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from cms.access.models import Audience
from cms.pages.front_ends import OWN, FrontEnd, front_end_of, front_ends

# Between a front-end's key and an audience's id. This site's own modes have no key and no sign.
SIGN = ":"


def modes_of_preview() -> list[tuple[str, str]]:
    """The name and the label of each mode: those of this site first, then those of each front-end elsewhere."""
    audiences = list(Audience.objects.nameable().values_list("pk", "name"))
    return [mode for front_end in front_ends() for mode in _modes_in(front_end, audiences)]


def mode_of_preview(name: str) -> tuple[FrontEnd, Audience | None]:
    """What a mode's name stands for; raises Http404 for one that is not there."""
    key, sign, pk = name.rpartition(SIGN)
    front_end = front_end_of(key if sign else OWN)
    if front_end is None:
        raise Http404
    return front_end, get_object_or_404(Audience, pk=pk) if pk.isdecimal() else None


def _modes_in(front_end: FrontEnd, audiences: list[tuple[int, str]]) -> list[tuple[str, str]]:
    own = [("", gettext("As you see it"))]
    seen_by = [(str(pk), gettext("As seen by: %(audience)s") % {"audience": name}) for pk, name in audiences]
    if front_end.key == OWN:
        return [*own, *seen_by]
    return [(f"{front_end.key}{SIGN}{pk}", f"{front_end.name} – {label}") for pk, label in (*own, *seen_by)]
