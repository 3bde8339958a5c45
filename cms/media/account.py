"""Wagtail's screen of one's own account in the admin, of which the portrait comes in by our rules for pictures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel, BaseSettingsPanel

from cms.media.actions import check_new_file
from cms.media.limits import UNREADABLE, check_picture_size


class PortraitForm(AvatarPreferencesForm):
    """As Wagtail's, which makes the portrait smaller while it checks it, and breaks where it cannot be read."""

    def clean_avatar(self) -> Any:
        """The portrait, at most 400 pixels each way."""
        file = self.cleaned_data.get("avatar")
        if file and "avatar" in self.changed_data:
            check_picture_size(file)
            check_new_file(file, by=self.instance.user)
        try:
            return super().clean_avatar()
        except UNREADABLE as error:
            told = _("This picture cannot be read: its file is broken, or a part of it is missing.")
            raise ValidationError(told, code="invalid_image") from error


class PortraitPanel(AvatarSettingsPanel):
    """As Wagtail's, and it says what is wrong with a portrait."""

    form_class = PortraitForm
    template_name = "media/portrait_panel.html"

    @cached_property
    def form(self) -> PortraitForm:
        """One form, because a portrait can be read only once."""
        made: PortraitForm = super().get_form()
        return made

    def get_form(self) -> PortraitForm:
        return self.form


class AccountScreen(AccountView):
    """As Wagtail's, with our panel of the portrait."""

    @cached_property
    def panels(self) -> list[BaseSettingsPanel]:
        """The panels of one answer, with what came of checking them."""
        return [
            PortraitPanel(panel.request, panel.user, panel.profile) if type(panel) is AvatarSettingsPanel else panel
            for panel in super().get_panels()
        ]

    def get_panels(self) -> list[BaseSettingsPanel]:
        return self.panels
