"""What can be found: `Entry`, one thing in one language."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q, Value


class EntryQuerySet(models.QuerySet["Entry"]):
    """Sets of entries by who may see them and by what Elasticsearch knows of them."""

    def visible(self, locks: frozenset[int] | None, *, now: datetime) -> "EntryQuerySet":
        """What a reader with these open locks may see at this moment; `locks` None opens everything published."""
        current = self.filter(is_removed=False, is_published=True).filter(Q(until=None) | Q(until__gt=now))
        return current if locks is None else current.filter(lock__in=locks)

    def unpushed(self) -> "EntryQuerySet":
        """What Elasticsearch has not confirmed in its newest version."""
        return self.filter(pushed_version__lt=F("version"))

    def hold(self) -> list[int]:
        """Lock the rows until the transaction ends, always in the same order so that two writers never deadlock."""
        return list(self.select_for_update().order_by("pk").values_list("pk", flat=True))


class Entry(models.Model):
    """One findable thing in one language.

    The rows are what the database engine searches, what Elasticsearch is filled from, and the list of what it still
    lacks. The primary key is Elasticsearch's document id and is never used twice, so that the external version of a
    thing that comes back after its removal starts afresh.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    language = models.CharField(max_length=10, blank=True, default="")
    kind = models.CharField(max_length=20)
    title = models.TextField()
    headings = models.TextField(blank=True, default="")
    summary = models.TextField(blank=True, default="")
    text = models.TextField(blank=True, default="")
    compounds = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="The parts of its compound words: a line for those of the title, one for headings, one for the rest.",
    )
    part_starts = models.JSONField(
        default=list,
        db_default=Value([], models.JSONField()),
        help_text="Where in the text its pages begin: lists of place, number and label, in order.",
    )
    url = models.TextField(blank=True, default="")
    theme_id = models.BigIntegerField(null=True)
    theme_label = models.TextField(blank=True, default="")
    unit_id = models.BigIntegerField(null=True)
    unit_label = models.TextField(blank=True, default="", db_default="")
    file_kind = models.CharField(max_length=20, blank=True, default="", db_default="")
    keys = models.JSONField(
        default=list,
        db_default=Value([], models.JSONField()),
        help_text="What means this one and nobody else, in order.",
    )
    published_at = models.DateTimeField(null=True)
    weight = models.FloatField(default=1.0)

    lock = models.BigIntegerField(null=True, help_text="The lock a reader must open; null opens for nobody.")
    is_published = models.BooleanField(default=True)
    until = models.DateTimeField(null=True)
    is_removed = models.BooleanField(
        default=False, help_text="Gone, but kept until Elasticsearch has confirmed that it is gone there too."
    )

    version = models.BigIntegerField(default=1, help_text="Grows with every change, and only grows.")
    rights_version = models.BigIntegerField(default=1, help_text="The version in which who may see it last changed.")
    pushed_version = models.BigIntegerField(default=0, help_text="The version that Elasticsearch shows.")
    refusals = models.PositiveIntegerField(default=0)
    refusal = models.TextField(blank=True, default="", help_text="Why Elasticsearch last refused it.")
    retry_at = models.DateTimeField(null=True)

    # Put there by `encoding.encode` and `pushing.with_tags`, so that no text is read whole and no tag alone.
    opening: str
    known_tags: list[tuple[str, str]]
    # Put there by `vector_field.attach_vectors`, where there is one.
    known_vector: list[float]

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "language"], name="one_entry_a_language")
        ]
        indexes = [
            models.Index(fields=["lock", "kind"], name="entry_lock_kind"),
            models.Index(fields=["-published_at", "-id"], name="entry_newest_first"),
            models.Index(fields=["id"], condition=Q(pushed_version__lt=F("version")), name="entry_unpushed"),
            models.Index(fields=["id"], condition=Q(pushed_version__lt=F("rights_version")), name="entry_unsettled"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id}:{self.language} {self.title}"


class EntryTag(models.Model):
    """A tag on an entry: a row, because facets count tags under rights in SQL."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="tags")
    slug = models.CharField(max_length=200, db_index=True)
    label = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "slug"], name="a_tag_once_an_entry")]

    def __str__(self) -> str:
        return self.label


class EntryKey(models.Model):
    """One of an entry's keys: a row, because the database engine looks entries up by them."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "key"], name="a_key_once_an_entry")]

    def __str__(self) -> str:
        return self.key
