from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('signals', '0010_text_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='namereport',
            name='pointed_at',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
