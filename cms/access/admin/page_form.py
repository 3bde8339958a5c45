"""The form of a page, with the choice of who may see it."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel

from cms.access.actions import choose_audiences
from cms.access.admin.choosing import AudiencesField, ChoosesAudiences
from cms.access.admin.references import references_of, refuse_closed_references
from cms.access.explaining import Inherited, copies_sharing, inherited_by_page, own_audiences
from cms.access.models.restriction import RestrictionKind
from cms.access.readers import ask_again
from cms.access.standard import standard_audiences


class RightsPageForm(ChoosesAudiences, WagtailAdminPageForm):
    """Who may see a page is chosen in its own form, by who may publish it; it is no part of any revision.

    It holds at once, and only when a person saves: Wagtail saves a form every moment while somebody still clicks in it,
    and halfway between two audiences a page could be open to all.
    """

    audiences = AudiencesField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.references_before = references_of(self.instance) if self.instance.pk else set()
        self.offer_audiences(self._chosen_now(), is_allowed=self._is_allowed())

    def _chosen_now(self) -> list:
        if self.instance.pk:
            return own_audiences(RestrictionKind.PAGE, self.instance.rights_key)
        return list(standard_audiences(*getattr(self.instance, "first_audiences", ())))

    def _is_allowed(self) -> bool:
        if self.for_user is None or self.instance.alias_of_id:
            return False
        if self.instance.pk:
            return bool(self.instance.permissions_for_user(self.for_user).can_publish())
        return bool(self.parent_page.permissions_for_user(self.for_user).can_publish_subpage())

    @property
    def inherited(self) -> list[Inherited]:
        """What the page stands behind besides its own restriction."""
        if self.instance.pk:
            return inherited_by_page(self.instance, rights_key=self.instance.rights_key)
        return inherited_by_page(self.parent_page, rights_key=None) if self.parent_page else []

    @property
    def copies(self) -> int:
        """How many copies still share the page's rights."""
        return copies_sharing(self.instance, rights_key=self.instance.rights_key) if self.instance.pk else 0

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.for_user is not None:
            self.check_audiences(self.for_user, is_inheriting=bool(self.inherited))
            refuse_closed_references(self)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Choose the audiences along: of a page that exists now, of a new one in the transaction that makes it."""
        page = super().save(commit)
        if self.has_chosen_audiences and not getattr(page, "is_saved_by_itself", False):
            chosen = self.cleaned_data["audiences"]
            if page.pk:
                choose_audiences(page, chosen, by=self.for_user)
            else:
                page.audiences_to_choose = (chosen, self.for_user)
            ask_again(self.for_user)
        return page


class AudiencesPanel(Panel):
    """Shows who may see a page, and why; lets those who may publish it choose."""

    def get_form_options(self) -> dict[str, Any]:
        """The field is ours to render: Wagtail appends what no panel names to the end of the form."""
        return {"fields": ["audiences"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "access/audiences_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            form = self.form
            field = form["audiences"]
            return {**context, "field": field, "inherited": form.inherited, "copies": form.copies}
