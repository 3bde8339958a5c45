"""What is done to the ticked documents of the list: in one transaction, to those that the person may change.

One that does not open for them is not there: neither by its title nor by a number that says it exists.
"""

from collections.abc import Collection as Several
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.documents.views.bulk_actions import DeleteBulkAction
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.models import Collection

from cms.access.explaining import admits_visitors, passages_of
from cms.access.policy import open_to
from cms.access.readers import reader_of
from cms.archive.actions import describe_documents, tag_documents
from cms.archive.bulk_forms import (
    AddTagsForm,
    KindForm,
    LanguageForm,
    MoveForm,
    OwnerForm,
    RemoveTagsForm,
)
from cms.archive.models import LibraryDocument
from cms.archive.views.documents import ListDocuments

# Each is locked and written down by itself, within one request.
MOST_AT_ONCE = 1_000


class OfOpenDocuments(DocumentBulkAction):
    """Some documents of those that open for the person. "All" is all that the list showed, filtered as it was."""

    permission: ClassVar[str] = "change"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.chosen = self._chosen()
        if len(self.chosen) > MOST_AT_ONCE:
            told = _("That are %(number)d documents, and %(most)d go at once. Filter the list further.")
            messages.error(request, told % {"number": len(self.chosen), "most": MOST_AT_ONCE})
            return redirect(self.next_url)
        return super().dispatch(request, *args, **kwargs)

    def _chosen(self) -> set[int]:
        asked = self.request.GET.getlist("id")
        if "all" in asked:
            return set(self.get_all_objects_in_listing_query(self.request.GET.get("childOf")))
        return {int(each) for each in asked if each.isascii() and each.isdecimal() and len(each) < 19}

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> list[int]:
        listing = ListDocuments()
        listing.setup(self.request)
        rows = listing.get_queryset()
        return [row.pk for row in rows if not parent_id or str(row.collection_id) == parent_id]

    def get_actionable_objects(self) -> tuple[list[LibraryDocument], dict[str, list[LibraryDocument]]]:
        """Those to which it may be done, and those that open but may not be changed. Raises Http404 where one of the
        chosen is neither, whether it is closed or never was."""
        opened = open_to(reader_of(self.request), LibraryDocument.objects.filter(pk__in=self.chosen))
        found = list(opened.select_related("collection").order_by("title", "pk"))
        if not found or len(found) < len(self.chosen):
            raise Http404
        allowed = self.allowed([document.pk for document in found])
        return (
            [document for document in found if document.pk in allowed],
            {"items_with_no_access": [document for document in found if document.pk not in allowed]},
        )

    def allowed(self, ids: Several[int]) -> set[int]:
        """Of these the ones to which the person may do it now."""
        policy = self.permission_policy
        may: QuerySet[LibraryDocument] = policy.instances_user_has_permission_for(self.request.user, self.permission)
        return set(may.filter(pk__in=ids).values_list("pk", flat=True))


class DeleteDocuments(OfOpenDocuments, DeleteBulkAction):
    """Wagtail's, of those that open."""

    permission = "delete"


class ChangesDocuments(OfOpenDocuments):
    """Something that is asked in a form and then said of all."""

    template_name = "archive/bulk.html"
    question: ClassVar[Promise]

    def get_form_kwargs(self) -> dict[str, Any]:
        documents = self.allowed(self.chosen)
        return {**super().get_form_kwargs(), "user": self.request.user, "documents": documents}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "question": self.question, "action_name": self.display_name}

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: list[LibraryDocument], **kwargs: Any) -> tuple[int, int]:
        """Ask once more when nobody else can change them, and do it."""
        action: ChangesDocuments = kwargs["action"]
        locked = LibraryDocument.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in objects])
        ids = action.allowed(list(locked.order_by("pk").values_list("pk", flat=True)))
        return action.carry_out(ids, **action.cleaned_form.cleaned_data), 0

    def carry_out(self, ids: Several[int], **said: Any) -> int:
        """Do it, with what the form says. To how many."""
        return describe_documents(ids, by=self.request.user, **said)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        told = ngettext("%(count)d document changed.", "%(count)d documents changed.", num_parent_objects)
        return told % {"count": num_parent_objects}


class MoveDocuments(ChangesDocuments):
    """Into another collection, which has other rights: first it says who can see what is in it, then it moves."""

    action_type = "add_to_collection"
    action_priority = 10
    display_name = _("Move to…")
    aria_label = _("Move the selected documents into another collection, for other readers")
    question = _("Into which collection? Who may see a document is said by the collection that it is in.")
    template_name = "archive/bulk_move.html"
    form_class = MoveForm

    def form_valid(self, form: Form) -> HttpResponse:
        target = form.cleaned_data["collection"]
        if form.cleaned_data["shown"] == target.pk:
            return super().form_valid(form)
        again = MoveForm(user=self.request.user, initial={"collection": target, "shown": target.pk})
        return self.render_to_response(self.get_context_data(form=again, target=_seen(target)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        collections = {row["item"].collection_id: row["item"].collection for row in context["items"]}
        return {**context, "sources": [_seen(each) for each in collections.values()] if "target" in kwargs else []}

    def carry_out(self, ids: Several[int], **said: Any) -> int:
        return describe_documents(ids, by=self.request.user, collection=said["collection"])


def _seen(collection: Collection) -> dict[str, Any]:
    passages = passages_of(collection)
    return {"collection": collection, "passages": passages, "visitors": admits_visitors(passages)}


class AddTags(ChangesDocuments):
    """Beside those that they have."""

    action_type = "add_tags"
    action_priority = 20
    display_name = _("Add tags")
    aria_label = _("Add tags to the selected documents")
    question = _("Which tags do these documents get, beside those that they have?")
    form_class = AddTagsForm

    def carry_out(self, ids: Several[int], **said: Any) -> int:
        return tag_documents(ids, by=self.request.user, add=said["tags"])


class RemoveTags(ChangesDocuments):
    """Of those that they have."""

    action_type = "remove_tags"
    action_priority = 30
    display_name = _("Remove tags")
    aria_label = _("Remove tags from the selected documents")
    question = _("Which tags do these documents lose?")
    form_class = RemoveTagsForm

    def carry_out(self, ids: Several[int], **said: Any) -> int:
        return tag_documents(ids, by=self.request.user, remove=said["tags"])


class SetKind(ChangesDocuments):
    """One kind for all."""

    action_type = "set_kind"
    action_priority = 40
    display_name = _("Set kind")
    aria_label = _("Say of what kind the selected documents are")
    question = _("Of what kind are these documents?")
    form_class = KindForm


class SetLanguage(ChangesDocuments):
    """One language for all."""

    action_type = "set_language"
    action_priority = 50
    display_name = _("Set language")
    aria_label = _("Say in which language the selected documents are written")
    question = _("In which language are these documents written?")
    form_class = LanguageForm


class SetOwner(ChangesDocuments):
    """One owner for all."""

    action_type = "set_owner"
    action_priority = 60
    display_name = _("Set owner")
    aria_label = _("Say who answers for the selected documents")
    question = _("Who answers for what these documents say?")
    form_class = OwnerForm


BULK_ACTIONS = (MoveDocuments, AddTags, RemoveTags, SetKind, SetLanguage, SetOwner, DeleteDocuments)
