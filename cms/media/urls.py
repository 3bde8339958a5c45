"""Mounted at MEDIA_URL: nothing is ever served from there without asking."""

from django.urls import path

from cms.media.views import serve_media

urlpatterns = [path("<path:path>", serve_media, name="media")]
