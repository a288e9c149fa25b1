from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0003_verdict_of_files")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="sign_outs",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
    ]
