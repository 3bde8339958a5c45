"""The doors of documents, the first under Wagtail's name. Wagtail's own view is at none: it would send to a bucket."""

from django.urls import path

from cms.archive.views.serving import serve_document, serve_version

urlpatterns = [
    path(
        "<int:document_id>/versions/<int:number>/<str:filename>",
        serve_version,
        name="document_version",
    ),
    path("<int:document_id>/<str:document_filename>", serve_document, name="wagtaildocs_serve"),
]
