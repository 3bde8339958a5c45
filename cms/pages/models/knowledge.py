from django.utils.translation import gettext_lazy as _

from cms.pages.models.content import ContentPage


class TopicPage(ContentPage):
    """A subject within a theme, gathering the articles about it."""

    parent_page_types = ["pages.ThemePage", "pages.TopicPage"]
    subpage_types = ["pages.TopicPage", "pages.ArticlePage", "pages.EventPage", "pages.UnitPage", "pages.FormPage"]
    show_in_menus_default = True
    page_description = _("Gathers articles and smaller topics about one subject.")

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class ArticlePage(ContentPage):
    """Knowledge: how something works, what the rule is, what to do."""

    parent_page_types = ["pages.ThemePage", "pages.TopicPage"]
    subpage_types: list[str] = []
    page_description = _("Explains one thing and stays true until it is changed.")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
