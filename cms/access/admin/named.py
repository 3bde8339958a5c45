"""What a request to the admin names by its id: in the address, the query or the form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, Revision, TaskState
from wagtail_localize.models import Translation, TranslationSource

from cms.people.models import Profile

Named = tuple[type[Model], Any]

PAGE, COLLECTION, IMAGE, DOCUMENT, PERSON = "page", "collection", "image", "document", "person"

# Parts of an address that always mean the same, whatever the view.
IN_ADDRESS = {
    "page_id": PAGE, "parent_page_id": PAGE, "page_to_move_id": PAGE, "destination_id": PAGE, "page_pk": PAGE,
    "image_id": IMAGE, "document_id": DOCUMENT, "doc_id": DOCUMENT, "collection_id": COLLECTION,
}  # fmt: skip

# What "pk" means, or "id" in the query, by the namespace or name of the view.
BY_VIEW = {
    "wagtailadmin_pages": PAGE,
    "wagtailadmin_api:pages": PAGE,
    "wagtailadmin_api:images": IMAGE,
    "wagtailadmin_api:documents": DOCUMENT,
    "wagtailadmin_choose_page_chosen_multiple": PAGE,
    "wagtailadmin_collections": COLLECTION,
    "rights_edit_collection": COLLECTION,
    "rights_add_collection": COLLECTION,
    "wagtailimages_chooser": IMAGE,
    "wagtaildocs_chooser": DOCUMENT,
    "person_chooser": PERSON,
}

# Fields of queries and forms. A form's own fields are bound to what its policy offers; these are read by hand.
IN_FIELDS = {
    "parent_page_id": PAGE, "target_pages[]": PAGE, "new_parent_page": PAGE, "parent_page": PAGE, "childOf": PAGE,
    "chooser": PAGE, "root_page": PAGE, "redirect_page": PAGE, "child_of": PAGE, "descendant_of": PAGE,
    "ancestor_of": PAGE, "translation_of": PAGE, "collection": COLLECTION, "collection_id": COLLECTION,
}  # fmt: skip


def model_of(kind: str) -> type[Model]:
    """The model that a kind of thing is kept in."""
    if kind in (IMAGE, DOCUMENT):
        return get_image_model() if kind == IMAGE else get_document_model()
    return {PAGE: Page, COLLECTION: Collection, PERSON: Profile}[kind]


def named_by(request: HttpRequest, view_kwargs: dict[str, Any]) -> Iterator[Named]:
    """Each thing that a request names: its model and id. An id that is no number names nothing."""
    match = request.resolver_match
    views = [":".join(match.namespaces), match.url_name or ""] if match else []
    pk_kind = next((BY_VIEW[view] for view in views if view in BY_VIEW), None)
    yield from _in_address(view_kwargs, pk_kind)
    for fields in (request.GET, request.POST):
        yield from _in_fields(fields, pk_kind)
        if pk_kind == COLLECTION:
            yield from _numbers(Collection, fields.getlist("parent"))
    yield from _in_bulk(request, view_kwargs)
    yield from _behind(view_kwargs)


def _in_address(view_kwargs: dict[str, Any], pk_kind: str | None) -> Iterator[Named]:
    for part, value in view_kwargs.items():
        kind = pk_kind if part == "pk" else IN_ADDRESS.get(part)
        if kind:
            yield from _numbers(model_of(kind), [value])


def _in_fields(fields: QueryDict, pk_kind: str | None) -> Iterator[Named]:
    for field, kind in IN_FIELDS.items():
        yield from _numbers(model_of(kind), fields.getlist(field))
    if pk_kind:
        yield from _numbers(model_of(pk_kind), fields.getlist("id"))


def _in_bulk(request: HttpRequest, view_kwargs: dict[str, Any]) -> Iterator[Named]:
    """Bulk actions and editing sessions name the model in the address, and ids beside it."""
    try:
        model = apps.get_model(view_kwargs["app_label"], view_kwargs["model_name"])
    except (KeyError, LookupError):
        return
    if issubclass(model, (Page, Collection, get_image_model(), get_document_model())):
        # because a page has its number whatever type the address says it is
        named = Page if issubclass(model, Page) else model
        yield from _numbers(named, [*request.GET.getlist("id"), view_kwargs.get("object_id", "")])


def _behind(view_kwargs: dict[str, Any]) -> Iterator[Named]:
    """Things that are named by something else of theirs: a task's state, a translation, a redirect."""
    if "task_state_id" in view_kwargs:
        states = TaskState.objects.filter(pk=view_kwargs["task_state_id"])
        revisions = Revision.page_revisions.filter(pk__in=states.values("revision"))
        yield from _numbers(Page, revisions.values_list("object_id", flat=True))
    if "translation_source_id" in view_kwargs:
        yield from _translated(TranslationSource.objects.filter(pk=view_kwargs["translation_source_id"]))
    if "translation_id" in view_kwargs:
        sources = Translation.objects.filter(pk=view_kwargs["translation_id"]).values("source")
        yield from _translated(TranslationSource.objects.filter(pk__in=sources))
    if "redirect_id" in view_kwargs:
        redirects = Redirect.objects.filter(pk=view_kwargs["redirect_id"])
        yield from _numbers(Page, redirects.values_list("redirect_page", flat=True))


def _translated(sources: QuerySet) -> Iterator[Named]:
    pages = Page.objects.filter(translation_key__in=sources.values("object_id"))
    yield from _numbers(Page, pages.values_list("pk", flat=True))


def _numbers(model: type[Model], values: Iterable[Any]) -> Iterator[Named]:
    for value in values:
        for number in str(value).split(","):
            if number.strip().isdecimal():
                yield model, int(number)
