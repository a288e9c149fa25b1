"""Membership in the network has a state; whoever is there already is a member."""

import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models

STATES = [
    ("applied", "Applied"),
    ("approved", "Member"),
    ("suspended", "Suspended"),
    ("refused", "Refused"),
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("network", "0004_who_admitted_it"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="state",
            field=django_fsm.FSMField(
                choices=STATES, default="approved", editable=False, max_length=50, protected=True
            ),
        ),
        migrations.AlterField(
            model_name="organisation",
            name="state",
            field=django_fsm.FSMField(
                choices=STATES, default="applied", editable=False, max_length=50, protected=True
            ),
        ),
        migrations.CreateModel(
            name='OrganisationRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transition', models.CharField(max_length=60)),
                ('source', models.CharField(max_length=30)),
                ('target', models.CharField(max_length=30)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['at', 'id'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='organisation',
            name='decision_reason',
            field=models.TextField(blank=True, editable=False, max_length=2000, verbose_name='reason'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['applied', 'approved', 'suspended', 'refused'])), name='organisation_state_is_known'),
        ),
        migrations.AddField(
            model_name='organisationrecord',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisationrecord',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='history', to='network.organisation'),
        ),
    ]
