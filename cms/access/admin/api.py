"""The admin's own API, which lists images and documents to whoever may enter the admin."""

from django.db.models import QuerySet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from cms.access.policy import open_to
from cms.access.readers import reader_of


class OpenImages(ImagesAdminAPIViewSet):
    """Images in collections that open."""

    def get_queryset(self) -> QuerySet:
        return open_to(reader_of(self.request), super().get_queryset())


class OpenDocuments(DocumentsAdminAPIViewSet):
    """Documents in collections that open."""

    def get_queryset(self) -> QuerySet:
        return open_to(reader_of(self.request), super().get_queryset())


def close_api(router: WagtailAPIRouter) -> None:
    """Put ours in the place of Wagtail's."""
    router.register_endpoint("images", OpenImages)
    router.register_endpoint("documents", OpenDocuments)
