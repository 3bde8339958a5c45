"""What was done, by whom: written once, and never changed but by the two doors in `sealing.py`."""

from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.activity.acts import label_of

Row = TypeVar("Row", bound=models.Model, covariant=True)


class AppendOnlyError(TypeError):
    """Somebody tried to change what was written down."""

    def __init__(self) -> None:
        super().__init__("What is written here is only added to.")


def kind_of(model: type[models.Model]) -> str:
    """The kind of a model's things: of a page of any type, that of all pages, because both have one id."""
    parents = model._meta.get_parent_list()
    return (parents[-1] if parents else model)._meta.label_lower


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Questions about rows that are only added. What would change them is refused."""

    def update(self, **fields: Any) -> NoReturn:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError


class AppendOnly(models.Model):
    """Rows that are added, and never changed by what anybody writes in Python."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it. Raises AppendOnlyError for one that is there already."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError


class AuditEntryQuerySet(AppendOnlyQuerySet["AuditEntry"]):
    """Questions about entries. The database too refuses what would change them."""

    def about(self, thing: models.Model) -> "AuditEntryQuerySet":
        """Those about one thing."""
        return self.filter(thing_kind=kind_of(thing._meta.model), thing_id=str(thing.pk))


class AuditEntry(AppendOnly):
    """One act. Names are those of that moment, because the thing, and the account, may be gone when somebody reads it.

    The account has no constraint in the database: to delete it must change no entry, whose `by_name` says who it was.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True, editable=False)
    act = models.CharField(_("act"), max_length=60, db_index=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.DO_NOTHING, db_constraint=False,
        related_name="+", editable=False,
    )  # fmt: skip
    by_name = models.CharField(_("by"), max_length=255, blank=True, editable=False)
    thing_kind = models.CharField(_("kind"), max_length=100, blank=True, editable=False)
    thing_id = models.CharField(max_length=64, blank=True, editable=False)
    thing_name = models.CharField(_("about"), max_length=255, blank=True, editable=False)
    details = models.JSONField(_("details"), default=dict, blank=True, encoder=DjangoJSONEncoder, editable=False)
    address = models.CharField(_("address"), max_length=45, blank=True, editable=False)
    request_id = models.CharField(_("request"), max_length=64, blank=True, editable=False)

    # What whoever reads it may know of its thing and its details: the screen says so for each.
    told = ""
    said = ""

    # The usage of an account would otherwise list what its owner did.
    wagtail_reference_index_ignore = True

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        default_permissions = ("view",)
        indexes = [models.Index("thing_kind", "thing_id", name="entries_about_a_thing")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.act} {self.thing_name}".strip()

    @property
    def label(self) -> str:
        """The act in words."""
        return label_of(self.act)
