"""Documents as the archive keeps them, on Wagtail's own document model."""

from dataclasses import dataclass
from posixpath import basename
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from cms.access.models.lock import VisibilityKind
from cms.access.policy import SeenAs
from cms.activity.asking import acting_now
from cms.archive.addresses import address_of
from cms.archive.files import facts_of
from cms.archive.models.by_the_dozen import LibraryDocumentQuerySet
from cms.archive.models.describing import SAID, changes_between, metadata_of
from cms.archive.models.filing import filing_defaults
from cms.archive.models.kind import DocumentKind
from cms.archive.models.numbering import take_numbers
from cms.archive.models.version import DocumentVersion, place_of_file
from cms.archive.signals import document_changed, version_added
from cms.archive.sniffing import is_contradicted, sniff
from cms.media.actions import check_new_file
from cms.media.limits import check_document_size
from cms.media.models import stored_name
from cms.people.models import User
from cms.tags.models import TaggedItem

# What comes with a file. Written only together with a new one: a form that somebody opened before another file came
# must not put back the former.
OF_THE_FILE = ("file", "file_size", "file_hash", "sha256", "media_type", "version", "is_quarantined")


class DocumentTag(TaggedItem):
    """A tag on a document."""

    content_object = models.ForeignKey("archive.LibraryDocument", on_delete=models.CASCADE, related_name="tagged_items")


@dataclass(frozen=True, slots=True)
class Revision:
    """Who brings a new file, and what they say about it."""

    author: User | None = None
    note: str = ""


class LibraryDocument(AbstractDocument):
    """A file of the library, in its newest version. Its rights are those of its collection.

    Whoever saves a document with another file makes a version, through whatever form or script: `save` is the one
    place where versions begin. Set `revision` before it to say whose and why, and
    `deleted_by` or `changed_by` before it is deleted or changed; it is else whoever asks."""

    file = models.FileField(_("file"), upload_to=place_of_file, max_length=255)
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), through=DocumentTag)
    kind = models.ForeignKey(
        DocumentKind,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("kind"),
        help_text=_("What sort of document it is. Left open, it is what the collection says."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
        help_text=_("The language the document is written in; search reads it in that language."),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owned_documents",
        verbose_name=_("owner"),
        help_text=_("Who answers for what it says. Left open, it is whom the collection names, or else who adds it."),
    )
    dated_on = models.DateField(
        _("date of the document"), null=True, blank=True, help_text=_("The date it bears itself.")
    )
    source = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        default="",
        db_default="",
        help_text=_("Where it comes from: another organisation, a register, a web address."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        default="",
        db_default="",
        help_text=_("What it is about, in a sentence or two; readers see it and search finds it."),
    )
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False, db_index=True)
    media_type = models.CharField(max_length=127, blank=True, default="", db_default="", editable=False)
    archive_number = models.CharField(
        _("archive number"), max_length=20, null=True, blank=True, unique=True, editable=False
    )
    case_closed_on = models.DateField(
        _("case closed on"),
        null=True,
        blank=True,
        help_text=_("When the case it belongs to was closed; some retention periods count from then."),
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        verbose_name=_("superseded by"),
        help_text=_("The document that takes its place."),
    )
    superseded_on = models.DateField(
        _("superseded on"), null=True, blank=True, help_text=_("Since when it no longer holds.")
    )
    is_quarantined = models.BooleanField(default=False, db_default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LibraryDocumentQuerySet.as_manager()
    seen_as = SeenAs(VisibilityKind.COLLECTION, "collection_id", held_back="is_quarantined")

    admin_form_fields = (
        "title", "file", "collection", "kind", "tags", "language", "dated_on", "owner", "source", "description",
        "case_closed_on", "superseded_by", "superseded_on",
    )  # fmt: skip

    # Also these, because the list can be sorted by them while it is searched.
    search_fields = [
        *AbstractDocument.search_fields, index.FilterField("archive_number"), index.FilterField("dated_on"),
    ]  # fmt: skip

    revision: Revision | None = None
    deleted_by: User | None = None
    changed_by: User | None = None

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
        indexes = [
            # The order of every list of them. Without it 100,000 are sorted to show 20.
            models.Index(fields=["-created_at", "-id"], name="document_newest_first"),
            # What any reader may be shown, by what decides about rights: how many there are is counted in it alone.
            models.Index(fields=["collection"], condition=Q(is_quarantined=False), name="document_not_held_back"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        """Where its newest version is downloaded."""
        return address_of(self.pk, basename(stored_name(self)))

    @property
    def content_type(self) -> str:
        """The media type of its content; of a document that nobody looked into yet, what its name says."""
        return self.media_type or super().content_type

    def clean(self) -> None:
        """As Wagtail's. A new file's content must not be something else than its name says."""
        super().clean()
        if self.file and not is_kept(self.file):
            self._look_into_new_file()
            with self.open_file() as content:
                sniffed = sniff(content, self.filename)
            if is_contradicted(self.filename, sniffed):
                told = gettext("The name of this file says that it is something else than it is: its content is %s.")
                raise ValidationError({"file": ValidationError(told % sniffed, code="contradicted")})

    def _look_into_new_file(self) -> None:
        """How large it is, and whether it has a virus. Before any transaction, whose end would else take what was
        written down of an infected file."""
        by = acting_now() or self.uploaded_by_user
        try:
            check_document_size(self.file.file)
            check_new_file(self.file.file, by=by, collection_id=self.collection_id)
        except ValidationError as error:
            raise type(error)({"file": error}) from error

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's. Another file makes another version; without one, what belongs to the file is left alone."""
        fields = kwargs.get("update_fields")
        if fields is not None and not {"file", *SAID} & {*fields}:
            super().save(*args, **kwargs)
            return
        if self.file and not is_kept(self.file):
            self._look_into_new_file()
        with transaction.atomic():
            former = LibraryDocument.objects.select_for_update().filter(pk=self.pk).first() if self.pk else None
            if former is None:
                self._begin()
                self._save_with_file(1, *args, **kwargs)
            elif (fields is None or "file" in fields) and self._has_new_file(former):
                number = former._end_version() + 1
                kwargs["update_fields"] = None if fields is None else {*fields, *OF_THE_FILE}
                self._save_with_file(number, *args, **kwargs)
            else:
                kwargs["update_fields"] = {*(_all_fields() if fields is None else fields)} - {*OF_THE_FILE}
                super().save(*args, **kwargs)
            if former is not None and (changes := changes_between(former, self)):
                document_changed.send(sender=LibraryDocument, document=self, changes=changes)

    def _begin(self) -> None:
        """What a new document gets where nobody says otherwise."""
        said = filing_defaults(self.collection)
        self.kind = self.kind or said.kind
        self.owner = self.owner or said.owner or self.uploaded_by_user
        self.archive_number = self.archive_number or take_numbers(timezone.localdate().year)[0]

    def _has_new_file(self, former: Self) -> bool:
        """Whether the file is one that this document never had: neither what it has nor what it had once."""
        if not is_kept(self.file):
            return True
        return self.file.name != former.file.name and not former.versions.filter(file=self.file.name).exists()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """As Django's. Raises DeletionRefusedError, behind which a transaction can go on."""
        return super().delete(*args, **kwargs)

    def begin_versions(self) -> DocumentVersion:
        """The newest version; written down now where a release that knew of no versions stored the document."""
        newest = self.versions.first()
        return newest or self._write_version(self.version, Revision(self.uploaded_by_user), at=self.created_at)

    def _end_version(self) -> int:
        """Keep what was said of the newest version, now that another one comes. Its number."""
        newest = self.begin_versions()
        newest.metadata = metadata_of(self)
        newest.save(update_fields=["metadata"])
        return newest.number

    def _save_with_file(self, number: int, *args: Any, **kwargs: Any) -> None:
        was_kept = is_kept(self.file)
        self.version = number
        self._set_document_file_metadata()
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                version = self._write_version(number, self.revision or self._revision_by_default(), at=timezone.now())
                version_added.send(sender=LibraryDocument, document=self, version=version)
        except BaseException:
            # The database takes back what was written; the disk does not.
            if is_kept(self.file) and not was_kept:
                self.file.storage.delete(str(self.file.name))
            raise
        self.revision = None

    def _revision_by_default(self) -> Revision:
        return Revision((self.uploaded_by_user if self.version == 1 else None) or acting_now())

    def _write_version(self, number: int, revision: Revision, *, at: Any) -> DocumentVersion:
        return self.versions.create(
            number=number,
            file=self.file.name,
            filename=self.filename,
            sha256=self.sha256,
            size=self.file_size,
            content_type=self.media_type,
            author=revision.author,
            note=revision.note,
            created_at=at,
        )

    def _set_document_file_metadata(self) -> None:
        """Wagtail's name for it: what the file says of itself. A file that is missing says nothing."""
        try:
            with self.open_file() as content:
                facts = facts_of(content, self.filename)
        except FileNotFoundError:
            return
        self.file_size, self.file_hash = facts.size, facts.sha1
        self.sha256, self.media_type = facts.sha256, facts.media_type


def is_kept(file: Any) -> bool:
    """Whether a field's file is in the storage already; else it is one that is on its way there."""
    return bool(file._committed)


def _all_fields() -> list[str]:
    return [field.name for field in LibraryDocument._meta.concrete_fields if not field.primary_key]
