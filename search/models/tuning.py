"""What editors tell search: which words mean the same, which say nothing, and what stands first for a query."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_PHRASE = 100


class TuningStamp(models.Model):
    """Another mark whenever editors change anything: what a process compares before it trusts what it remembers.

    A mark is random rather than a number that grows, because a number would come back after a transaction that was
    rolled back, with other things behind it.
    """

    mark = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return str(self.mark)

    @classmethod
    def change(cls) -> None:
        """Have every process read the tuning again, as soon as this transaction is committed."""
        cls.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4()})

    @classmethod
    def now(cls) -> uuid.UUID | None:
        """The mark of this moment; None as long as nobody has tuned anything."""
        # As it stands, because every search asks: making the statement anew takes longer than answering it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT mark FROM search_tuningstamp WHERE id = 1")
            found = cursor.fetchone()
        return uuid.UUID(str(found[0])) if found else None


class TuningQuerySet(models.QuerySet["Any"]):
    """Rows of tuning, which search hears of however they are changed."""

    def update(self, **values: Any) -> int:
        with transaction.atomic():
            TuningStamp.change()
            return super().update(**values)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **options: Any) -> list[Any]:
        with transaction.atomic():
            TuningStamp.change()
            return super().bulk_create(objs, *args, **options)

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            TuningStamp.change()
            return super().delete()


class TuningRow(models.Model):
    """What all tuning has: the language it is for, and who changed it last."""

    language = models.CharField(
        _("language"), max_length=10, blank=True, default="", help_text=_("Empty: for readers of every language.")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("changed by"),
    )  # fmt: skip

    objects = TuningQuerySet.as_manager()

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **options: Any) -> None:
        TuningStamp.change()
        super().save(*args, **options)

    @transaction.atomic
    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        TuningStamp.change()
        return super().delete(*args, **options)


class Origin(models.TextChoices):
    """Whose group of synonyms it is."""

    SHIPPED = "shipped", _("shipped with Plein")
    EDITORS = "editors", _("added by editors")


class SynonymGroup(TuningRow):
    """Words and phrases of which each stands for all others; with `is_one_way`, the others for the first alone.

    Of what is shipped there are only rows where editors want it otherwise: such a row replaces the shipped group
    whose `shipped_key` it has.
    """

    words = models.JSONField(_("words"), default=list, help_text=_("Words and phrases, one a line."))
    is_one_way = models.BooleanField(
        _("one way"),
        default=False,
        help_text=_("Who asks for the first also finds the others, but not the other way round."),
    )
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.EDITORS, editable=False)
    shipped_key = models.CharField(max_length=LONGEST_PHRASE + 10, blank=True, default="", editable=False)
    is_active = models.BooleanField(_("in use"), default=True, help_text=_("Switch off to search without it."))

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["language", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "shipped_key"],
                condition=Q(origin=Origin.SHIPPED),
                name="one_change_a_shipped_group",
            )
        ]

    @property
    def lines(self) -> str:
        """The words as a form takes them, on one line."""
        return ", ".join(self.words)

    def __str__(self) -> str:
        first, *others = self.words or [""]
        return f"{first} → {', '.join(others)}" if self.is_one_way else self.lines


class StopPhrase(TuningRow):
    """Words that say nothing about what is looked for (“where can I find”), and are left out of a query."""

    phrase = models.CharField(
        _("phrase"),
        max_length=LONGEST_PHRASE,
        help_text=_("Words as they stand in a query, which is searched without them."),
    )

    class Meta:
        verbose_name = _("stop phrase")
        verbose_name_plural = _("stop phrases")
        ordering = ["language", "phrase"]
        constraints = [models.UniqueConstraint(fields=["language", "phrase"], name="a_stop_phrase_once_a_language")]

    def __str__(self) -> str:
        return self.phrase


class PinnedResult(TuningRow):
    """A thing that stands before all else for some queries, where the reader may see it."""

    queries = models.JSONField(
        _("queries"), default=list, help_text=_("Whole queries, one a line; each also in other forms of its words.")
    )
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, help_text=_("Of several for one query the lowest stands first.")
    )
    starts_on = models.DateField(_("from"), null=True, blank=True, help_text=_("The first day. Empty: from now on."))
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: for good."))

    class Meta:
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")
        ordering = ["language", "queries", "position", "pk"]

    def __str__(self) -> str:
        return ", ".join(self.queries)
