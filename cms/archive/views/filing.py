"""The filing plan in the admin: what new documents of a collection are taken to be."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.activity.asking import acting_now
from cms.archive.actions import file_by_rule
from cms.archive.forms import OwnerField
from cms.archive.models import DocumentKind, FilingRule
from cms.people.models import User


class FilingRuleForm(forms.ModelForm):
    """What is left open comes from above."""

    class Meta:
        model = FilingRule
        fields = ["kind", "language", "owner"]
        field_classes = {"owner": OwnerField}
        help_texts = {
            "kind": _("What a new document here is, unless its form says otherwise."),
            "language": _("The language new documents here are written in, unless their form says otherwise."),
            "owner": _("Who answers for new documents here, unless their form says otherwise."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        owner: Any = self.fields["owner"]
        language: Any = self.fields["language"]
        kind.queryset = DocumentKind.objects.prefetch_related("labels")
        owner.offer(user, self.instance.owner_id)
        open_ = _("What the collection above says")
        kind.empty_label = owner.empty_label = open_
        choices = FilingRule._meta.get_field("language").choices or []
        language.choices = [("", open_), *choices]


class EditFilingRule(WagtailAdminTemplateMixin, FormView):
    """One collection's rule, for who may change the collection."""

    template_name = "archive/filing_rule.html"
    form_class = FilingRuleForm
    page_title = _("What new documents here are taken to be")
    header_icon = "folder-open-1"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.collection = get_object_or_404(Collection, pk=kwargs["collection_id"])
        policy = policy_registry.get_by_type(Collection)
        if not policy.user_has_permission_for_instance(request.user, "change", self.collection):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        rule = FilingRule.objects.filter(collection=self.collection).first()
        instance = rule or FilingRule(collection=self.collection)
        return {**super().get_form_kwargs(), "instance": instance, "user": self.request.user}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailadmin_collections:index"), "label": _("Collections")},
            {"url": reverse("wagtailadmin_collections:edit", args=[self.collection.pk]), "label": self.collection.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "collection": self.collection}

    def form_valid(self, form: FilingRuleForm) -> HttpResponse:
        file_by_rule(self.collection, by=acting_now(), **form.cleaned_data)
        messages.success(self.request, _("New documents in “%(name)s” follow this.") % {"name": self.collection.name})
        return redirect("wagtailadmin_collections:edit", self.collection.pk)
