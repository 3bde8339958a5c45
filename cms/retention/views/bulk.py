"""What is done to ticked rows. Each row is asked about anew by its action; what cannot go is said, and stays."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.bulk_action import BulkAction

from cms.archive.models import LibraryDocument
from cms.retention.actions import (
    CannotGoError,
    approve_destruction,
    propose_destruction,
    refuse_destruction,
    tell_approvers,
    withdraw_destruction,
)
from cms.retention.models import Destruction, DueDocument, State
from cms.retention.rights import APPROVE, PROPOSE, open_destructions
from cms.retention.views.due import DueFilters, due_documents
from cms.retention.views.ends import EndFilters
from cms.retention.views.listing import narrowed


class WhyForm(forms.Form):
    """Asks why."""

    because = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class RetentionBulkAction(BulkAction):
    """One action on the ticked rows of a list, as far as the list shows them to the person."""

    template_name = "retention/bulk/confirm.html"
    permission: ClassVar[str]
    question: ClassVar[Promise]
    filters: ClassVar[type[WagtailFilterSet]]

    @abstractmethod
    def listed(self) -> QuerySet:
        """What the list shows this person."""

    def get_queryset(self, model: type[models.Model], object_ids: Iterable[int]) -> list[Any]:
        """The ticked rows. Raises Http404 where there are none, as for whoever may not do this at all."""
        found = self.listed().filter(pk__in=list(object_ids)) if self.request.user.has_perm(self.permission) else []
        rows = list(found)
        if not rows:
            raise Http404
        return rows

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        """All that the list showed, narrowed as it was."""
        query = urlsplit(self.next_url).query
        return list(narrowed(self.filters, self.listed(), query, self.request).values_list("pk", flat=True))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "question": self.question, "action_name": self.display_name}

    def object_context(self, obj: Any) -> dict[str, Any]:
        return {"item": obj, "name": self.name_of(obj)}

    def name_of(self, obj: Any) -> str:
        """What a row is called in the question."""
        return str(obj)

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        action: RetentionBulkAction = kwargs["action"]
        done = action.do_each(objects, action.verb)
        action.after(done)
        return len(done), 0

    def do_each(self, objects: Iterable[Any], verb: Callable[[Any], Any]) -> list[Any]:
        """What came of those to which it could be done; of the others the reasons are told."""
        done, reasons = [], list[str]()
        for each in objects:
            try:
                done.append(verb(each))
            except CannotGoError as error:
                reasons.append(f"{self.name_of(each)}: {error.reason}")
        for reason in reasons[:10]:
            messages.warning(self.request, reason)
        return done

    @abstractmethod
    def verb(self, obj: Any) -> Any:
        """Do it to one. Raises CannotGoError."""

    def after(self, done: list[Any]) -> None:
        """What follows once it is done to all."""

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        told = ngettext("Done to %(count)d document.", "Done to %(count)d documents.", num_parent_objects)
        return told % {"count": num_parent_objects}


class ProposeDestruction(RetentionBulkAction):
    """Propose that what is due goes."""

    models = [DueDocument]
    action_type = "propose"
    display_name = _("Propose")
    aria_label = _("Propose to destroy or transfer the selected documents")
    question = _("Propose that these documents are destroyed or transferred, as their schedules say?")
    permission = PROPOSE
    filters = DueFilters

    def listed(self) -> QuerySet[DueDocument]:
        return due_documents(self.request.user)

    def verb(self, obj: LibraryDocument) -> Destruction:
        return propose_destruction(obj, by=self.request.user)

    def after(self, done: list[Destruction]) -> None:
        if done:
            tell_approvers(done, by=self.request.user)


class OfDestructions(RetentionBulkAction):
    """What is decided about what was proposed."""

    models = [Destruction]
    filters = EndFilters

    def listed(self) -> QuerySet[Destruction]:
        return open_destructions(self.request.user).still_open().select_related("document")

    def name_of(self, obj: Destruction) -> str:
        return f"{obj.document} ({obj.document.archive_number}), {obj.get_outcome_display()}"


class ApproveDestruction(OfDestructions):
    """Agree."""

    action_type = "approve"
    action_priority = 10
    display_name = _("Approve")
    aria_label = _("Approve the selected proposals")
    question = _(
        "Approve that these documents are destroyed, or transferred and then destroyed? This cannot be undone."
    )
    permission = APPROVE
    classes = {"serious"}

    def verb(self, obj: Destruction) -> Destruction:
        row = approve_destruction(obj, by=self.request.user)
        if row.state == State.STOPPED:
            messages.warning(self.request, f"{self.name_of(row)}: {row.reason}")
        return row

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        return None


class RefuseDestruction(OfDestructions):
    """Say no, and why."""

    action_type = "refuse"
    action_priority = 20
    display_name = _("Refuse")
    aria_label = _("Refuse the selected proposals")
    question = _("Refuse these proposals? The documents stay.")
    permission = APPROVE
    form_class = WhyForm

    def verb(self, obj: Destruction) -> Destruction:
        return refuse_destruction(obj, because=self.cleaned_form.cleaned_data["because"], by=self.request.user)


class WithdrawDestruction(OfDestructions):
    """Take back one's own."""

    action_type = "withdraw"
    action_priority = 30
    display_name = _("Withdraw")
    aria_label = _("Withdraw the selected proposals")
    question = _("Withdraw these proposals of yours? The documents stay.")
    permission = PROPOSE
    form_class = WhyForm

    def verb(self, obj: Destruction) -> Destruction:
        return withdraw_destruction(obj, because=self.cleaned_form.cleaned_data["because"], by=self.request.user)


BULK_ACTIONS = (ProposeDestruction, ApproveDestruction, RefuseDestruction, WithdrawDestruction)
