"""The forms of schedules and holds. What somebody does not keep is neither offered nor lost by saving."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Collection

from cms.activity.actions import record_act
from cms.archive.models import LibraryDocument
from cms.retention.actions import CannotGoError, extend_hold, set_hold
from cms.retention.acts import SCHEDULE_SAVED
from cms.retention.models import LegalHold, RetentionSchedule, ScheduledCollection, ScheduledKind
from cms.retention.rights import kept_collections, kept_documents


class CollectionsField(forms.ModelMultipleChoiceField):
    """Collections of the filing plan, each indented below the one it belongs to."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Collection.objects.none(), required=False, label=_("Collections"), **kwargs)

    def label_from_instance(self, collection: Collection) -> str:
        """The collection's name, at its depth."""
        return f"{'– ' * (collection.depth - 1)}{collection.name}"


class ScheduleForm(WagtailAdminModelForm):
    """A schedule, and where it holds. `for_user` chooses among the collections they keep."""

    collections = CollectionsField(
        help_text=_("It holds for these and all below them, except where one nearer has a schedule of its own.")
    )

    class Meta:
        model = RetentionSchedule
        fields = ("name", "reference", "years", "event", "counts_from_new_year", "outcome", "collections", "kinds")
        widgets = {"event": forms.RadioSelect, "outcome": forms.RadioSelect, "kinds": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collections"].queryset = kept_collections(self.for_user).order_by("path")
        self.fields["kinds"].help_text = _("It holds for all documents of these kinds, wherever they are.")

    def clean(self) -> dict[str, Any]:
        """A collection, and a kind, has one schedule. Which other one it is stays unsaid where it is not one's own."""
        cleaned: dict[str, Any] = super().clean() or {}
        places = ScheduledCollection.objects.exclude(schedule=self.instance.pk)
        taken = places.filter(collection__in=cleaned.get("collections") or []).select_related("collection").first()
        if taken:
            told = gettext("“%(name)s” has a schedule already.") % {"name": taken.collection}
            self.add_error("collections", told)
        kinds = ScheduledKind.objects.exclude(schedule=self.instance.pk)
        other = kinds.filter(kind__in=cleaned.get("kinds") or []).select_related("kind").first()
        if other:
            self.add_error("kinds", gettext("“%(name)s” has a schedule already.") % {"name": other.kind})
        return cleaned

    def save(self, commit: bool = True) -> RetentionSchedule:
        """Save it with its places, all or nothing; it counts at once."""
        with transaction.atomic():
            schedule: RetentionSchedule = super().save(commit=False)
            schedule.save()
            chosen = self.cleaned_data["collections"]
            kept = kept_collections(self.for_user).order_by().values("pk")
            schedule.scheduled_collections.filter(collection__in=kept).exclude(collection__in=chosen).delete()
            for collection in chosen:
                ScheduledCollection.objects.get_or_create(schedule=schedule, collection=collection)
            schedule.scheduled_kinds.exclude(kind__in=self.cleaned_data["kinds"]).delete()
            for kind in self.cleaned_data["kinds"]:
                ScheduledKind.objects.get_or_create(schedule=schedule, kind=kind)
            details = {"years": schedule.years, "event": schedule.event, "outcome": schedule.outcome}
            record_act(SCHEDULE_SAVED, by=self.for_user, thing=schedule, details=details)
        return schedule

    def save_m2m(self) -> None:
        """Done by `save`."""


class NumbersField(forms.CharField):
    """Documents by their archive numbers, one a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label=_("Documents"), **kwargs)


class HoldForm(WagtailAdminModelForm):
    """A hold: what was named in it stays in it until it is lifted, so that an edit only adds."""

    collections = CollectionsField(help_text=_("All documents in these, and below them, now and later."))
    documents = NumbersField(help_text=_("Their archive numbers, one a line."))

    class Meta:
        model = LegalHold
        fields = ("name", "reason", "collections", "documents")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = kept_collections(self.for_user).order_by("path")
        if self.instance.pk:
            offered = offered.exclude(pk__in=self.instance.collections.values("pk"))
        self.fields["collections"].queryset = offered
        self.initial["documents"], self.initial["collections"] = "", []

    def clean_documents(self) -> list[LibraryDocument]:
        """The documents of these numbers. Raises ValidationError with those that are not there, or not one's own."""
        numbers = {line.strip() for line in self.cleaned_data["documents"].splitlines() if line.strip()}
        documents = list(kept_documents(self.for_user).filter(archive_number__in=numbers))
        unknown = numbers - {document.archive_number for document in documents}
        if unknown:
            message = gettext("You keep no documents with these numbers: %(numbers)s")
            raise ValidationError(message % {"numbers": ", ".join(sorted(unknown))})
        return documents

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        named = list(cleaned.get("documents") or []) + list(cleaned.get("collections") or [])
        if not self.errors and not self.instance.pk and not named:
            raise ValidationError(gettext("Say what has to be kept: a collection, or documents."))
        return cleaned

    def save(self, commit: bool = True) -> LegalHold:
        """Set it, or add to it, by the actions that write it down."""
        things = {key: self.cleaned_data[key] for key in ("documents", "collections")}
        try:
            with transaction.atomic():
                if not self.instance.pk:
                    words = {key: self.cleaned_data[key] for key in ("name", "reason")}
                    return set_hold(by=self.for_user, **words, **things)
                self.instance.save(update_fields=["name", "reason"])
                extend_hold(self.instance, by=self.for_user, **things)
        except CannotGoError as error:
            raise ValidationError(error.reason) from error
        return self.instance

    def save_m2m(self) -> None:
        """Done by `save`."""
