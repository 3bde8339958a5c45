"""What changed for readers: an append-only log, and the clock that puts it in order."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.readers import Reader


class ChangeKind(models.TextChoices):
    """What a change is of.

    A change of a lock says that other people pass one of its restrictions than before: it is one row, however many
    things stand behind the lock. A change of notices says that a person, whose id it has, was told something or read
    it: nobody else hears of that. Changes of the site and of navigation are of what stands on every page.
    """

    PAGE = "page", _("page")
    DOCUMENT = "document", _("document")
    LOCK = "lock", _("lock")
    NOTICES = "notices", _("notices")
    SITE = "site", _("site settings")
    NAVIGATION = "navigation", _("menu")


# How the ids that front-ends and receivers know begin, of what they are told of.
NAMED_IN_IDS = {
    ChangeKind.PAGE: "Page",
    ChangeKind.DOCUMENT: "Document",
    ChangeKind.SITE: "SiteSettings",
    ChangeKind.NAVIGATION: "Navigation",
}
# Of these a change is for whoever opens `shown_lock_id`, or for everybody where there is none.
SITEWIDE = (ChangeKind.SITE, ChangeKind.NAVIGATION)


class Happening(models.TextChoices):
    """What happened to it."""

    PUBLISHED = "published", _("published")
    UPDATED = "updated", _("updated")
    MOVED = "moved", _("moved")
    RIGHTS = "rights", _("rights changed")
    UNPUBLISHED = "unpublished", _("unpublished")
    DELETED = "deleted", _("deleted")


class ChangeQuerySet(models.QuerySet["Change"]):
    """Questions about what changed."""

    def waiting(self) -> Self:
        """Those that have no place in the order yet, so that nobody is told of them."""
        return self.filter(sequence=None)

    def between(self, after: int, through: int) -> Self:
        """Those after one sequence, up to and with another, in their order."""
        return self.filter(sequence__gt=after, sequence__lte=through).order_by("sequence")

    def told_to(self, reader: Reader) -> Self:
        """Those of pages and documents that a reader, as their rights are now, could see after or before the change,
        and of what stands on every page.

        What is told of them is another question: the thing itself is asked of the policy.
        """
        things = self.filter(kind__in=(ChangeKind.PAGE, ChangeKind.DOCUMENT, *SITEWIDE))
        if reader.passes_all:
            return things
        of_itself = Q(lock_id__in=reader.locks) | Q(lock_id_before__in=reader.locks)
        return things.filter(
            of_itself | Q(kind__in=SITEWIDE), Q(shown_lock_id=None) | Q(shown_lock_id__in=reader.locks)
        )

    def of_notices(self, person_id: int) -> Self:
        """Those of what one person was told, which are for them alone."""
        return self.filter(kind=ChangeKind.NOTICES, object_id=person_id)


class Change(models.Model):
    """Something changed for whoever may see it. Written in the transaction that changed it, and never again, but for
    its sequence: that is given after the commit, under the lock of the clock, so that what is committed late comes
    late, and whoever has read everything up to a sequence has missed nothing.

    `lock_id_before` and `lock_id` are the locks that it stood and stands behind, None where nobody could or can see it:
    what was published has none before, what was deleted none after. They are numbers, no references, because a change
    outlives its locks as it outlives its thing. `shown_lock_id` is that of something else which a page, a menu or the
    site shows, where that changed and the page did not: whoever may not see it is not told that it did.
    """

    sequence = models.PositiveBigIntegerField(null=True, unique=True)
    kind = models.CharField(max_length=20, choices=ChangeKind.choices)
    object_id = models.PositiveBigIntegerField()
    what = models.CharField(max_length=20, choices=Happening.choices)
    lock_id_before = models.PositiveBigIntegerField(null=True)
    lock_id = models.PositiveBigIntegerField(null=True)
    shown_lock_id = models.PositiveBigIntegerField(null=True)
    language = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["id"], condition=Q(sequence=None), name="change_waiting")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.what}"


class Clock(models.Model):
    """The one row that says how far the log goes: from after `forgotten` to `tick`."""

    THE_ONE = 1

    tick = models.PositiveBigIntegerField(default=0)
    forgotten = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("clock of changes")
        verbose_name_plural = _("clocks of changes")

    def __str__(self) -> str:
        return f"{self.forgotten} to {self.tick}"

    @classmethod
    def read(cls) -> "Clock":
        """How far the log goes now. One query."""
        return cls.objects.filter(pk=cls.THE_ONE).first() or cls(pk=cls.THE_ONE)

    @classmethod
    def hold(cls) -> "Clock":
        """The clock, locked until the transaction ends."""
        clock, _is_new = cls.objects.select_for_update().get_or_create(pk=cls.THE_ONE)
        return clock

    def wind(self, *, tick: int | None = None, forgotten: int | None = None) -> None:
        """Write down how far the log goes from now on."""
        self.tick = self.tick if tick is None else tick
        self.forgotten = self.forgotten if forgotten is None else forgotten
        self.save()
