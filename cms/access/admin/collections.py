"""The forms of collections, with the choice of who may see what is in them."""

from typing import Any

from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.collections import CollectionForm
from wagtail.admin.views.collections import Create, Edit, Index
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Collection

from cms.access.actions import choose_audiences
from cms.access.admin.choosing import AudiencesField, ChoosesAudiences
from cms.access.explaining import inherited_below_collection, inherited_by_collection, own_audiences
from cms.access.models import Audience
from cms.access.models.restriction import RestrictionKind
from cms.access.readers import ask_again
from cms.access.standard import standard_audiences


class RightsCollectionForm(ChoosesAudiences, CollectionForm):
    """A collection's name, its place, and who may see what is in it. `for_user` chooses."""

    audiences = AudiencesField()

    def __init__(self, *args: Any, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        self.is_new = self.instance.pk is None
        self.inherited = [] if self.is_new else inherited_by_collection(self.instance)
        # What is shown for a new one is what it gets, chosen or not.
        chosen = standard_audiences("staff") if self.is_new else self._chosen_now()
        self.offer_audiences(list(chosen), is_allowed=True)

    def _chosen_now(self) -> list[Audience]:
        return own_audiences(RestrictionKind.COLLECTION, self.instance.pk)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        parent = cleaned.get("parent")
        inherited = inherited_below_collection(parent) if parent else self.inherited
        self.check_audiences(self.for_user, is_inheriting=bool(inherited))
        return cleaned

    def choose(self, collection: Collection) -> None:
        """Choose the audiences for the saved collection."""
        if self.has_chosen_audiences or self.is_new:
            choose_audiences(collection, self.cleaned_data["audiences"], by=self.for_user)
            ask_again(self.for_user)


class EditCollection(Edit):
    """Wagtail's form, less its privacy, which knew documents alone. The root collection has no name or place to change,
    but its audiences bound everything in the library."""

    form_class = RightsCollectionForm
    template_name = "access/collection_form.html"

    def get_queryset(self) -> Any:
        return self.permission_policy.instances_user_has_permission_for(self.request.user, "change")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def get_form(self, form_class: Any = None) -> ModelForm:
        if not self.object.is_root():
            return super().get_form(form_class)
        form = super(Edit, self).get_form(form_class)
        for name in ("name", "parent"):
            form.fields.pop(name)
        return form

    def save_instance(self) -> Collection:
        collection = super().save_instance()
        self.form.choose(collection)
        return collection

    def get_header_more_buttons(self) -> list:
        """Wagtail's, and those of apps that say more of a collection: hooks of this name take it and the user."""
        more = [register(self.object, self.request.user) for register in hooks.get_hooks("register_collection_buttons")]
        return [*super().get_header_more_buttons(), *more]


class CreateCollection(Create):
    """A new collection, whose audiences are chosen before anything is in it."""

    form_class = RightsCollectionForm
    template_name = "access/collection_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}

    def save_instance(self) -> Collection:
        collection = super().save_instance()
        self.form.choose(collection)
        return collection


class ListCollections(Index):
    """The list, with a way to the root collection for those who may change it."""

    def get_header_more_buttons(self) -> list:
        buttons = super().get_header_more_buttons()
        root = Collection.get_first_root_node()
        if self.permission_policy.user_has_permission_for_instance(self.request.user, "change", root):
            address = reverse("wagtailadmin_collections:edit", args=[root.pk])
            buttons.append(HeaderButton(_("Who may see the whole library"), url=address, icon_name="lock"))
        return buttons


def no_privacy(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Wagtail's privacy of a collection is a second law, about documents alone: it is not here."""
    raise Http404
