from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.pages.models.content import ContentPage


class ThemePage(ContentPage):
    """A theme of the organisation: its own corner of the site, with its own editors and moderators."""

    editors = models.ForeignKey(
        Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="edited_themes"
    )
    moderators = models.ForeignKey(
        Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="moderated_themes"
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.TopicPage", "pages.ArticlePage", "pages.NewsPage"]
    page_description = _("A subject with editors and moderators of its own; making one makes their groups.")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
