"""A menu reads the levels that it shows, however many pages stand deeper."""

import cms.reading.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reading', '0005_likely_pages'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='pagecard',
            name='card_in_menus',
        ),
        migrations.AddIndex(
            model_name='pagecard',
            index=models.Index(models.F('language'), cms.reading.models.Level(), condition=models.Q(('type__in', ('HOME', 'THEME', 'TOPIC')), ('is_in_menus', True), _connector='OR'), name='card_in_menus'),
        ),
    ]
