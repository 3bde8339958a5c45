from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0006_texts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='librarydocument',
            index=models.Index(fields=['-created_at', '-id'], name='document_newest_first'),
        ),
    ]
