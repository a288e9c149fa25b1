"""Each organisation gets the office that made it; where nobody knows, the first one."""

import django.db.models.deletion
from django.db import migrations, models


def admit(apps, _schema_editor):
    organisations = apps.get_model("network", "Organisation").objects
    memberships = apps.get_model("network", "Membership").objects
    offices = list(organisations.filter(kind="office").order_by("pk"))
    lines = apps.get_model("core", "AuditEvent").objects.filter(
        item_kind="network.organisation", verb="created"
    )
    makers = dict(lines.values_list("item_id", "by_id"))
    works_in = dict(
        memberships.filter(organisation__kind="office", role="coordinator")
        .order_by("-since", "-pk")
        .values_list("user_id", "organisation_id")
    )
    for one in organisations.exclude(kind="office"):
        alike = [office.pk for office in offices if office.is_demo == one.is_demo]
        office = works_in.get(makers.get(one.pk)) or next(iter([*alike, *(each.pk for each in offices)]), None)
        organisations.filter(pk=one.pk).update(admitted_by=office)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_changes"),
        ("network", "0003_versions_of_memberships"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="admitted_by",
            field=models.ForeignKey(
                blank=True,
                limit_choices_to={"kind": "office"},
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="admitted",
                to="network.organisation",
                verbose_name="admitted by",
            ),
        ),
        migrations.RunPython(admit, migrations.RunPython.noop),
    ]
