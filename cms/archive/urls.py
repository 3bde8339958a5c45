"""Wagtail's document door under Wagtail's names, kept out of every shared cache, and in parts where asked for."""

from django.urls import include, path
from django.views.decorators.cache import cache_control
from wagtail.documents import urls as document_urls
from wagtail.documents.views.serve import serve

from cms.media.ranges import in_parts

urlpatterns = [
    path(
        "<int:document_id>/<path:document_filename>",
        cache_control(private=True, no_cache=True)(in_parts(serve)),
        name="wagtaildocs_serve",
    ),
    path("", include(document_urls)),
]
