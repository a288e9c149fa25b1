from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('challenges', '0013_partners_confirm'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='challenge',
            name='partners',
        ),
    ]
