"""All tables of `meetings` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
import gebiedstafel.accounts.tokens
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agreements', '0001_initial'),
        ('tables', '0006_mandates'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='tables.areatable')),
                ('key', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('kwartaaltafel', 'kwartaaltafel'), ('kernteam', 'kernteam')], default='kwartaaltafel', max_length=20)),
                ('held_on', models.DateField()),
                ('begins_at', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField(default=90)),
                ('place', models.CharField(blank=True, default='', max_length=200)),
                ('chair', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.party')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('sent_at', models.DateTimeField(null=True)),
                ('begun_at', models.DateTimeField(null=True)),
                ('current_since', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('address', models.SlugField(default=gebiedstafel.accounts.tokens.new_address, max_length=12, unique=True)),
                ('told_at', models.DateTimeField(null=True)),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['held_on', 'begins_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='a_meeting_has_one_key_at_its_table'), models.CheckConstraint(condition=models.Q(('minutes__gte', 15), ('minutes__lte', 480)), name='a_meeting_lasts_a_quarter_to_a_day'), models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('begun_at__isnull', False), _connector='OR'), name='a_meeting_that_ended_had_begun'), models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('ended_at__isnull', False), _connector='OR'), name='minutes_are_confirmed_after_the_meeting'), models.CheckConstraint(condition=models.Q(('gone_at__isnull', True), ('begun_at__isnull', True), _connector='OR'), name='a_meeting_that_began_is_not_called_off'), models.CheckConstraint(condition=models.Q(('told_at__isnull', True), ('ended_at__isnull', False), _connector='OR'), name='nothing_is_told_before_the_meeting_ended')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='meetings.meeting')),
                ('kind', models.CharField(choices=[('opening', 'opening'), ('afspraken', 'afspraken die niet lopen'), ('beeld', 'wat er veranderde'), ('opgave', 'één opgave in de diepte'), ('verbinden', 'verbinden'), ('nieuw', 'nieuwe afspraken'), ('vertellen', 'wat vertellen we de wijk'), ('vraag', 'een vraag'), ('eigen', 'eigen punt')], default='eigen', max_length=20)),
                ('position', models.PositiveIntegerField(default=0)),
                ('title', models.CharField(max_length=200)),
                ('minutes', models.PositiveSmallIntegerField(default=10)),
                ('points', models.JSONField(default=list)),
                ('notes', models.TextField(blank=True, default='')),
                ('notes_version', models.PositiveIntegerField(default=1)),
                ('told', models.TextField(blank=True, default='')),
                ('told_version', models.PositiveIntegerField(default=1)),
                ('is_told', models.BooleanField(default=False)),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='an_agenda_item_has_a_title'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='an_agenda_item_takes_some_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='meetings.meeting')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='record', to='meetings.meeting')),
                ('content', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='meetings.meeting')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.seat')),
                ('is_there', models.BooleanField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['seat__position', 'seat_id'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'seat'), name='a_seat_is_there_or_not_once')],
            },
        ),
        migrations.CreateModel(
            name='Sent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='meetings.meeting')),
                ('key', models.CharField(max_length=36)),
                ('answer', models.JSONField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'key'), name='a_write_counts_once')],
            },
        ),
        migrations.CreateModel(
            name='YearStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='year_steps', to='tables.areatable')),
                ('kind', models.CharField(choices=[('stap', 'een stap van de tafel'), ('tafel', 'een tafel'), ('buiten', 'een moment van buiten')], default='stap', max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('begins', models.DateField()),
                ('ends', models.DateField()),
                ('document', models.CharField(blank=True, default='', max_length=200)),
                ('decision', models.CharField(blank=True, default='', max_length=300)),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.meeting')),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['begins', 'ends', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_step_of_the_year_has_a_name'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('begins'))), name='a_step_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('kind__in', ['stap', 'tafel', 'buiten'])), name='a_step_is_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='meetings.agendaitem')),
                ('key', models.CharField(max_length=36)),
                ('text', models.TextField(blank=True, default='')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('who', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.party')),
                ('by_when', models.DateField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'key'), name='an_action_is_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='AgreementMoment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moments', to='meetings.agendaitem')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agreements.agreement')),
                ('kind', models.CharField(choices=[('made', 'gemaakt'), ('state', 'stand verteld')], max_length=10)),
                ('status', models.CharField(max_length=20)),
                ('words', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['made', 'state'])), name='an_agreement_was_made_or_told_of')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='meetings.agendaitem')),
                ('key', models.CharField(max_length=36)),
                ('text', models.TextField(blank=True, default='')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('item', 'key'), name='a_decision_is_kept_once')],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='meetings.agendaitem'),
        ),
    ]
