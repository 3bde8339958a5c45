"""What was searched, week by week, without who asked."""

from django.db import models
from django.db.models import OuterRef, Subquery, Sum
from django.utils.translation import gettext_lazy as _

# A query is shown, to anybody, only where so many different people asked it.
FEWEST_PEOPLE = 5
LONGEST_QUERY = 100


class AskedQueryQuerySet(models.QuerySet["AskedQuery"]):
    """Questions about what was asked."""

    def shown(self) -> "AskedQueryQuerySet":
        """Of these rows, those of weeks in which enough different people asked the query, all rows together.

        Narrow to a unit or a language first: a narrower group must be large enough by itself.
        """
        same = self.filter(week=OuterRef("week"), query=OuterRef("query"), language=OuterRef("language"))
        together = same.order_by().values("query").annotate(together=Sum("people")).values("together")
        enough = self.exclude(query="").annotate(together=Subquery(together)).filter(together__gte=FEWEST_PEOPLE)
        return AskedQuery.objects.filter(pk__in=enough.values("pk"))


class AskedQuery(models.Model):
    """What came of one query in one week, asked in one language by people of one unit.

    `people` is how many asked it here first that week, so that rows can be added up without counting anybody twice.
    An empty query stands for all that too few asked. The unit is a number and no key, because a dissolved one was
    asked from all the same; 0 is nobody's.
    """

    week = models.DateField(_("week"), help_text=_("Its Monday."))
    language = models.CharField(_("language"), max_length=10, blank=True)
    unit = models.BigIntegerField(_("department"), default=0)
    query = models.CharField(_("query"), max_length=LONGEST_QUERY, blank=True)

    people = models.PositiveIntegerField(_("people"), default=0)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    found_none = models.PositiveIntegerField(_("without results"), default=0)
    found_few = models.PositiveIntegerField(_("with 1 to 9 results"), default=0)
    found_some = models.PositiveIntegerField(_("with 10 to 99 results"), default=0)
    found_many = models.PositiveIntegerField(_("with 100 results or more"), default=0)
    by_database = models.PositiveIntegerField(_("answered by the database"), default=0)
    choices = models.PositiveIntegerField(_("chosen results"), default=0)

    objects = AskedQueryQuerySet.as_manager()

    class Meta:
        verbose_name = _("asked query")
        verbose_name_plural = _("search statistics")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["week", "query", "language", "unit"], name="one_row_a_query")]
        indexes = [models.Index(fields=["language", "query"], name="queries_by_beginning")]

    def __str__(self) -> str:
        return f"{self.query or '…'} ({self.week})"


class ChosenResult(models.Model):
    """A result that people chose for a query, and at which rank they found it: 1 is the first.

    `people` are those who had not chosen it for this query before, that week.
    """

    asked = models.ForeignKey(AskedQuery, on_delete=models.CASCADE, related_name="chosen")
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["asked", "subject_type", "subject_id", "rank"], name="one_row_a_rank")
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="chosen_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id} at {self.rank}"


class WeekSalt(models.Model):
    """What digests of one week are made with. It is thrown away with them when the week is over."""

    week = models.DateField(unique=True)
    salt = models.BinaryField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.week)


class Digest(models.Model):
    """That one more person did something, by a digest that says neither who nor, without the week's salt, what."""

    week = models.DateField()
    digest = models.CharField(max_length=32)

    class Meta:
        abstract = True
        default_permissions = ()


class Asker(Digest):
    """One of the people who asked a query."""

    asked = models.ForeignKey(AskedQuery, on_delete=models.CASCADE, related_name="askers")

    class Meta(Digest.Meta):
        constraints = [models.UniqueConstraint(fields=["week", "digest"], name="one_asker_a_week")]

    def __str__(self) -> str:
        return self.digest


class Chooser(Digest):
    """One of the people who chose a result of a query."""

    chosen = models.ForeignKey(ChosenResult, on_delete=models.CASCADE, related_name="choosers")

    class Meta(Digest.Meta):
        constraints = [models.UniqueConstraint(fields=["week", "digest"], name="one_chooser_a_week")]

    def __str__(self) -> str:
        return self.digest
