from django.db import models


class LockEdition(models.Model):
    """Which edition of the locks this is: what opens for whom is the same as long as it is.

    The database itself writes another one with every change of what makes up a lock or passes a restriction, whoever
    asks for it and however (cms/access/migrations/0005_lock_edition.py). At random, so that one that was undone, or
    that a restored backup had, never comes back as another. Who is in an audience is no part of it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True)
    edition = models.CharField(max_length=36)

    class Meta:
        verbose_name = "edition of the locks"
        verbose_name_plural = "editions of the locks"

    def __str__(self) -> str:
        return self.edition
