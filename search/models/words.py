"""The words that occur in entries: `Word`."""

from django.db import models


class Word(models.Model):
    """A word that occurs in some entry, folded: where corrections look for what a reader may have meant.

    It says nothing about who may see the word; whoever shows one must find it in an entry that the reader may see.
    """

    text = models.CharField(max_length=64, primary_key=True)
    initial = models.CharField(max_length=1)
    length = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["initial", "length"], name="word_initial_length")]

    def __str__(self) -> str:
        return self.text
