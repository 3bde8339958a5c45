"""The admin's screens for tags."""

from django.forms import ModelForm
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.tags.forms import TagForm
from cms.tags.models import Tag


class TagViewSet(SnippetViewSet):
    """The vocabulary, in one list."""

    model = Tag
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name", "slug", "labels__label"]
    ordering = "name"

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        """One form, new or not."""
        return TagForm
