"""What changed since a tick is asked at every request."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="cachetag",
            index=models.Index(fields=["changed_at"], name="cachetag_by_tick"),
        ),
    ]
