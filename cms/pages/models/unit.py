from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField

from cms.access.admin.choosers import ChooserPanel
from cms.pages.models.content import ContentPage
from cms.pages.models.slugs import refuse_reserved


class UnitContact(Orderable):
    """A colleague whom a unit's page names as the one to ask. Readers see those whom the directory shows them."""

    page = ParentalKey("pages.UnitPage", on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(
        "people.Profile", verbose_name=_("person"), on_delete=models.CASCADE, related_name="+",
        help_text=_("Their name, work, telephone and mail come from the directory, and stay right there."),
    )  # fmt: skip

    panels = [ChooserPanel("person")]


class UnitPage(ContentPage):
    """A service or department to its colleagues: what it does, when it is open, and whom to ask."""

    unit = models.ForeignKey(
        "people.Unit", verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("The part of the organisation that this page is about. Its people are shown from here."),
    )  # fmt: skip
    opening_hours = models.TextField(
        _("opening hours"), blank=True, max_length=1000,
        help_text=_("When colleagues can come or call; one line for each day or group of days."),
    )  # fmt: skip
    address = models.TextField(
        _("address"), blank=True, max_length=500, help_text=_("Building, floor and room, or the postal address.")
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Of the unit itself, not of a person."))
    phone = models.CharField(
        _("phone"), blank=True, max_length=40, help_text=_("Of the unit itself, as somebody should dial it.")
    )

    parent_page_types = ["pages.HomePage", "pages.ThemePage", "pages.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Says what a service or department does, when it is open, and whom to ask.")
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("unit", overridable=False),
        SynchronizedField("email"),
        SynchronizedField("phone"),
        SynchronizedField("address"),
    ]

    content_panels = [
        *ContentPage.content_panels[:3],
        MultiFieldPanel(
            [FieldPanel(name) for name in ("unit", "opening_hours", "address", "phone", "email")],
            heading=_("How to reach it"),
        ),
        InlinePanel(
            "contacts", heading=_("Whom to ask"), label=_("Contact"), max_num=20,
            help_text=_("In this order. Readers see only those whom they may find in the directory."),
        ),
        *ContentPage.content_panels[3:],
    ]  # fmt: skip

    class Meta:
        verbose_name = _("unit page")
        verbose_name_plural = _("unit pages")

    def clean(self) -> None:
        """It may stand below the home page, where some places in addresses are taken. Raises ValidationError."""
        super().clean()
        refuse_reserved(self.slug)

    def facts(self) -> list[str]:
        """What readers look for besides the text. Contacts are not among them: an entry cannot hide one of its words
        from readers to whom the directory shows fewer people."""
        return [self.opening_hours, self.address, self.phone, self.email]
