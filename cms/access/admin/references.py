"""What a page refers to: an editor may add no link to what does not open for them, for its title would tell them."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, ReferenceIndex

from cms.access.policy import closed_to
from cms.access.readers import reader_of_user
from cms.people.models import Profile

Reference = tuple[type[Model], str]


def references_of(thing: Model) -> set[Reference]:
    """The things with rights that a page, or a row of it, refers to, in any field, block or rich text."""
    found: set[Reference] = set()
    for content_type_id, object_id, *_path in ReferenceIndex._extract_references_from_object(thing):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model and issubclass(model, (Page, Collection, Profile, get_image_model(), get_document_model())):
            found.add((model, str(object_id)))
    return found


def refuse_closed_references(form: Any) -> None:
    """Add an error to a page's form for each newly named thing that does not open for its editor."""
    added = references_of(form.instance) | _named_in_rows(form)
    added -= form.references_before
    by_model: dict[type[Model], set[str]] = defaultdict(set)
    for model, object_id in added:
        by_model[model].add(object_id)
    reader = reader_of_user(form.for_user)
    for model, object_ids in by_model.items():
        things = model._default_manager.filter(pk__in=object_ids)
        if not reader.passes_all and closed_to(reader, things).exists():
            raise ValidationError(_("You refer to something that is not there, or not for you."))


def _named_in_rows(form: Any) -> set[Reference]:
    """Related pages and the like are rows in formsets, which reach the page only when it is saved."""
    named: set[Reference] = set()
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            values = row.cleaned_data.values() if row.is_valid() else ()
            things = (Page, get_image_model(), get_document_model(), Profile)
            named |= {(type(value), str(value.pk)) for value in values if isinstance(value, things)}
    return {(Page, pk) if issubclass(model, Page) else (model, pk) for model, pk in named}
