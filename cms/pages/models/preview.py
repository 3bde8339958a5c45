import base64
import hashlib
import json
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.access.models import Audience
from cms.pages.front_ends import OWN
from cms.people.models import User

# Since somebody last typed or looked, and since they began: a token does not live for ever by being used.
LIFETIME = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


class PreviewQuerySet(models.QuerySet["Preview"]):
    """Questions about previews."""

    def for_secret(self, secret: str) -> "PreviewQuerySet":
        """The preview whose token this is, if its time is not over; only the token's hash is stored."""
        return self.filter(digest=_digest_of(secret), expires_at__gt=timezone.now())

    def expired(self) -> "PreviewQuerySet":
        """Previews whose time is over: the scheduler removes them."""
        return self.filter(expires_at__lte=timezone.now())

    @transaction.atomic
    def keep(
        self, page: Page, *, by: User, audience: Audience | None, front_end: str = OWN, is_typed: bool = True
    ) -> str:
        """Store an unsaved page as somebody sees it now, in a front-end and through an audience's eyes if one is given.
        Returns the token's secret, which is kept nowhere.

        What is being typed keeps its token from one pause to the next, so that a tab beside the editor shows the newest
        by asking again. A text that stands still, such as a former version, has a token of its own.
        """
        content = json.loads(page.to_json())
        place = {
            "user": by,
            "page_id": page.pk,
            "parent": None if page.pk else Page.objects.filter(path=page.path[: -page.steplen]).first(),
            "content_type": ContentType.objects.get_for_model(page),
            "audience": audience,
            "front_end": front_end,
            "text_digest": "" if is_typed else _digest_of(json.dumps(content, sort_keys=True)),
        }
        begun = self.filter(**place, created_at__gt=timezone.now() - LONGEST).select_for_update().first()
        preview = begun or Preview(**place, seed=secrets.token_urlsafe(32))
        secret = preview.secret
        preview.digest, preview.content, preview.expires_at = _digest_of(secret), content, timezone.now() + LIFETIME
        preview.save()
        return secret


class Preview(models.Model):
    """One unsaved draft as one editor sees it, for a front-end to show: bound to page, person, front-end and time.

    `content` is the page as Wagtail serialises it; `audience` is through whose eyes it is seen. `text_digest` names a
    text that stands still, and is empty where the text is the one that is being typed. With `seed` and the site's
    secret key the token can be told to its editor again; without both it cannot.
    """

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    audience = models.ForeignKey("access.Audience", null=True, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.CASCADE, related_name="+")
    front_end = models.CharField(max_length=50, blank=True, default=OWN, db_default=OWN)
    text_digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    seed = models.CharField(max_length=64, default="", db_default="")
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    objects = PreviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview")
        verbose_name_plural = _("previews")

    def __str__(self) -> str:
        return f"preview {self.pk}"

    @property
    def secret(self) -> str:
        """What the address of the preview has in it."""
        key = salted_hmac("cms.pages.models.Preview", self.seed, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(key).decode().rstrip("=")


def _digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
