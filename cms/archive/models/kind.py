"""What sort of thing a document is, as the archivists name it."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.Model):  # type: ignore[django-manager-missing]  # Wagtail's querysets say no types
    """A policy, a form, minutes: a list that archivists keep. `name` is its label in the source language."""

    code = models.SlugField(
        _("code"), max_length=50, unique=True, help_text=_("How front-ends and imports name the kind; never changes.")
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("What readers see."))

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.label_in()

    def label_in(self, language: str | None = None) -> str:
        """What the kind is called in a language (a code such as "en"; None is the active one), else its name."""
        wanted = language or get_language()
        return next((label.label for label in self.labels.all() if label.language == wanted), self.name)


class DocumentKindLabel(models.Model):
    """What a kind is called in another language than the source."""

    kind = models.ForeignKey(DocumentKind, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=10)
    label = models.CharField(_("label"), max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="one_kind_label_a_language")]

    def __str__(self) -> str:
        return self.label
