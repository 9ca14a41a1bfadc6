from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("signals", "0006_newest_waiting"),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="not_looked_at",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
