"""The one vocabulary of the organisation: a tag is one thing, with a label in each language."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


class Tag(TagBase):
    """A subject that pages, documents and people share. `name` is its label in the source language."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def label_in(self, language: str | None = None) -> str:
        """The tag's label in a language (a code such as "en"; None is the active one), else its source label."""
        wanted = language or get_language()
        return next((label.label for label in self.labels.all() if label.language == wanted), self.name)


class TagLabel(models.Model):
    """What a tag is called in another language than the source."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=10)
    label = models.CharField(_("label"), max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "language"], name="one_label_a_language")]

    def __str__(self) -> str:
        return self.label


class TaggedItem(ItemBase):
    """What ties a tag to a thing; each kind of thing makes its own table of it."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s_items")

    class Meta:
        abstract = True
