"""Every address Plein answers. A new one is also a row in tests/doors/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as admin_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("graphql/", include("cms.api.urls")),
    path("admin/", include("cms.access.admin.urls")),
    path("admin/", include(admin_urls)),
    path("documents/", include("cms.archive.urls")),
    path(settings.MEDIA_URL.lstrip("/"), include("cms.media.urls")),
]

    path("feeds/", include("cms.reading.urls")),
urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.account.urls")),
    path("", include("web.urls")),
    prefix_default_language=False,
)

handler403 = "web.views.errors.forbidden"
handler404 = "web.views.errors.not_found"
