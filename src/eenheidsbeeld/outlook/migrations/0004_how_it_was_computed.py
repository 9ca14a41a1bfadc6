from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outlook", "0003_looks_and_scores")]

    operations = [
        migrations.AddField(model_name="alert", name="p_before", field=models.FloatField(null=True)),
        migrations.AddField(model_name="forecastsheet", name="weights", field=models.JSONField(default=dict)),
    ]
