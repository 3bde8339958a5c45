"""What a model of language made of an entry: `EntryVector`."""

from django.db import models

from search.models.entries import Entry


class EntryVector(models.Model):
    """The vector of an entry's text, kept so that no text is encoded twice; without numbers where it has no direction.

    It stands for the text with this `digest` and is never used for another.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    model = models.CharField(max_length=16, help_text="The key of the model that made it.")
    digest = models.CharField(max_length=64)
    vector = models.BinaryField(help_text="Numbers of 32 bits.")
    version = models.BigIntegerField(help_text="The version of the entry for which it was last looked at.")

    def __str__(self) -> str:
        return f"{self.entry_id} by {self.model}"
