
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('changes', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='change',
            name='kind',
            field=models.CharField(choices=[('page', 'page'), ('document', 'document'), ('lock', 'lock'), ('notices', 'notices')], max_length=20),
        ),
    ]
