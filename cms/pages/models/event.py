from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.pages.models.content import ContentPage


class EventPage(ContentPage):
    """Something with a time and a place. Its moments are the same in every language; its place may be named anew."""

    starts_at = models.DateTimeField(_("starts at"), help_text=_("Day and time, as the clock says where it happens."))
    ends_at = models.DateTimeField(
        _("ends at"),
        null=True,
        blank=True,
        help_text=_("Leave empty when nobody knows. It may be another day: until then the event is going on."),
    )
    location = models.CharField(
        _("location"),
        max_length=255,
        blank=True,
        help_text=_("Room and building, or “online”: what somebody must know to get there."),
    )

    parent_page_types = ["pages.ThemePage", "pages.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Something with a time and a place; it stands in the calendar until it is over.")
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("starts_at", overridable=False),
        SynchronizedField("ends_at", overridable=False),
    ]

    content_panels = [
        *ContentPage.content_panels[:2],
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("location")],
            heading=_("When and where"),
        ),
        *ContentPage.content_panels[2:],
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at"))
            )
        ]

    def clean(self) -> None:
        """Refuse an end before the start, at the field where it is mended. Raises ValidationError."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("It cannot end before it starts: choose a later moment.")})

    def facts(self) -> list[str]:
        """What readers look for besides the text: the place."""
        return [self.location]
