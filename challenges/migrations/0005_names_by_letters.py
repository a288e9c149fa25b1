from django.db import migrations, models

from core.letters import LettersIndex, by_letters


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0004_names_of_questions"),
        ("network", "0007_names_by_letters"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="challenge",
            index=LettersIndex(by_letters("title"), models.F("id"), name="challenges_by_letters"),
        ),
    ]
