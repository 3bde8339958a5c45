"""What is done to the vocabulary."""

from typing import Any

from django.db import transaction
from django.db.models import ForeignKey, Model

from cms.tags.models import Tag, TagLabel
from cms.tags.signals import tag_merged


class SameTagError(ValueError):
    """A tag cannot be merged into itself."""


@transaction.atomic
def merge_tags(merged: Tag, *, into: Tag) -> int:
    """Give everything that has one tag the other instead, and delete the first; nothing has the other twice.

    Labels that the other lacks come along. Returns how many things had the tag. Raises SameTagError.
    """
    if merged.pk == into.pk:
        raise SameTagError
    count = sum(_move_rows(model, field, merged, into) for model, field in _tying())
    known = into.labels.values("language")
    TagLabel.objects.filter(tag=merged).exclude(language__in=known).update(tag=into)
    merged_id = merged.pk
    merged.delete()
    tag_merged.send(sender=Tag, merged_id=merged_id, into=into)
    # as if it was renamed, because whoever shows it has to look again
    into.save()
    return count


def _tying() -> list[tuple[type[Model], ForeignKey]]:
    """Every table that ties things to tags, with its field for the tag."""
    found: list[tuple[type[Model], ForeignKey]] = []
    for relation in Tag._meta.related_objects:
        model: Any = getattr(relation, "through", None) or relation.related_model
        fields = [field for field in model._meta.fields if field.related_model is Tag]
        if model is not TagLabel and fields and (model, fields[0]) not in found:
            found.append((model, fields[0]))
    return found


def _move_rows(model: type[Model], field: ForeignKey, merged: Tag, into: Tag) -> int:
    """Tie the things of one table to the other tag, each once. Returns how many there were."""
    rows = model._default_manager.filter(**{field.name: merged})
    count = rows.count()
    other = [each.attname for each in model._meta.fields if not each.primary_key and each is not field]
    owner = next(name for name in other if name.endswith("_id"))
    tied = model._default_manager.filter(**{field.name: into}).values(owner)
    rows.filter(**{f"{owner}__in": tied}).delete()
    rows.update(**{field.name: into})
    return count
