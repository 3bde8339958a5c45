from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """A person was reminded to review a page: once ahead of the day (`stage` -1), on it (0), and each week after."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    review_on = models.DateField()
    stage = models.SmallIntegerField()

    # The usage of a page would otherwise list who was reminded of it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "review_on", "stage"], name="reminded_once_a_stage")
        ]

    def __str__(self) -> str:
        return f"reminder of page {self.page_id} at stage {self.stage}"
