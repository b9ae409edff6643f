"""All tables of `connections` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('connections', '0001_initial'), ('connections', '0002_initial'), ('connections', '0003_variants'), ('connections', '0004_public_plans'), ('connections', '0005_studies'), ('connections', '0006_sharing'), ('connections', '0007_consent_of_who_has_no_seat')]

    initial = True

    dependencies = [
        ('tables', '0001_squashed_0007_seat_by_group'),
        ('trail', '0001_squashed_0005_segments'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShareReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_replies', to='tables.areatable')),
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='share_reply', to='tables.party')),
                ('words', models.TextField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_reply_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Variant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='tables.areatable')),
                ('name', models.CharField(max_length=80)),
                ('choices', models.JSONField(default=dict)),
                ('assumptions', models.JSONField(default=dict)),
                ('notes', models.TextField(blank=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('made_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at__isnull', True)), fields=('table', 'name'), name='a_table_has_one_variant_of_a_name'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_variant_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='tables.areatable')),
                ('variant', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='plans', to='connections.variant')),
                ('assumptions', models.JSONField(default=dict)),
                ('input', models.JSONField()),
                ('input_hash', models.CharField(max_length=64)),
                ('is_public', models.BooleanField(default=False)),
                ('engine_version', models.CharField(max_length=40)),
                ('catalogue_version', models.CharField(blank=True, max_length=40)),
                ('choices', models.JSONField(default=dict)),
                ('status', models.CharField(max_length=12)),
                ('objective', models.FloatField(null=True)),
                ('bound', models.FloatField(null=True)),
                ('gap', models.FloatField(null=True)),
                ('result', models.JSONField()),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('adopted_at', models.DateTimeField(null=True)),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'indexes': [models.Index(fields=['table', 'variant', '-created_at'], name='connections_table_i_823150_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('adopted_at__isnull', False)), fields=('table',), name='at_most_one_plan_of_a_table_is_adopted'), models.CheckConstraint(condition=models.Q(('status__in', ['optimal', 'within_gap', 'stopped', 'infeasible'])), name='a_plan_says_how_it_ended'), models.CheckConstraint(condition=models.Q(('adopted_at__isnull', True), models.Q(('status', 'infeasible'), _negated=True), _connector='OR'), name='an_impossible_plan_is_never_adopted')],
            },
        ),
        migrations.CreateModel(
            name='ShareConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_consents', to='connections.plan')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_consents', to='tables.party')),
                ('figures', models.CharField(max_length=64)),
                ('how', models.CharField(blank=True, max_length=200)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'party'), name='a_party_consents_once_to_a_plan')],
            },
        ),
        migrations.CreateModel(
            name='Study',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='studies', to='connections.plan')),
                ('kind', models.CharField(max_length=20)),
                ('parameters', models.JSONField(default=dict)),
                ('fingerprint', models.CharField(max_length=64)),
                ('answers', models.JSONField(default=list)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='trail.run')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('asked_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'kind', 'fingerprint'), name='a_question_about_a_plan_is_kept_once'), models.CheckConstraint(condition=models.Q(('kind', ''), _negated=True), name='a_study_has_a_kind')],
            },
        ),
    ]
