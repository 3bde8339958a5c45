"""Addresses in the admin."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from cms.privacy.views import ErasePerson, ExportPerson

app_name = "privacy"
urlpatterns = [
    path("<int:user_id>/export/", require_admin_access(ExportPerson.as_view()), name="export"),
    path("<int:user_id>/erase/", require_admin_access(ErasePerson.as_view()), name="erase"),
]
