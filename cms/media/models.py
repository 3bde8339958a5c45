"""Pictures, custom from the first migration so that they can grow without moving a table."""

from secrets import token_hex
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage
from wagtail.images.models import ImageQuerySet as WagtailImageQuerySet
from wagtail.images.utils import to_svg_safe_spec
from wagtail.models import Collection

from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs
from cms.media.signals import images_moved
from cms.tags.models import TaggedItem


def stored_name(thing: Any) -> str:
    """What the file of something is stored as.

    Where it can be, not by `thing.file`, which makes an object that leads back: a circle, left to be collected.
    """
    return str(vars(thing).get("file") or thing.file)


class ImageTag(TaggedItem):
    """A tag on a picture."""

    content_object = models.ForeignKey("media.Image", on_delete=models.CASCADE, related_name="tagged_items")


class ImageQuerySet(WagtailImageQuerySet):
    """Images, by the dozen."""

    @transaction.atomic
    def update(self, **fields: Any) -> int:
        """As Django's. A move to another collection, which Wagtail's bulk action does like this, is told."""
        is_move = bool({"collection", "collection_id"} & fields.keys())
        before = dict(self.values_list("pk", "collection_id")) if is_move else {}
        count = super().update(**fields)
        if before:
            images_moved.send(sender=self.model, before=before)
        return count

    # Django's marks: not for templates, nor on the manager.
    update.alters_data = True  # type: ignore[attr-defined]


class Image(AbstractImage):
    """A picture of the library. Its rights are those of its collection."""

    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), through=ImageTag)
    # Redeclared because Wagtail's own Image, which is always installed, takes the reverse name.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_images",
    )

    # Nobody is shown it until the scanner for viruses, which was away when it came, has looked into it.
    is_quarantined = models.BooleanField(default=False, db_default=False, editable=False)

    # What Wagtail's `__init__` sets, which those that come of a row have no other need of.
    decorative = False
    contextual_alt_text = None
    is_whole_by_its_row = True

    objects = ImageQuerySet.as_manager()

    admin_form_fields = WagtailImage.admin_form_fields
    seen_as = SeenAs(VisibilityKind.COLLECTION, "collection_id", held_back="is_quarantined")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def is_svg(self) -> bool:
        """Whether it is a drawing."""
        return stored_name(self).lower().endswith(".svg")

    def clean_filter_for_svg(self, filter: Filter) -> Filter:
        """A drawing has no pixels to convert: the named sizes only fit it, and it stays a drawing."""
        if self.is_svg():
            return Filter(spec=to_svg_safe_spec(filter.spec))
        return super().clean_filter_for_svg(filter)


class Rendition(AbstractRendition):
    """A picture at one of its named sizes."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    seen_as = SeenAs(kind=VisibilityKind.COLLECTION, field="image__collection_id", held_back="image__is_quarantined")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter")
        ]

    @property
    def url(self) -> str:
        """The address behind our own door, wherever the storage keeps the file: a storage's address asks nobody."""
        return f"{settings.MEDIA_URL}{quote(stored_name(self))}"


def place_apart(_kept: models.Model, _filename: str) -> str:
    """Where an infected file is kept: under a name that tells nothing and that no program opens."""
    return f"quarantine/{token_hex(16)}"


class QuarantinedFileQuerySet(models.QuerySet["QuarantinedFile"]):
    """Questions about files that are kept apart."""

    def infected(self) -> "QuarantinedFileQuerySet":
        """Those in which the scanner, when it last looked, found something."""
        return self.filter(cleared_at=None)


class QuarantinedFile(models.Model):
    """An infected file that somebody brought. No door leads to it: it is there for who looks into what happened.

    `stored` is set where the virus was found after the file had come in: what it was stored as, served to nobody.
    Else it was refused, and `collection` is where it was to go, if that is known.
    """

    file = models.FileField(upload_to=place_apart, max_length=255)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    found = models.CharField(_("virus"), max_length=255)
    stored = models.CharField(max_length=255, blank=True, default="", db_index=True)
    collection = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(auto_now_add=True)
    cleared_at = models.DateTimeField(_("found clean at"), null=True)

    objects = QuarantinedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("infected file")
        verbose_name_plural = _("infected files")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.filename} ({self.found})"

    @property
    def is_deletable(self) -> bool:
        """Whether the copy may go by itself. That of a file which is here goes with what has the file."""
        return not self.stored or self.cleared_at is not None

    @property
    def told_state(self) -> str:
        """How things stand with it, in words."""
        if self.cleared_at:
            return gettext("found clean since")
        return gettext("came in, and is served to nobody") if self.stored else gettext("refused when it came")
