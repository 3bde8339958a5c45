"""The admin's form of a document. Wagtail makes all its forms for documents of this one: adding, editing, choosing."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.models import Collection, UploadedFile

from cms.access.admin.choosers import DocumentChooser
from cms.access.admin.naming import name_of_closed
from cms.access.policy import may_open, visible_to
from cms.access.readers import reader_of_user
from cms.archive.models import LibraryDocument, Revision, filing_defaults
from cms.people.models import Profile, User

OF_A_NEW_FILE = ("version_note", "based_on", "kept_file", "is_kept_file_wanted")


class OwnerField(forms.ModelChoiceField):
    """Who answers for a document: whom the one who looks may see. Another who was chosen before stays, unnamed."""

    def offer(self, user: Any, chosen: int | None) -> None:
        """Offer these, and who is chosen now."""
        profiles = visible_to(reader_of_user(user), Profile.objects.all()) if user else Profile.objects.all()
        self.seen = set(profiles.values_list("user", flat=True))
        offered: QuerySet[User] = User.objects.filter(Q(pk__in=self.seen, is_active=True) | Q(pk=chosen))
        self.queryset = offered.order_by("first_name", "last_name", "pk")

    def label_from_instance(self, person: User) -> str:
        """Their name."""
        return str(person) if person.pk in self.seen else name_of_closed(person.profile)


class LibraryDocumentForm(BaseDocumentForm):
    """What is said of a document, and its file.

    A new file carries the number of the version that its maker had. If somebody else's came first, the form comes
    back, says so, and keeps the file until its maker has decided: nothing is lost, and nothing overwritten unseen."""

    # Django's own, named here because what is asked of it below would else have to be guessed.
    data: Any

    version_note = forms.CharField(
        label=_("What is new"),
        required=False,
        max_length=500,
        help_text=_("With another file: what changed, for who looks through the versions."),
    )
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    kept_file = forms.ModelChoiceField(UploadedFile.objects.none(), required=False, widget=forms.HiddenInput)
    is_kept_file_wanted = forms.BooleanField(
        label=_("Add my file as the newest version"),
        required=False,
        help_text=_("Otherwise the file that you uploaded is thrown away when you save."),
    )

    class Meta(BaseDocumentForm.Meta):
        field_classes = {"owner": OwnerField}
        widgets = {
            **BaseDocumentForm.Meta.widgets,
            "superseded_by": DocumentChooser,
            "dated_on": AdminDateInput,
            "case_closed_on": AdminDateInput,
            "superseded_on": AdminDateInput,
            "description": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.for_user = user
        self.conflicting = None
        if "owner" in self.fields:
            self.fields["owner"].offer(user, self.instance.owner_id)
        if "language" in self.fields:
            self._let_collection_say_language()
        self._offer_new_file()

    def _let_collection_say_language(self) -> None:
        field = self.fields["language"]
        field.required = False
        if not self.instance.pk:
            field.initial = self.initial["language"] = ""
            field.choices = [("", _("What the collection says")), *LibraryDocument._meta.get_field("language").choices]

    def _offer_new_file(self) -> None:
        if "file" not in self.fields:
            for name in OF_A_NEW_FILE:
                del self.fields[name]
            return
        if not self.instance.pk:
            for name in OF_A_NEW_FILE[1:]:
                del self.fields[name]
            return
        self.fields["based_on"].initial = self.instance.version
        self.fields["kept_file"].queryset = UploadedFile.objects.filter(
            uploaded_by_user=self.for_user, for_content_type=ContentType.objects.get_for_model(LibraryDocument)
        )
        if not self.data.get(self.add_prefix("kept_file")):
            del self.fields["is_kept_file_wanted"]

    def clean_superseded_by(self) -> LibraryDocument | None:
        """Another document, and one that opens for who names it."""
        other: LibraryDocument | None = self.cleaned_data["superseded_by"]
        if other is None or other.pk == self.initial.get("superseded_by"):
            return other
        if other.pk == self.instance.pk or not may_open(reader_of_user(self.for_user), other):
            raise forms.ValidationError(_("Choose another document."))
        return other

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "language" in self.fields and not cleaned.get("language"):
            cleaned["language"] = self._language_by_default(cleaned.get("collection"))
        if self.instance.pk and "file" in self.changed_data and "file" not in self.errors:
            self._check_conflict(cleaned)
        elif (kept := cleaned.get("kept_file")) and cleaned.get("is_kept_file_wanted"):
            cleaned["file"] = File(kept.file.open("rb"), name=PurePath(kept.file.name).name)
        return cleaned

    def _language_by_default(self, collection: Collection | None) -> str:
        if self.instance.pk:
            return self.instance.language
        said = filing_defaults(collection or self.collections[0]).language
        return said or LibraryDocument._meta.get_field("language").get_default()

    def _check_conflict(self, cleaned: dict[str, Any]) -> None:
        newest = LibraryDocument.objects.values_list("version", flat=True).get(pk=self.instance.pk)
        if cleaned.get("based_on") == newest:
            return
        self.conflicting = self.instance.versions.get(number=newest)
        kept = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(LibraryDocument),
            file=cleaned["file"],
            uploaded_by_user=self.for_user,
        )
        self._ask_about(kept, newest)
        told = _("Somebody else added version %(number)d meanwhile. Your file is kept until you have decided below.")
        self.add_error("file", forms.ValidationError(told, code="conflict", params={"number": newest}))

    def _ask_about(self, kept: UploadedFile, newest: int) -> None:
        """Have the form come back with the version that is there now, and the question what to do with the file."""
        self.fields["is_kept_file_wanted"] = self.base_fields["is_kept_file_wanted"]
        answers = {"based_on": newest, "kept_file": kept.pk, "is_kept_file_wanted": "on"}
        data: Any = self.data.copy()
        data.update({self.add_prefix(name): str(value) for name, value in answers.items()})
        self.data = data

    def save(self, commit: bool = True) -> LibraryDocument:
        """As Wagtail's, but the former file stays: it is an earlier version's now."""
        self.original_file = None
        kept = self.cleaned_data.get("kept_file")
        if "file" in self.fields:
            self.instance.revision = Revision(self.for_user, self.cleaned_data.get("version_note", ""))
        saved: LibraryDocument = super().save(commit=commit)
        if kept and commit:
            kept.file.delete(save=False)
            kept.delete()
        return saved
