from django.db import migrations, models

from core.letters import LettersIndex, by_letters


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0012_the_order_of_letters"),
        ("network", "0006_taken_off_the_site"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="organisation",
            options={"ordering": [by_letters("name"), "id"]},
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=LettersIndex(by_letters("name"), models.F("id"), name="organisations_by_letters"),
        ),
    ]
