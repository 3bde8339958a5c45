"""The admin's screens for tags."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.tags.forms import LABELS, TagForm
from cms.tags.models import Tag
from cms.tags.views import MergeTag


class TagViewSet(SnippetViewSet):
    """The vocabulary, in one list."""

    model = Tag
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name", "slug", "labels__label"]
    ordering = "name"
    menu_label = _("Tags")
    menu_order = 660
    add_to_settings_menu = True
    merge_view_class = MergeTag

    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel([FieldPanel(field) for field in LABELS], _("In other languages")),
            FieldPanel("slug"),
        ],
        base_form_class=TagForm,
    )

    @property
    def merge_view(self) -> Callable[..., HttpResponse]:
        """The screen that asks which tag takes this one's place."""
        view: Callable[..., HttpResponse] = self.construct_view(self.merge_view_class)
        return view

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's own, and the one for merging."""
        return [*super().get_urlpatterns(), path("merge/<int:pk>/", self.merge_view, name="merge")]
