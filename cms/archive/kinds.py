"""The admin's screen for kinds of documents."""

from typing import Any

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.archive.models import DocumentKind, DocumentKindLabel

# The name of each label's field, with the language it is in; the source language's label is the kind's name.
LABELS = {f"label_{code}": (code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


class DocumentKindForm(WagtailAdminModelForm):
    """A kind with its label in every language in one form."""

    class Meta:
        model = DocumentKind
        fields = ["name", "code"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Front-ends and imports know the kind by it.
        self.fields["code"].disabled = bool(self.instance.pk)
        labels = dict(DocumentKindLabel.objects.filter(kind=self.instance.pk).values_list("language", "label"))
        for field, (code, _language) in LABELS.items():
            self.initial.setdefault(field, labels.get(code, ""))

    @transaction.atomic
    def save(self, commit: bool = True) -> DocumentKind:
        """Save the kind and its labels; an emptied one is removed."""
        kind: DocumentKind = super().save(commit)
        for field, (code, _language) in LABELS.items():
            label = self.cleaned_data[field].strip()
            if label:
                DocumentKindLabel.objects.update_or_create(kind=kind, language=code, defaults={"label": label})
            else:
                DocumentKindLabel.objects.filter(kind=kind, language=code).delete()
        return kind


# Declared here, because a class body cannot name as many fields as the settings have languages.
DocumentKindForm.declared_fields.update(
    {
        field: forms.CharField(
            label=format_lazy(_("Label in {language}"), language=language),
            help_text=_("What readers of this language see. Empty: the name."),
            required=False,
            max_length=100,
        )
        for field, (_code, language) in LABELS.items()
    }
)


class DocumentKindViewSet(SnippetViewSet):
    """The kinds, in one list. One that documents are of cannot be deleted."""

    model = DocumentKind
    icon = "doc-full"
    list_display = ["name", "code"]
    search_fields = ["name", "code", "labels__label"]
    ordering = "name"
    menu_label = _("Kinds of documents")
    menu_name = "document-kinds"
    menu_order = 665
    add_to_settings_menu = True

    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel([FieldPanel(field) for field in LABELS], _("In other languages")),
            FieldPanel("code"),
        ],
        base_form_class=DocumentKindForm,
    )
