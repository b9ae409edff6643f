"""All tables of `dialogue` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
import gebiedstafel.accounts.tokens
import gebiedstafel.dialogue.rounds
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('dialogue', '0001_initial'), ('dialogue', '0002_initial'), ('dialogue', '0003_rounds_and_votes'), ('dialogue', '0004_newest_result'), ('dialogue', '0005_round_texts')]

    initial = True

    dependencies = [
        ('tables', '0001_squashed_0007_seat_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='tables.areatable')),
                ('address', models.SlugField(default=gebiedstafel.accounts.tokens.new_address, max_length=12, unique=True)),
                ('salt', models.CharField(default=gebiedstafel.dialogue.rounds.new_salt, max_length=32)),
                ('question', models.TextField()),
                ('intro', models.TextField(blank=True, default='')),
                ('access', models.CharField(choices=[('codes', 'alleen met een code'), ('open', 'open voor iedereen')], default='open', max_length=10)),
                ('languages', models.JSONField(default=gebiedstafel.dialogue.rounds.only_dutch)),
                ('takes_statements', models.BooleanField(default=True)),
                ('minimum_voters', models.PositiveSmallIntegerField(default=10)),
                ('per_address', models.PositiveIntegerField(default=20)),
                ('opens_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('ballots', models.PositiveBigIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='a_round_asks_something'), models.CheckConstraint(condition=models.Q(('access__in', ['codes', 'open'])), name='a_round_has_known_rules'), models.CheckConstraint(condition=models.Q(('minimum_voters__gte', 10)), name='results_need_ten_voters_in_a_group'), models.CheckConstraint(condition=models.Q(('per_address__gte', 1)), name='one_address_may_bring_at_least_one_person'), models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('closes_at__isnull', True), ('closes_at__gte', models.F('opens_at')), _connector='OR'), name='a_round_never_closes_before_it_opens')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.CharField(max_length=64)),
                ('position', models.PositiveIntegerField(default=0)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='tables.areatable')),
                ('text', models.TextField()),
                ('theme', models.CharField(max_length=12, null=True)),
                ('served_by', models.JSONField(null=True)),
                ('known_empty', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='a_statement_has_one_place_in_its_table')],
            },
        ),
        migrations.CreateModel(
            name='Entrance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entrances', to='dialogue.round')),
                ('key', models.SlugField(default=gebiedstafel.accounts.tokens.new_address, max_length=12)),
                ('route', models.CharField(choices=[('link', 'link'), ('qr', 'QR-code'), ('letter', 'brief'), ('paper', 'papier'), ('hall', 'zaal'), ('file', 'bestand')], default='link', max_length=10)),
                ('area', models.CharField(blank=True, default='', max_length=64)),
                ('side', models.CharField(choices=[('resident', 'bewoner'), ('institution', 'instelling')], default='resident', max_length=12)),
                ('until', models.DateTimeField(null=True)),
                ('places', models.PositiveIntegerField(null=True)),
                ('taken', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='a_key_opens_one_entrance_of_its_round'), models.CheckConstraint(condition=models.Q(('route__in', ['link', 'qr', 'hall'])), name='an_entrance_is_a_link_a_poster_or_a_hall'), models.CheckConstraint(condition=models.Q(('side__in', ['resident', 'institution'])), name='an_entrance_is_for_a_known_side'), models.CheckConstraint(condition=models.Q(('places__isnull', True), ('taken__lte', models.F('places')), _connector='OR'), name='an_entrance_never_lets_in_more_than_its_places'), models.CheckConstraint(condition=models.Q(models.Q(('route', 'hall'), _negated=True), models.Q(('until__isnull', False), ('places__isnull', False)), _connector='OR'), name='a_hall_has_an_end_and_a_number_of_places')],
            },
        ),
        migrations.CreateModel(
            name='GroupVotes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='dialogue.statement')),
                ('group', models.CharField(max_length=64)),
                ('agree', models.PositiveIntegerField()),
                ('disagree', models.PositiveIntegerField()),
                ('passed', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('statement', 'group'), name='a_group_votes_once_on_a_statement'), models.CheckConstraint(condition=models.Q(('agree__gte', 0), ('disagree__gte', 0), ('passed__gte', 0)), name='votes_are_never_negative')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.round')),
                ('token_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('previous_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('route', models.CharField(choices=[('link', 'link'), ('qr', 'QR-code'), ('letter', 'brief'), ('paper', 'papier'), ('hall', 'zaal'), ('file', 'bestand')], max_length=10)),
                ('area', models.CharField(blank=True, default='', max_length=64)),
                ('side', models.CharField(choices=[('resident', 'bewoner'), ('institution', 'instelling')], default='resident', max_length=12)),
                ('language', models.CharField(default='nl', max_length=10)),
                ('turned_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('route__in', ['link', 'qr', 'letter', 'paper', 'hall', 'file'])), name='a_participant_came_in_somehow'), models.CheckConstraint(condition=models.Q(('side__in', ['resident', 'institution'])), name='a_participant_is_of_a_known_side')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.round')),
                ('told', models.JSONField()),
                ('counted', models.JSONField(default=dict)),
                ('ballots', models.PositiveBigIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RoundText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='dialogue.round')),
                ('language', models.CharField(max_length=10)),
                ('question', models.TextField(blank=True, default='')),
                ('intro', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['language'],
                'constraints': [models.UniqueConstraint(fields=('round', 'language'), name='a_round_has_one_text_per_language'), models.CheckConstraint(condition=models.Q(models.Q(('question', ''), _negated=True), models.Q(('intro', ''), _negated=True), _connector='OR'), name='a_translated_round_says_something')],
            },
        ),
        migrations.CreateModel(
            name='EntryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.round')),
                ('kind', models.CharField(choices=[('letter', 'brief'), ('paper', 'papieren stembiljet')], max_length=10)),
                ('batch', models.CharField(max_length=32)),
                ('number', models.PositiveIntegerField()),
                ('code_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('area', models.CharField(blank=True, default='', max_length=64)),
                ('side', models.CharField(choices=[('resident', 'bewoner'), ('institution', 'instelling')], default='resident', max_length=12)),
                ('participant', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='dialogue.participant')),
                ('withdrawn_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='a_number_names_one_code_of_a_round'), models.CheckConstraint(condition=models.Q(('kind__in', ['letter', 'paper'])), name='a_code_is_on_a_known_sheet'), models.CheckConstraint(condition=models.Q(('side__in', ['resident', 'institution'])), name='a_code_is_for_a_known_side')],
            },
        ),
        migrations.CreateModel(
            name='RoundStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='dialogue.round')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('language', models.CharField(default='nl', max_length=10)),
                ('writer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.participant')),
                ('is_seed', models.BooleanField(default=False)),
                ('is_meta', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('waiting', 'wacht op lezen'), ('shown', 'staat in het gesprek'), ('rejected', 'niet opgenomen')], default='waiting', max_length=10)),
                ('reason', models.TextField(blank=True, default='')),
                ('duplicate_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='dialogue.roundstatement')),
                ('added_at', models.DateTimeField()),
                ('moderated_at', models.DateTimeField(null=True)),
                ('moderated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='a_number_names_one_statement_of_a_round'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_statement_in_a_round_says_something'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'shown', 'rejected'])), name='a_statement_waits_or_was_judged'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rejected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_rejected_statement_tells_its_writer_why')],
            },
        ),
        migrations.CreateModel(
            name='WithdrawalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.participant')),
                ('link_hash', models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='EarlierVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.round')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.participant')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.roundstatement')),
                ('value', models.SmallIntegerField()),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='an_earlier_vote_has_a_place_of_its_own_in_the_log'), models.CheckConstraint(condition=models.Q(('value__in', [-1, 0, 1])), name='an_earlier_vote_is_agree_disagree_or_pass')],
            },
        ),
        migrations.CreateModel(
            name='StatementText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='dialogue.roundstatement')),
                ('language', models.CharField(max_length=10)),
                ('text', models.TextField()),
            ],
            options={
                'ordering': ['language'],
                'constraints': [models.UniqueConstraint(fields=('statement', 'language'), name='a_statement_has_one_text_per_language'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_translation_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.round')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.participant')),
                ('statement', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dialogue.roundstatement')),
                ('value', models.SmallIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('number', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['statement', 'value'], name='votes_by_statement')],
                'constraints': [models.UniqueConstraint(fields=('participant', 'statement'), name='a_participant_votes_once_on_a_statement'), models.UniqueConstraint(fields=('round', 'number'), name='a_vote_has_a_place_of_its_own_in_the_log'), models.CheckConstraint(condition=models.Q(('value__in', [-1, 0, 1])), name='a_vote_is_agree_disagree_or_pass')],
            },
        ),
    ]
