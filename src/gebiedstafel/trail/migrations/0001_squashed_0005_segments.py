"""All tables of `trail` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('trail', '0001_initial'), ('trail', '0002_message_in_each_language'), ('trail', '0003_outcome'), ('trail', '0004_run_stop_asked'), ('trail', '0005_segments')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('name', models.CharField(max_length=200, primary_key=True, serialize=False)),
                ('count', models.PositiveBigIntegerField(default=0)),
                ('head', models.CharField(blank=True, default='', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=200)),
                ('subject', models.CharField(max_length=200)),
                ('words', models.CharField(max_length=500)),
                ('translated', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'pk'],
                'indexes': [models.Index(fields=['chain', 'subject'], name='outcomes_by_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='an_outcome_says_what_became_of_it')],
            },
        ),
        migrations.CreateModel(
            name='Pseudonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('actor', models.CharField(max_length=200, unique=True)),
                ('token', models.CharField(max_length=32, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=50)),
                ('subject', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'wacht'), ('running', 'bezig'), ('done', 'klaar'), ('failed', 'mislukt'), ('stopped', 'gestopt')], default='waiting', max_length=10)),
                ('progress', models.FloatField(default=0)),
                ('message', models.CharField(blank=True, default='', max_length=500)),
                ('translated', models.JSONField(blank=True, default=dict)),
                ('opened', models.DateTimeField()),
                ('started', models.DateTimeField(blank=True, null=True)),
                ('finished', models.DateTimeField(blank=True, null=True)),
                ('stop_asked', models.DateTimeField(blank=True, null=True)),
                ('result', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'ordering': ['-opened', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('progress__gte', 0), ('progress__lte', 1)), name='progress_is_a_share_of_the_whole'), models.CheckConstraint(condition=models.Q(models.Q(('finished__isnull', True), ('state__in', ['waiting', 'running'])), models.Q(('finished__isnull', False), ('state__in', ['done', 'failed', 'stopped'])), _connector='OR'), name='a_run_has_an_end_exactly_when_it_ended')],
            },
        ),
        migrations.CreateModel(
            name='Deed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deeds', to='trail.chain')),
                ('number', models.PositiveBigIntegerField()),
                ('action', models.CharField(max_length=100)),
                ('subject', models.CharField(max_length=500)),
                ('result', models.CharField(max_length=500)),
                ('origin', models.CharField(max_length=100)),
                ('actor', models.CharField(max_length=32)),
                ('at', models.DateTimeField()),
                ('seal', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['chain', 'number'],
                'constraints': [models.UniqueConstraint(fields=('chain', 'number'), name='each_place_in_a_chain_is_taken_once')],
            },
        ),
        migrations.CreateModel(
            name='Segment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='segments', to='trail.chain')),
                ('first', models.PositiveBigIntegerField()),
                ('last', models.PositiveBigIntegerField()),
                ('head', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
                ('mark', models.CharField(max_length=64)),
                ('closed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['chain', 'first'],
                'constraints': [models.UniqueConstraint(fields=('chain', 'first'), name='a_part_of_a_chain_is_closed_once'), models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='a_closed_part_ends_after_it_began')],
            },
        ),
    ]
