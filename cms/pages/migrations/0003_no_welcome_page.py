"""Wagtail's own migrations make a welcome page, which is none of our page types and would stand at every site's door."""

from django.db import migrations


def remove_welcome_page(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    welcome = Page.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore", title__startswith="Welcome to your new Wagtail")
    if welcome.exists() and Page.objects.count() == 2:
        welcome.delete()
        Page.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0002_theme_corner"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(remove_welcome_page, migrations.RunPython.noop)]
