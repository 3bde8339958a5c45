"""The door of /media/. A file is found by its row, never by its path on the disk, and served to who may see the row."""

import mimetypes

from django.contrib.auth.models import AnonymousUser
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotFound
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.permissions import policy_registry
from wagtail.users.models import UserProfile

from cms.access.policy import may_open, visible_to
from cms.access.readers import reader_of
from cms.media.models import Image, Rendition
from cms.media.ranges import part_of

# A drawing may carry scripts. Shown as a picture they never run; opened on its own, this stops them.
CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture at a named size, or an original for those who work with it. All else is 404, the forbidden too."""
    rendition = _visible_rendition(request, path)
    if rendition:
        return _serve(request, rendition.file, f'"{rendition.pk}-{rendition.image.file_hash}"')
    image = Image.objects.filter(file=path).first()
    if image and _works_with(request, image):
        return _serve(request, image.file, f'"{image.pk}-{image.file_hash}"')
    avatar = UserProfile.objects.exclude(avatar="").filter(avatar=path).first()
    if avatar and _enters_admin(request):
        return _serve(request, avatar.avatar, f'"avatar-{path}"')
    return _not_found()


def _enters_admin(request: HttpRequest) -> bool:
    """Wagtail shows its users' own little pictures in the admin, and nobody else does."""
    return not isinstance(request.user, AnonymousUser) and request.user.has_perm("wagtailadmin.access_admin")


def _visible_rendition(request: HttpRequest, path: str) -> Rendition | None:
    renditions = Rendition.objects.filter(file=path).select_related("image")
    return visible_to(reader_of(request), renditions).first()


def _works_with(request: HttpRequest, image: Image) -> bool:
    """An original is as its maker took it, place and camera included: only those who choose or change it get it."""
    if not _enters_admin(request):
        return False
    policy = policy_registry.get_by_type(Image)
    is_allowed = policy.user_has_any_permission_for_instance(request.user, ["choose", "change", "delete"], image)
    return is_allowed and may_open(reader_of(request), image)


def _serve(request: HttpRequest, file: FieldFile, etag: str) -> HttpResponseBase:
    name = str(file.name)
    if not file.storage.exists(name):
        return _not_found()
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or FileResponse(file.storage.open(name), content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ["Cookie"])
    return part_of(response, request)


def _not_found() -> HttpResponseBase:
    """Plain, because a page of our own for every missing picture would cost more than the picture."""
    return HttpResponseNotFound("Not found", content_type="text/plain", headers={"Cache-Control": "private, no-cache"})
