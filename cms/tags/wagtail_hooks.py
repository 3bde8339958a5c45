"""Where tags enter the admin."""

from wagtail.snippets.models import register_snippet

from cms.tags.viewsets import TagViewSet

register_snippet(TagViewSet)
