from django.utils.translation import gettext_lazy as _

from cms.pages.models.content import ContentPage


class NewsPage(ContentPage):
    """Something that happened or will happen, interesting for some time."""

    parent_page_types = ["pages.ThemePage"]
    subpage_types: list[str] = []
    page_description = _("A message that is new today and old next month.")

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
