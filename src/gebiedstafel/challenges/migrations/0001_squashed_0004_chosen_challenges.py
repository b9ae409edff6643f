"""All tables of `challenges` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
import gebiedstafel.tables.written_numbers
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('challenges', '0001_initial'), ('challenges', '0002_initial'), ('challenges', '0003_circles'), ('challenges', '0004_chosen_challenges')]

    initial = True

    dependencies = [
        ('tables', '0001_squashed_0007_seat_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.CharField(max_length=64)),
                ('position', models.PositiveIntegerField(default=0)),
                ('circles', models.JSONField(null=True)),
                ('quality', models.JSONField(null=True)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='challenges', to='tables.areatable')),
                ('title', models.TextField()),
                ('themes', models.JSONField(null=True)),
                ('areas', models.JSONField(null=True)),
                ('arises', models.CharField(choices=[('straat', 'straat'), ('buurt', 'buurt'), ('wijk', 'wijk'), ('gemeente', 'gemeente'), ('regio', 'regio'), ('rijk', 'rijk')], max_length=10, null=True)),
                ('solved_at', models.JSONField(null=True)),
                ('owners', models.JSONField(null=True)),
                ('joining', models.JSONField(null=True)),
                ('need_words', models.TextField(null=True)),
                ('need', gebiedstafel.tables.written_numbers.WrittenNumber(max_length=60, null=True)),
                ('urgency', gebiedstafel.tables.written_numbers.WrittenNumber(max_length=60, null=True)),
                ('resident_priority', gebiedstafel.tables.written_numbers.WrittenNumber(max_length=60, null=True)),
                ('key_higher', gebiedstafel.tables.written_numbers.WrittenNumber(max_length=60, null=True)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='a_challenge_has_one_place_in_its_table')],
            },
        ),
        migrations.CreateModel(
            name='ChosenChallenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chosen_challenges', to='tables.areatable')),
                ('key', models.CharField(max_length=64)),
                ('chosen_at', models.DateTimeField()),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': ['chosen_at', 'key'],
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='a_challenge_is_chosen_once')],
            },
        ),
    ]
