from django.conf import settings
from django.db import migrations

KINDS = {
    "policy": {"nl": "Beleid", "en": "Policy", "fr": "Politique", "de": "Richtlinie"},
    "form": {"nl": "Formulier", "en": "Form", "fr": "Formulaire", "de": "Formular"},
    "minutes": {"nl": "Verslag", "en": "Minutes", "fr": "Compte rendu", "de": "Protokoll"},
    "letter": {"nl": "Brief", "en": "Letter", "fr": "Lettre", "de": "Brief"},
    "contract": {"nl": "Contract", "en": "Contract", "fr": "Contrat", "de": "Vertrag"},
    "other": {"nl": "Overig", "en": "Other", "fr": "Autre", "de": "Sonstiges"},
}


def add_kinds(apps, schema_editor):
    """The kinds to begin with; archivists change them as they like."""
    DocumentKind = apps.get_model("archive", "DocumentKind")
    source = settings.LANGUAGE_CODE
    for code, labels in KINDS.items():
        name = labels.get(source) or labels["en"]
        kind, is_new = DocumentKind.objects.get_or_create(code=code, defaults={"name": name})
        if is_new:
            for language, label in labels.items():
                if language != source:
                    kind.labels.create(language=language, label=label)


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0003_versions_and_filing"),
    ]

    operations = [
        migrations.RunPython(add_kinds, migrations.RunPython.noop),
    ]
