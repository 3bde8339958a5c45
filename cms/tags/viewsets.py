"""The admin's screens for tags."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.tags.forms import LABELS, TagForm
from cms.tags.models import Tag


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
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel([FieldPanel(field) for field in LABELS], _("In other languages")),
            FieldPanel("slug"),
        ],
        base_form_class=TagForm,
    )
