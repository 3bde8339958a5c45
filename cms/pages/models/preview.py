import hashlib
import json
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.access.models import Audience
from cms.people.models import User

LIFETIME = timedelta(minutes=30)


class PreviewQuerySet(models.QuerySet["Preview"]):
    """Questions about previews."""

    def for_secret(self, secret: str) -> "PreviewQuerySet":
        """The preview whose token this is, if its time is not over; only the token's hash is stored."""
        return self.filter(digest=_digest_of(secret), expires_at__gt=timezone.now())

    def expired(self) -> "PreviewQuerySet":
        """Previews whose time is over: the scheduler removes them."""
        return self.filter(expires_at__lte=timezone.now())

    @transaction.atomic
    def keep(self, page: Page, *, by: User, audience: Audience | None) -> str:
        """Store an unsaved page as somebody sees it now, through an audience's eyes if one is given. Returns the
        token's secret, which is kept nowhere.

        It takes the place of what the same person kept of this page before, because the editor's panel asks for a new
        one after every pause in typing.
        """
        parent = None if page.pk else Page.objects.filter(path=page.path[: -page.steplen]).first()
        content_type = ContentType.objects.get_for_model(page)
        self.filter(user=by, page_id=page.pk, parent=parent, content_type=content_type, audience=audience).delete()
        secret = secrets.token_urlsafe(32)
        self.create(
            digest=_digest_of(secret),
            user=by,
            page_id=page.pk,
            parent=parent,
            audience=audience,
            content_type=content_type,
            content=json.loads(page.to_json()),
            expires_at=timezone.now() + LIFETIME,
        )
        return secret


class Preview(models.Model):
    """One unsaved draft as one editor saw it at one moment, for the front-end to show: bound to page, text, person and
    time. `content` is the page as Wagtail serialises it; `audience` is through whose eyes it is seen."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    audience = models.ForeignKey("access.Audience", null=True, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")

    def __str__(self) -> str:
        return f"preview {self.pk}"


def _digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
