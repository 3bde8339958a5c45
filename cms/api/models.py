"""When what was last changed: how a kept answer knows, in any process, that it is out of date."""

from collections.abc import Iterable

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

CLOCK = "*"


class CacheTagQuerySet(models.QuerySet["CacheTag"]):
    """The clock of changes; what it tells is asked by `cms.api.clock`."""

    def touch(self, names: Iterable[str]) -> None:
        """Say that these changed, after the commit of what changed them.

        The clock's row is locked meanwhile, so that ticks are committed in their order: an answer made at a tick has
        seen everything up to it.
        """
        with transaction.atomic():
            clock, _is_new = self.select_for_update().get_or_create(name=CLOCK)
            self.filter(pk=clock.pk).update(changed_at=F("changed_at") + 1)
            clock.refresh_from_db()
            rows = [CacheTag(name=name, changed_at=clock.changed_at) for name in sorted(set(names))]
            CacheTag.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["name"], update_fields=["changed_at"]
            )


class CacheTag(models.Model):
    """Something that answers are made of ("page:5", "people"), and the tick at which it last changed."""

    name = models.CharField(max_length=100, unique=True)
    changed_at = models.PositiveBigIntegerField(default=0, help_text="A tick of the clock of changes, not a time.")

    objects = CacheTagQuerySet.as_manager()

    class Meta:
        verbose_name = _("cache tag")
        verbose_name_plural = _("cache tags")
        # What changed since a tick is asked at every request.
        indexes = [models.Index(fields=["changed_at"], name="cachetag_by_tick")]

    def __str__(self) -> str:
        return self.name
