from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from cms.access.models.audience import AudienceQuerySet
from cms.access.models.restriction import Restriction


class LockQuerySet(models.QuerySet["Lock"]):
    """Questions about locks."""

    def opened_by(self, audiences: AudienceQuerySet) -> "LockQuerySet":
        """The locks all of whose restrictions let somebody in these audiences pass.

        A lock without any restriction opens for nobody: where no one has said who may see a thing, nobody may.
        """
        through = Lock.restrictions.through
        passed = Restriction.audiences.through.objects.filter(audience__in=audiences.values("pk"))
        of_lock = through.objects.filter(lock=OuterRef("pk"))
        closed = of_lock.exclude(restriction__in=passed.values("restriction_id"))
        return self.filter(Exists(of_lock)).exclude(Exists(closed))

    def of_groups_alone(self) -> "LockQuerySet":
        """Those behind which there are work groups and nothing else."""
        others = Visibility.objects.filter(lock=OuterRef("pk")).exclude(kind=VisibilityKind.WORK_GROUP)
        of_groups = Visibility.objects.filter(kind=VisibilityKind.WORK_GROUP).values("lock")
        return self.filter(pk__in=of_groups).exclude(Exists(others))


class Lock(models.Model):
    """One distinct effective set of restrictions, interned: things with the same lock are seen by the same people."""

    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of its restrictions' sorted ids.")
    restrictions = models.ManyToManyField(Restriction, related_name="locks")

    objects = LockQuerySet.as_manager()

    class Meta:
        verbose_name = _("lock")
        verbose_name_plural = _("locks")

    def __str__(self) -> str:
        return f"lock {self.pk}"


class VisibilityKind(models.TextChoices):
    """The kinds of thing that have a row of their own; documents and images follow their collection."""

    PAGE = "page", _("page")
    COLLECTION = "collection", _("collection")
    PERSON = "person", _("person")
    WORK_GROUP = "work_group", _("work group")


class Visibility(models.Model):
    """Who may see one thing, and whether it is published: all that a read has to look at.

    `is_published` and `until` count the ancestors in: a page below an unpublished or expired one is neither.
    `rights_key` is the page's own, here so that rights are settled without opening each page type's table.
    """

    kind = models.CharField(max_length=20, choices=VisibilityKind.choices)
    object_id = models.PositiveBigIntegerField()
    lock = models.ForeignKey(Lock, on_delete=models.PROTECT, related_name="things")
    rights_key = models.UUIDField(null=True, db_index=True)
    is_published = models.BooleanField(default=True)
    until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("visibility")
        verbose_name_plural = _("visibilities")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_visibility_a_thing")]
        # Few things end, and what ends next is asked at every answer that is kept.
        indexes = [models.Index(fields=["until"], condition=models.Q(until__isnull=False), name="visibility_ends")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
