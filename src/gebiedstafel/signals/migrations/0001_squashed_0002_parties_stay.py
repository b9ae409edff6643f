"""All tables of `signals` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('signals', '0001_reports'), ('signals', '0002_parties_stay')]

    initial = True

    dependencies = [
        ('tables', '0001_squashed_0007_seat_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answerer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('group', models.CharField(max_length=4)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.party')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'group'), name='one_party_answers_a_group_of_themes')],
            },
        ),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('place', models.CharField(max_length=64)),
                ('theme', models.CharField(max_length=10)),
                ('quarter', models.CharField(max_length=7)),
                ('total', models.PositiveIntegerField()),
                ('size_class', models.CharField(choices=[('5-9', '5-9'), ('10-24', '10-24'), ('25-49', '25-49'), ('50+', '50+')], max_length=5)),
                ('reporters', models.PositiveSmallIntegerField()),
                ('alone', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='tables.party')),
                ('trend', models.CharField(blank=True, choices=[('up', 'vaker dan eerst'), ('same', 'ongeveer gelijk'), ('down', 'minder dan eerst'), ('unknown', 'weten we niet')], max_length=8)),
                ('for_public', models.BooleanField(default=False)),
                ('shown_at', models.DateTimeField()),
                ('answer_by', models.DateField()),
            ],
            options={
                'ordering': ['-quarter', 'answer_by', 'theme', 'place', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gte', 5)), name='a_batch_is_never_about_fewer_than_five'), models.CheckConstraint(condition=models.Q(('size_class__in', ('5-9', '10-24', '25-49', '50+'))), name='a_batch_shows_a_class_and_no_number'), models.CheckConstraint(condition=models.Q(('for_public', False), models.Q(('reporters__gte', 2), ('total__gte', 10)), _connector='OR'), name='the_public_sees_ten_of_two_reporters_at_least')],
            },
        ),
        migrations.CreateModel(
            name='NothingCounted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.party')),
                ('theme', models.CharField(max_length=10)),
                ('area', models.CharField(max_length=64)),
                ('quarter', models.CharField(max_length=7)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('party', 'theme', 'area', 'quarter'), name='nothing_is_counted_once_a_quarter')],
            },
        ),
        migrations.CreateModel(
            name='RefusalCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('reason', models.CharField(max_length=20)),
                ('quarter', models.CharField(max_length=7)),
                ('count', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'reason', 'quarter'), name='a_reason_is_counted_in_one_row_a_quarter')],
            },
        ),
        migrations.CreateModel(
            name='BatchAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='signals.batch')),
                ('text', models.TextField()),
                ('role', models.TextField()),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('answered_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_answer_to_a_batch_says_something')],
            },
        ),
        migrations.CreateModel(
            name='BatchReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='signals.batch')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('reviewed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Signal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='tables.party')),
                ('kind', models.CharField(choices=[('pattern', 'een patroon'), ('pinches', 'een regel knelt'), ('helps', 'dit helpt'), ('misses', 'dit ontbreekt')], max_length=8)),
                ('how', models.CharField(choices=[('counted', 'geteld over het hele kwartaal'), ('seen', 'gezien, één of een paar keer')], max_length=8)),
                ('theme', models.CharField(max_length=10)),
                ('area', models.CharField(max_length=64)),
                ('quarter', models.CharField(max_length=7)),
                ('count', models.PositiveIntegerField()),
                ('trend', models.CharField(choices=[('up', 'vaker dan eerst'), ('same', 'ongeveer gelijk'), ('down', 'minder dan eerst'), ('unknown', 'weten we niet')], default='unknown', max_length=8)),
                ('text', models.CharField(blank=True, max_length=200)),
                ('sent_at', models.DateTimeField()),
                ('weighed_at', models.DateTimeField(null=True)),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='signals.batch')),
            ],
            options={
                'ordering': ['-sent_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('count__gte', 1), ('count__lte', 100000)), name='a_signal_is_about_one_or_more'), models.UniqueConstraint(condition=models.Q(('how', 'counted')), fields=('party', 'theme', 'area', 'quarter', 'kind'), name='a_party_counts_a_theme_once_per_place_and_quarter')],
            },
        ),
    ]
