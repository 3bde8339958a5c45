"""Themes and topics stood in menus whatever their editors ticked. They stay there, and ticking counts from now on."""

from django.db import migrations


def put_in_menus(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Revision = apps.get_model("wagtailcore", "Revision")
    PageCard = apps.get_model("reading", "PageCard")
    listed = Page.objects.filter(content_type__app_label="pages", content_type__model__in=("themepage", "topicpage"))
    # before the pages, which say which drafts are theirs: an older draft would take its page from the menu
    for revision in Revision.objects.filter(pk__in=listed.values("latest_revision")).iterator():
        revision.content["show_in_menus"] = True
        revision.save(update_fields=["content"])
    listed.update(show_in_menus=True)
    PageCard.objects.filter(type__in=("THEME", "TOPIC")).update(is_in_menus=True)


class Migration(migrations.Migration):
    dependencies = [
        ("reading", "0003_events_and_units"),
        ("pages", "0008_help_for_blocks"),
    ]

    operations = [migrations.RunPython(put_in_menus, migrations.RunPython.noop)]
