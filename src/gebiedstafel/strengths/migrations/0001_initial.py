"""All tables of `strengths` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
import gebiedstafel.accounts.tokens
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('tables', '0007_seat_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='Strength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('kind', models.CharField(choices=[('initiative', 'initiatief'), ('place', 'plek'), ('room', 'lege ruimte'), ('tool', 'gereedschap'), ('network', 'netwerk')], max_length=12)),
                ('name', models.CharField(max_length=80)),
                ('sentence', models.CharField(blank=True, default='', max_length=240)),
                ('area', models.CharField(blank=True, default='', max_length=64)),
                ('holder', models.CharField(blank=True, default='', max_length=80)),
                ('available', models.CharField(blank=True, default='', max_length=120)),
                ('capacity', models.CharField(blank=True, default='', max_length=120)),
                ('in_kind', models.CharField(choices=[('yes', 'te gebruiken'), ('ask', 'in overleg'), ('no', 'niet te gebruiken')], default='ask', max_length=4)),
                ('party', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.party')),
                ('themes', models.JSONField(default=list)),
                ('circle', models.CharField(choices=[('tafel', 'alleen de tafel'), ('openbaar', 'iedereen')], default='tafel', max_length=10)),
                ('state', models.CharField(choices=[('waiting', 'wacht op de voorzitter'), ('shown', 'staat erbij'), ('refused', 'komt er niet bij')], default='shown', max_length=10)),
                ('reason', models.TextField(blank=True, default='')),
                ('digest', models.CharField(max_length=64, null=True, unique=True)),
                ('brought_at', models.DateTimeField()),
                ('brought_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('changed_at', models.DateTimeField()),
                ('before', models.JSONField(null=True)),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['brought_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_strength_has_a_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['initiative', 'place', 'room', 'tool', 'network'])), name='a_strength_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('in_kind__in', ['yes', 'ask', 'no'])), name='a_strength_says_whether_it_may_be_used'), models.CheckConstraint(condition=models.Q(('circle__in', ['tafel', 'openbaar'])), name='a_strength_is_of_the_table_or_of_everyone'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), models.Q(('reason', ''), _negated=True)), models.Q(('reason', ''), ('state__in', ['waiting', 'shown'])), _connector='OR'), name='a_refused_strength_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='StrengthBox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('address', models.SlugField(default=gebiedstafel.accounts.tokens.new_address, max_length=12, unique=True)),
                ('is_open', models.BooleanField(default=True)),
                ('opened_at', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StrengthUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('strength', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='strengths.strength')),
                ('kind', models.CharField(choices=[('measures', 'maatregel'), ('challenges', 'opgave')], max_length=12)),
                ('key', models.CharField(max_length=64)),
                ('words', models.CharField(blank=True, default='', max_length=200)),
                ('since', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': ['kind', 'key', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('strength', 'kind', 'key'), name='a_strength_is_used_once_by_a_measure_or_challenge'), models.CheckConstraint(condition=models.Q(('kind__in', ['measures', 'challenges'])), name='a_strength_is_used_by_a_measure_or_a_challenge'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='a_use_names_what_uses_the_strength')],
            },
        ),
    ]
