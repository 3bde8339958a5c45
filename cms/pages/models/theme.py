from typing import Any, Self

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Workflow

from cms.pages.models.content import ContentPage
from cms.pages.models.slugs import refuse_reserved


class ThemePage(ContentPage):
    """A theme of the organisation: its own corner of the site, with its own editors and moderators.

    Its groups, workflow and collection are shared by all its languages. `establish_theme` makes them.
    """

    editors = models.ForeignKey(
        Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="edited_themes"
    )
    moderators = models.ForeignKey(
        Group, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="moderated_themes"
    )
    workflow = models.ForeignKey(
        Workflow, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="themes"
    )
    collection = models.ForeignKey(
        Collection, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="themes"
    )

    first_audiences = ("staff",)
    parent_page_types = ["pages.HomePage"]
    subpage_types = [
        "pages.TopicPage", "pages.ArticlePage", "pages.NewsPage", "pages.EventPage", "pages.UnitPage", "pages.FormPage",
    ]  # fmt: skip
    show_in_menus_default = True
    page_description = _("A subject with editors and moderators of its own; making one makes their groups.")

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def clean(self) -> None:
        """Refuse a place in addresses that is taken. Raises ValidationError."""
        super().clean()
        refuse_reserved(self.slug)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """A revision brought back keeps today's groups, workflow and collection: no text of the theme decides them."""
        theme = super().with_content_json(content)
        for field in ("editors_id", "moderators_id", "workflow_id", "collection_id"):
            setattr(theme, field, getattr(self, field))
        return theme

    def versions(self) -> models.QuerySet["ThemePage"]:
        """The same theme in all its languages, itself included, and its aliases or what it is an alias of."""
        is_alias = Q(alias_of=self.pk) | Q(pk=self.alias_of_id) if self.pk else Q()
        return ThemePage.objects.filter(Q(translation_key=self.translation_key) | is_alias)
