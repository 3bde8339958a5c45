"""The door of /media/. A file is found by its row, never by its path on the disk, and served to who may see the row."""

import mimetypes

from django.contrib.auth.models import AnonymousUser
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotFound
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from cms.access.policy import note_passing, open_to, visible_to
from cms.access.readers import reader_of
from cms.media.models import Image, Rendition
from cms.media.serving import is_for_everyone, serve_file

# PostgreSQL has no text with it.
NOT_IN_A_NAME = "\x00"


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture at a named size, or an original for those who work with it. All else is 404, the forbidden too."""
    if NOT_IN_A_NAME in path:
        return _not_found()
    found = _rendition_at(request, path) or _original_at(request, path) or _avatar_at(request, path)
    if not found:
        return _not_found()
    file, is_open = found
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    name = path.rpartition("/")[2]
    try:
        return serve_file(request, file, name=name, content_type=content_type, is_for_everyone=is_open)
    except Http404:
        return _not_found()


def _rendition_at(request: HttpRequest, path: str) -> tuple[FieldFile, bool] | None:
    reader = reader_of(request)
    renditions = Rendition.objects.filter(file=path).select_related("image")
    rendition = visible_to(reader, renditions).first()
    return (rendition.file, is_for_everyone(reader, rendition)) if rendition else None


def _original_at(request: HttpRequest, path: str) -> tuple[FieldFile, bool] | None:
    """An original is as its maker took it, place and camera included: only those who choose or change it get it."""
    if not _enters_admin(request):
        return None
    # asked in one question, because one more for what is closed would take longer than for what is not there
    image = open_to(reader_of(request), Image.objects.filter(file=path, is_quarantined=False)).first()
    if not image:
        return None
    policy = policy_registry.get_by_type(Image)
    is_allowed = policy.user_has_any_permission_for_instance(request.user, ["choose", "change", "delete"], image)
    if not is_allowed:
        return None
    if reader_of(request).passes_all:
        note_passing(reader_of(request), Image.objects.filter(pk=image.pk))
    return image.file, False


def _avatar_at(request: HttpRequest, path: str) -> tuple[FieldFile, bool] | None:
    """Wagtail shows its users' own little pictures in the admin, and nobody else does."""
    avatar = UserProfile.objects.exclude(avatar="").filter(avatar=path).first() if _enters_admin(request) else None
    return (avatar.avatar, False) if avatar else None


def _enters_admin(request: HttpRequest) -> bool:
    return not isinstance(request.user, AnonymousUser) and request.user.has_perm("wagtailadmin.access_admin")


def _not_found() -> HttpResponseBase:
    """Plain, because a page of our own for every missing picture would cost more than the picture."""
    return HttpResponseNotFound("Not found", content_type="text/plain", headers={"Cache-Control": "private, no-store"})
