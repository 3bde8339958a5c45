from django.db import migrations


def make_locations(apps, schema_editor):
    """Each place that was written with a person becomes one of the list; another case of its letters is the same."""
    Location = apps.get_model("people", "Location")
    Profile = apps.get_model("people", "Profile")
    known = {}
    for profile in Profile.objects.exclude(location_text="").only("pk", "location_text").iterator():
        name = " ".join(profile.location_text.split())
        if not name:
            continue
        if name.casefold() not in known:
            known[name.casefold()] = Location.objects.filter(name__iexact=name).first() or Location.objects.create(name=name)
        Profile.objects.filter(pk=profile.pk).update(location=known[name.casefold()])


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0004_work_groups"),
    ]

    operations = [
        migrations.RunPython(make_locations, migrations.RunPython.noop),
    ]
