"""JSON that is decoded when somebody reads it: of the three such columns of a page, most lists ask none."""

from typing import Any

import orjson
from django.db.models import JSONField, Model
from django.db.models.query_utils import DeferredAttribute


class DecodesWhenRead(DeferredAttribute):
    """The attribute of a column whose text `cms.rows` left as the database gave it."""

    def __get__(self, instance: Model | None, owner: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        value = instance.__dict__[name] if name in instance.__dict__ else super().__get__(instance, owner)
        if value.__class__ is str:
            value = instance.__dict__[name] = orjson.loads(value)
        return value

    def __set__(self, instance: Model, value: Any) -> None:
        # Without it Python would look at what is kept in the object before it asks here.
        instance.__dict__[self.field.attname] = value


class LazyJSONField(JSONField):
    """A list or an object; never text alone, which could not be told from what is not decoded yet."""

    descriptor_class = DecodesWhenRead

    def deconstruct(self) -> Any:
        """To the database it is Django's own."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.JSONField", arguments, options
