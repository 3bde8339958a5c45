"""Addresses of Wagtail's admin that answer with our view: mounted before Wagtail's own, which keep their names."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from cms.media.account import AccountScreen

urlpatterns = [path("account/", never_cache(require_admin_access(AccountScreen.as_view())), name="media_account")]
