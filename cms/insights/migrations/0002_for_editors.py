"""Whoever edits pages sees the statistics from the start; an administrator may take that away."""

from django.db import migrations


def let_editors_see(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    Group = apps.get_model("auth", "Group")
    kind, _ = ContentType.objects.get_or_create(app_label="insights", model="askedquery")
    permission, _ = Permission.objects.get_or_create(
        content_type=kind, codename="view_askedquery", defaults={"name": "Can view asked query"}
    )
    editing = GroupPagePermission.objects.values("group")
    for group in Group.objects.filter(pk__in=editing):
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("insights", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]

    operations = [migrations.RunPython(let_editors_see, migrations.RunPython.noop)]
