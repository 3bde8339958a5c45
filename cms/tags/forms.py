"""The admin's form for a tag."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.tags.models import Tag, TagLabel

OTHER_LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


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
        for code, language in OTHER_LANGUAGES:
            label = _("Label in %(language)s") % {"language": language}
            self.fields[f"label_{code}"] = forms.CharField(
                label=label, required=False, max_length=100, initial=labels.get(code, "")
            )

    @transaction.atomic
    def save(self, commit: bool = True) -> Tag:
        """Save the tag and its labels; an emptied one is removed."""
        tag: Tag = super().save(commit)
        for code, _language in OTHER_LANGUAGES:
            label = self.cleaned_data[f"label_{code}"].strip()
            if label:
                TagLabel.objects.update_or_create(tag=tag, language=code, defaults={"label": label})
            else:
                for emptied in TagLabel.objects.filter(tag=tag, language=code):
                    emptied.delete()
        return tag
