from django.contrib.postgres.operations import CreateCollation
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0010_jobs")]

    operations = [CreateCollation("letters", provider="icu", locale="und-u-kn-true")]
