"""The admin's form for a tag."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.tags.models import Tag, TagLabel

# The name of each label's field, with the language it is in; the source language's label is the tag's name.
LABELS = {f"label_{code}": (code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


class TagForm(WagtailAdminModelForm):
    """A tag with its label in every language in one form."""

    class Meta:
        model = Tag
        fields = ["name", "slug"]
        help_texts = {"slug": _("How addresses and front-ends name the tag. Empty: made of the name.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        labels = dict(TagLabel.objects.filter(tag=self.instance.pk).values_list("language", "label"))
        for field, (code, _language) in LABELS.items():
            self.initial.setdefault(field, labels.get(code, ""))

    @transaction.atomic
    def save(self, commit: bool = True) -> Tag:
        """Save the tag and its labels; an emptied one is removed."""
        tag: Tag = super().save(commit)
        for field, (code, _language) in LABELS.items():
            label = self.cleaned_data[field].strip()
            if label:
                TagLabel.objects.update_or_create(tag=tag, language=code, defaults={"label": label})
            else:
                TagLabel.objects.filter(tag=tag, language=code).delete()
        return tag


# Declared here, because a class body cannot name as many fields as the settings have languages.
TagForm.declared_fields.update(
    {
        field: forms.CharField(
            label=format_lazy(_("Label in {language}"), language=language), required=False, max_length=100
        )
        for field, (_code, language) in LABELS.items()
    }
)
