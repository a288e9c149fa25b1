from django.contrib.postgres.operations import CreateCollation
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0011_writings")]

    operations = [CreateCollation("letters", provider="icu", locale="und-u-kn-true")]
