"""All tables of `agreements` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('connections', '0006_sharing'),
        ('tables', '0005_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreements', to='tables.areatable')),
                ('key', models.CharField(max_length=12)),
                ('words', models.CharField(max_length=300)),
                ('challenge', models.CharField(blank=True, default='', max_length=64)),
                ('measure', models.CharField(blank=True, default='', max_length=64)),
                ('plan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreements', to='connections.plan')),
                ('need', models.CharField(blank=True, default='', max_length=600)),
                ('lead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='led_agreements', to='tables.party')),
                ('role', models.CharField(blank=True, default='', max_length=120)),
                ('counter', models.CharField(blank=True, default='', max_length=600)),
                ('due', models.DateField(null=True)),
                ('first_step', models.CharField(blank=True, default='', max_length=600)),
                ('first_step_on', models.DateField(null=True)),
                ('first_step_done_on', models.DateField(null=True)),
                ('done_on', models.DateField(null=True)),
                ('proof', models.CharField(blank=True, default='', max_length=600)),
                ('publicity', models.CharField(choices=[('table', 'de tafel'), ('public', 'iedereen')], default='table', max_length=8)),
                ('status', models.CharField(choices=[('nieuw', 'nieuw'), ('op_schema', 'op schema'), ('loopt_achter', 'loopt achter'), ('geblokkeerd', 'geblokkeerd'), ('betwist', 'betwist'), ('gereed', 'gereed'), ('vervallen', 'vervallen')], default='nieuw', max_length=14)),
                ('status_why', models.CharField(blank=True, default='', max_length=600)),
                ('status_before', models.CharField(blank=True, default='', max_length=14)),
                ('blockage', models.CharField(blank=True, choices=[('geld', 'geld'), ('mandaat', 'mandaat'), ('regel', 'regel'), ('capaciteit', 'capaciteit'), ('draagvlak', 'draagvlak'), ('afhankelijkheid', 'afhankelijkheid')], default='', max_length=16)),
                ('escalate_to', models.CharField(blank=True, default='', max_length=600)),
                ('mandate', models.CharField(blank=True, default='', max_length=600)),
                ('reservation', models.CharField(blank=True, default='', max_length=600)),
                ('reservation_by', models.DateField(null=True)),
                ('reservation_body', models.CharField(blank=True, default='', max_length=120)),
                ('reservation_lifted_on', models.DateField(null=True)),
                ('told', models.CharField(blank=True, default='', max_length=600)),
                ('area', models.CharField(blank=True, default='', max_length=64)),
                ('made_on', models.DateField()),
                ('drafted', models.BooleanField(default=False)),
                ('waits_for', models.ManyToManyField(related_name='awaited_by', to='agreements.agreement')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('due'), nulls_last=True), 'pk'],
                'indexes': [models.Index(fields=['table', 'status', 'due'], name='agreements_by_when_they_bite')],
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='an_agreement_has_one_number_at_a_table'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='an_agreement_says_something'), models.CheckConstraint(condition=models.Q(('drafted', True), models.Q(('due__isnull', False), ('lead__isnull', False)), _connector='OR'), name='an_agreement_has_a_lead_and_a_date'), models.CheckConstraint(condition=models.Q(('due__isnull', True), ('due__gte', models.F('made_on')), _connector='OR'), name='an_agreement_is_due_after_it_was_made'), models.CheckConstraint(condition=models.Q(('status__in', ['nieuw', 'op_schema', 'loopt_achter', 'geblokkeerd', 'betwist', 'gereed', 'vervallen'])), name='an_agreement_stands_in_one_of_seven_ways'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'geblokkeerd'), _negated=True), models.Q(('blockage', ''), _negated=True), _connector='OR'), name='a_blockage_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'vervallen'), _negated=True), models.Q(('status_why', ''), _negated=True), _connector='OR'), name='what_is_dropped_says_why'), models.UniqueConstraint(condition=models.Q(models.Q(('measure', ''), _negated=True), ('plan__isnull', False), models.Q(('status', 'vervallen'), _negated=True)), fields=('plan', 'measure'), name='a_measure_of_a_plan_is_promised_once')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='agreements.agreement')),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=12)),
                ('field', models.CharField(blank=True, default='', max_length=40)),
                ('before', models.TextField(blank=True, default='')),
                ('after', models.TextField(blank=True, default='')),
                ('why', models.TextField(blank=True, default='')),
                ('who', models.CharField(max_length=300)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('origin', models.CharField(default='web', max_length=20)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['agreement', 'number'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'number'), name='each_place_in_a_history_is_taken_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['made', 'changed', 'progress', 'confirmed', 'declined', 'again', 'dropped', 'back', 'lifted', 'step', 'up', 'answer'])), name='a_change_is_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='agreements.agreement')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='parts', to='tables.party')),
                ('does', models.CharField(blank=True, default='', max_length=600)),
                ('is_counter', models.BooleanField(default=False)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('declined_at', models.DateTimeField(null=True)),
                ('declined_why', models.CharField(blank=True, default='', max_length=600)),
            ],
            options={
                'ordering': ['is_counter', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'party'), name='a_party_has_one_part_in_an_agreement'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('declined_at__isnull', True), _connector='OR'), name='a_part_is_never_both_confirmed_and_declined'), models.CheckConstraint(condition=models.Q(models.Q(('declined_at__isnull', True), ('declined_why', '')), models.Q(('declined_at__isnull', False), models.Q(('declined_why', ''), _negated=True)), _connector='OR'), name='who_declines_a_part_says_why')],
            },
        ),
        migrations.CreateModel(
            name='PromisedHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='agreements.agreement')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='promised_hours', to='tables.party')),
                ('year', models.PositiveSmallIntegerField()),
                ('hours', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['year', 'party_id'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'party', 'year'), name='hours_of_a_party_are_promised_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='PromisedMoney',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='money', to='agreements.agreement')),
                ('flow', models.CharField(max_length=64)),
                ('year', models.PositiveSmallIntegerField()),
                ('cents', models.PositiveBigIntegerField()),
            ],
            options={
                'ordering': ['year', 'flow'],
                'constraints': [models.UniqueConstraint(fields=('agreement', 'flow', 'year'), name='money_of_a_flow_is_promised_once_a_year')],
            },
        ),
        migrations.CreateModel(
            name='Raised',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raised', to='tables.areatable')),
                ('agreement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='raised', to='agreements.agreement')),
                ('challenge', models.CharField(blank=True, default='', max_length=64)),
                ('level', models.CharField(choices=[('straat', 'straat'), ('buurt', 'buurt'), ('wijk', 'wijk'), ('gemeente', 'gemeente'), ('regio', 'regio'), ('rijk', 'rijk')], max_length=10)),
                ('to', models.CharField(max_length=200)),
                ('why', models.CharField(max_length=600)),
                ('raised_at', models.DateTimeField()),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('answer', models.CharField(blank=True, default='', max_length=600)),
                ('answered_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-raised_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('agreement__isnull', False), models.Q(('challenge', ''), _negated=True), _connector='OR'), name='what_went_up_is_about_something'), models.CheckConstraint(condition=models.Q(('level__in', ['gemeente', 'regio', 'rijk'])), name='what_goes_up_goes_to_a_higher_level'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='what_goes_up_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='an_answer_from_above_says_something'), models.UniqueConstraint(condition=models.Q(('agreement__isnull', False), ('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('agreement',), name='an_agreement_goes_up_once_at_a_time')],
            },
        ),
    ]
