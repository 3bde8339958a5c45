"""Where personal data enter the admin."""

from collections.abc import Iterator

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from cms.people.models import User


@hooks.register("register_admin_urls")
def register_privacy_urls() -> list[URLResolver]:
    """Below /admin/privacy/."""
    return [path("privacy/", include("cms.privacy.urls"))]


@hooks.register("register_user_listing_buttons")
def offer_personal_data(user: User, request_user: User) -> Iterator[Button]:
    """At an account, in the list and on its own screen, for administrators."""
    if request_user.is_superuser:
        yield Button(
            _("Personal data"), url=reverse("privacy:export", args=(user.pk,)), icon_name="download", priority=50
        )
        yield Button(
            _("Erase this person"), url=reverse("privacy:erase", args=(user.pk,)), icon_name="bin", priority=60
        )
