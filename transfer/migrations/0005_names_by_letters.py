from django.db import migrations, models

from core.letters import LettersIndex, by_letters


class Migration(migrations.Migration):
    dependencies = [
        ("cocreation", "0004_days_belong_to_places"),
        ("network", "0007_names_by_letters"),
        ("transfer", "0004_days_belong_to_places"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="package",
            options={"ordering": [by_letters("title"), "id"]},
        ),
        migrations.AddIndex(
            model_name="package",
            index=LettersIndex(by_letters("title"), models.F("id"), name="packages_by_letters"),
        ),
    ]
