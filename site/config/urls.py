"""Every address Plein answers. A new one is also a row in tests/doors/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as admin_urls

from config.probes import PROBES

urlpatterns: list[URLPattern | URLResolver] = [
    # what is asked most
    path("graphql/", include("cms.api.urls")),
    *(path(address.lstrip("/"), probe, name=address.lstrip("/")) for address, probe in PROBES.items()),
    path("admin/", include("cms.access.admin.urls")),
    path("admin/", include("cms.media.admin_urls")),
    path("admin/", include(admin_urls)),
    path("documents/", include("cms.archive.urls")),
    path("meetings/", include("cms.folders.urls")),
    path("feeds/", include("cms.reading.urls")),
    path("scim/v2/", include("cms.directory.scim.urls")),
    path("accounts/oidc/", include("cms.people.issuer_urls")),
    path(settings.MEDIA_URL.lstrip("/"), include("cms.media.urls")),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("cms.people.urls")),
    path("", include("web.urls")),
    prefix_default_language=False,
)

handler500 = "config.failures.server_error"
handler400 = "web.views.errors.bad_request"
handler403 = "web.views.errors.forbidden"
handler404 = "web.views.errors.not_found"
# django-allauth's own, for who tries too often
handler429 = "web.views.errors.too_many_attempts"
