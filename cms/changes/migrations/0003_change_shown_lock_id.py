from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0002_alter_change_kind'),
    ]

    operations = [
        migrations.AddField(
            model_name='change',
            name='shown_lock_id',
            field=models.PositiveBigIntegerField(null=True),
        ),
    ]
