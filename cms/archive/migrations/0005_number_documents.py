import mimetypes
from pathlib import PurePath

from django.db import migrations, transaction
from django.db.models import F

BATCH = 500


def number_documents(apps, schema_editor):
    """Give each document that was there an archive number of the year in which it came, and its one version.

    In batches, each a transaction of its own, so that nobody waits long for a row. Files are not looked into: that
    takes hours where there are many, and some may be missing. Their type is what their name says until
    `manage.py archive_fill` has looked."""
    LibraryDocument = apps.get_model("archive", "LibraryDocument")
    while some := list(LibraryDocument.objects.filter(archive_number=None).order_by("created_at", "pk")[:BATCH]):
        with transaction.atomic(using=schema_editor.connection.alias):
            for document in some:
                document.archive_number = next_number(apps, document.created_at.year)
                document.media_type = mimetypes.guess_type(document.file.name)[0] or ""
            LibraryDocument.objects.bulk_update(some, ["archive_number", "media_type"])
            add_versions(apps, some)


def next_number(apps, year):
    NumberSeries = apps.get_model("archive", "NumberSeries")
    series, _ = NumberSeries.objects.get_or_create(year=year)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return f"{year}-{series.last:06}"


def add_versions(apps, documents):
    DocumentVersion = apps.get_model("archive", "DocumentVersion")
    versions = [
        DocumentVersion(
            document=document,
            number=document.version,
            file=document.file.name,
            filename=PurePath(document.file.name).name,
            size=document.file_size,
            content_type=document.media_type,
            author_id=document.uploaded_by_user_id,
            created_at=document.created_at,
        )
        for document in documents
    ]
    DocumentVersion.objects.bulk_create(versions, ignore_conflicts=True)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("archive", "0004_standard_kinds"),
    ]

    operations = [
        migrations.RunPython(number_documents, migrations.RunPython.noop),
    ]
