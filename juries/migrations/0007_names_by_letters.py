from django.db import migrations, models

from core.letters import by_letters


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0012_the_order_of_letters"),
        ("juries", "0006_the_record_of_a_jury"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="juror",
            options={"ordering": ["panel", by_letters("pseudonym")]},
        ),
    ]
