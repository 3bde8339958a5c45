"""When what was last changed: how a kept answer knows, in any process, that it is out of date."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Max, Min, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.access.models import Visibility

CLOCK = "*"


class CacheTagQuerySet(models.QuerySet["CacheTag"]):
    """Questions about the clock of changes."""

    def now(self) -> tuple[int, datetime | None]:
        """The clock's tick, and the next moment at which something expires by itself. One query."""
        ends = Visibility.objects.filter(until__gt=timezone.now()).order_by().values("is_published")
        next_end = Subquery(ends.annotate(next_end=Min("until")).values("next_end").order_by("next_end")[:1])
        return self.filter(name=CLOCK).values_list("changed_at", next_end).first() or (0, None)

    def last_change_of(self, names: Iterable[str]) -> int:
        """The tick at which any of these last changed; 0 when none ever did. One query."""
        return self.filter(name__in=list(names)).aggregate(last=Max("changed_at"))["last"] or 0

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

    def __str__(self) -> str:
        return self.name
