from django.utils.translation import gettext_lazy as _

from cms.pages.models.content import ContentPage


class HomePage(ContentPage):
    """The front door of one language."""

    first_audiences = ("staff", "partners")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.ThemePage", "pages.UnitPage"]
    page_description = _("The first page of a site in one language.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
