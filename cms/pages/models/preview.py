import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LIFETIME = timedelta(minutes=30)


class PreviewQuerySet(models.QuerySet["Preview"]):
    """Questions about previews."""

    def for_secret(self, secret: str) -> "PreviewQuerySet":
        """The preview whose token this is, if its time is not over; only the token's hash is stored."""
        return self.filter(digest=hashlib.sha256(secret.encode()).hexdigest(), expires_at__gt=timezone.now())

    def expired(self) -> "PreviewQuerySet":
        """Previews whose time is over: the scheduler removes them."""
        return self.filter(expires_at__lte=timezone.now())


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
