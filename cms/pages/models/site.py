"""What the whole site says about itself, on every screen."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from cms.access.admin.choosers import ChooserPanel
from cms.pages.contrast import HEX_COLOUR, LOWEST_FOR_TEXT, contrast

# What stands on or behind an accent in the reference front-end (site/web/static/web/plein.css): white on buttons, and
# the three grounds that links stand on.
LIGHT_NEIGHBOURS = ("#ffffff", "#f6f6f2", "#ecede7")
DARK_NEIGHBOURS = ("#10161b", "#182027", "#1f2931")

is_colour = RegexValidator(rf"^{HEX_COLOUR.pattern}$", _("Write a colour as # and six digits or letters: #0b5563."))
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


def validate_address(text: str) -> None:
    """Refuse what is neither an address on this site ("/contact/") nor one of another. Raises ValidationError."""
    if not text.startswith("/") or text.startswith("//"):
        WEB_ADDRESS(text)


@register_setting(icon="site")
class SiteSettings(ClusterableModel, BaseGenericSetting):
    """Name, face and foot of the site; there is one row at most."""

    name = models.CharField(
        _("name"), max_length=60, blank=True,
        help_text=_("Stands beside the logo and in the title of every screen; empty for the name it was set up with."),
    )  # fmt: skip
    logo = models.ForeignKey(
        "media.Image", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("Stands before the name. Choose it from a collection that everybody may see, visitors too."),
    )  # fmt: skip
    accent = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[is_colour],
        help_text=_("Of links and buttons, such as #0b5563. White and light grounds must be readable beside it."),
    )  # fmt: skip
    accent_dark = models.CharField(
        _("accent colour in the dark"), max_length=7, blank=True, validators=[is_colour],
        help_text=_("Of links for readers who prefer a dark screen, such as #8fd0e4."),
    )  # fmt: skip
    contact_email = models.EmailField(
        _("e-mail address"), blank=True, help_text=_("Where readers can ask about the intranet; stands in the footer.")
    )
    contact_phone = models.CharField(
        _("phone number"), max_length=30, blank=True, help_text=_("Stands in the footer, as people dial it.")
    )

    # Set at the read: the language in which its texts were asked.
    asked_language = settings.LANGUAGE_CODE

    panels = [
        MultiFieldPanel([FieldPanel("name"), ChooserPanel("logo")], _("Name and logo")),
        MultiFieldPanel([FieldPanel("accent"), FieldPanel("accent_dark")], _("Colours")),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")], _("Contact")),
        InlinePanel(
            "footer_texts", heading=_("Text in the footer"), label=_("Text"),
            help_text=_("One for each language; a language without one has none."),
        ),
        InlinePanel("footer_links", heading=_("Links in the footer"), label=_("Link"), help_text=_("In their order.")),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def clean(self) -> None:
        """Refuse colours that some could not read. Raises ValidationError."""
        super().clean()
        neighbours = {"accent": LIGHT_NEIGHBOURS, "accent_dark": DARK_NEIGHBOURS}
        unreadable = {field: _unreadable(getattr(self, field), beside) for field, beside in neighbours.items()}
        if any(unreadable.values()):
            raise ValidationError({field: told for field, told in unreadable.items() if told})

    @property
    def shown_name(self) -> str:
        """The name chosen here, else that of the installation."""
        return self.name or settings.WAGTAIL_SITE_NAME

    def footer_text_in(self, language: str) -> str:
        """What the footer says in a language; empty where nobody wrote it."""
        return next((row.text for row in self.footer_texts.all() if row.language == language), "")

    def footer_links_in(self, language: str) -> list["FooterLink"]:
        """The links of a language's footer, in order."""
        return [row for row in self.footer_links.all() if row.language == language]


class FooterText(Orderable):
    """What the footer says in one language."""

    site = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_texts")
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, help_text=_("The language it is written in.")
    )
    text = models.TextField(_("text"), max_length=500, help_text=_("One or two sentences at the foot of every screen."))

    panels = [FieldPanel("language"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("text in the footer")
        verbose_name_plural = _("texts in the footer")
        unique_together = [("site", "language")]

    def __str__(self) -> str:
        return self.text


class FooterLink(Orderable):
    """A link at the foot of every screen of one language."""

    site = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_links")
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, help_text=_("On whose screens it stands.")
    )
    label = models.CharField(_("label"), max_length=60, help_text=_("What the link says: where it leads."))
    address = models.CharField(
        _("address"), max_length=500, validators=[validate_address],
        help_text=_("On this site, such as /privacy/, or another's, such as https://example.org/."),
    )  # fmt: skip

    panels = [FieldPanel("language"), FieldPanel("label"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("link in the footer")
        verbose_name_plural = _("links in the footer")

    def __str__(self) -> str:
        return self.label


def _unreadable(colour: str, beside: Iterable[str]) -> str:
    """Why a colour cannot be used, or nothing. One that is no colour has been refused already."""
    if not HEX_COLOUR.fullmatch(colour):
        return ""
    ratio, neighbour = min((contrast(colour, each), each) for each in beside)
    if ratio >= LOWEST_FOR_TEXT:
        return ""
    told = _("Not readable enough: its contrast with %(neighbour)s is %(ratio)s to 1, and must be %(lowest)s or more.")
    # Cut off, not rounded: 4.46 must not be called 4.5.
    return told % {"neighbour": neighbour, "ratio": f"{int(ratio * 100) / 100:.2f}", "lowest": LOWEST_FOR_TEXT}
