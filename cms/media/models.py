"""Pictures, custom from the first migration so that they can grow without moving a table."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from cms.tags.models import TaggedItem


class ImageTag(TaggedItem):
    """A tag on a picture."""

    content_object = models.ForeignKey("media.Image", on_delete=models.CASCADE, related_name="tagged_items")


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

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class Rendition(AbstractRendition):
    """A picture at one of its named sizes."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter")
        ]
