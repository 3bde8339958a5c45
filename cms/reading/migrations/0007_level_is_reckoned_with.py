"""PostgreSQL has statistics of an expression from an index of all rows only."""

import cms.reading.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reading', '0006_menus_by_level'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='pagecard',
            index=models.Index(cms.reading.models.Level(), name='card_level'),
        ),
    ]
