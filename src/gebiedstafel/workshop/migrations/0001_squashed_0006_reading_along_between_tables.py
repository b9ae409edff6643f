"""All tables of `workshop` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
import gebiedstafel.workshop.sitting_models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('workshop', '0001_initial'), ('workshop', '0002_roles'), ('workshop', '0003_sittings'), ('workshop', '0004_learning'), ('workshop', '0005_step_before'), ('workshop', '0006_reading_along_between_tables')]

    initial = True

    dependencies = [
        ('tables', '0001_squashed_0007_seat_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='MethodsVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('municipality', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='methods_versions', to='tables.municipality')),
                ('table', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('what', models.TextField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-number', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('municipality__isnull', True), ('table__isnull', True), _connector='OR'), name='a_table_of_methods_has_one_owner'), models.UniqueConstraint(fields=('municipality', 'number'), name='a_municipality_numbers_its_methods_once'), models.UniqueConstraint(fields=('table', 'number'), name='a_table_numbers_its_methods_once'), models.UniqueConstraint(condition=models.Q(('municipality__isnull', True), ('table__isnull', True)), fields=('digest',), name='what_came_along_is_kept_once')],
            },
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='workshops', to='tables.areatable')),
                ('name', models.CharField(max_length=120)),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_workshop_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='choices_of_method', to='tables.areatable')),
                ('methods', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workshop.methodsversion')),
                ('begun_at', models.DateTimeField()),
                ('begun_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('opened_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-begun_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('table',), name='a_table_chooses_one_way_of_working_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='LearningQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='learning_questions', to='tables.areatable')),
                ('workshop', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshop.workshop')),
                ('text', models.CharField(max_length=600)),
                ('asked_at', models.DateTimeField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('learned', models.CharField(blank=True, default='', max_length=1000)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('closed_at'), nulls_first=True), 'asked_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_learning_question_asks_something'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('learned', ''), _negated=True), _connector='OR'), name='a_closed_question_says_what_was_learned')],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='tables.areatable')),
                ('workshop', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='workshop.workshop')),
                ('format', models.CharField(max_length=40)),
                ('planned_on', models.DateField(null=True)),
                ('code', models.SlugField(default=gebiedstafel.workshop.sitting_models.new_code, max_length=12, unique=True)),
                ('salt', models.CharField(default=gebiedstafel.workshop.sitting_models.new_salt, max_length=24)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('begun_at', models.DateTimeField(null=True)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('step_since', models.DateTimeField(null=True)),
                ('step_version', models.PositiveIntegerField(default=0)),
                ('extra_minutes', models.PositiveSmallIntegerField(default=0)),
                ('step_before', models.PositiveSmallIntegerField(null=True)),
                ('seconds_before', models.PositiveIntegerField(default=0)),
                ('extra_before', models.PositiveSmallIntegerField(default=0)),
                ('shown', models.JSONField(default=list)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('planned_on'), nulls_last=True), 'made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('step', 0), ('step_since__isnull', False), _connector='OR'), name='a_step_began_at_a_moment')],
            },
        ),
        migrations.CreateModel(
            name='Trio',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('workshop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trios', to='workshop.workshop')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('area', models.CharField(blank=True, default='', max_length=64)),
                ('issue', models.CharField(blank=True, default='', max_length=300)),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('workshop', 'number'), name='a_workshop_numbers_its_trios_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_trio_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guests', to='workshop.sitting')),
                ('number', models.PositiveSmallIntegerField()),
                ('trio', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshop.trio')),
                ('token_hash', models.CharField(max_length=64)),
                ('joined_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('sitting', 'number'), name='a_number_names_one_guest'), models.UniqueConstraint(fields=('sitting', 'token_hash'), name='a_token_is_one_guest')],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='workshop.choice')),
                ('answers', models.JSONField()),
                ('chosen', models.JSONField()),
                ('why', models.TextField(blank=True, default='')),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('kept_at'), descending=True), '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OwnAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='workshop.choice')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.seat')),
                ('criterion', models.CharField(max_length=64)),
                ('answer', models.PositiveSmallIntegerField(null=True)),
                ('why', models.CharField(blank=True, default='', max_length=400)),
            ],
            options={
                'ordering': ['seat__position', 'seat_id', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('choice', 'seat', 'criterion'), name='a_seat_answers_a_question_once'), models.CheckConstraint(condition=models.Q(('answer__isnull', True), models.Q(('answer__gte', 0), ('answer__lte', 4)), _connector='OR'), name='an_own_answer_is_one_of_five_steps')],
            },
        ),
        migrations.CreateModel(
            name='SharedAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared', to='workshop.choice')),
                ('criterion', models.CharField(max_length=64)),
                ('answer', models.PositiveSmallIntegerField(null=True)),
                ('why', models.CharField(blank=True, default='', max_length=400)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('choice', 'criterion'), name='a_table_answers_a_question_once'), models.CheckConstraint(condition=models.Q(('answer__isnull', True), models.Q(('answer__gte', 0), ('answer__lte', 4)), _connector='OR'), name='a_shared_answer_is_one_of_five_steps')],
            },
        ),
        migrations.CreateModel(
            name='Trying',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tryings', to='workshop.sitting')),
                ('trio', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='tryings', to='workshop.trio')),
                ('tried', models.CharField(max_length=600)),
                ('happened', models.CharField(blank=True, default='', max_length=1000)),
                ('changed', models.CharField(blank=True, default='', max_length=1000)),
                ('said_at', models.DateTimeField()),
                ('told_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['said_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('tried', ''), _negated=True), name='who_tries_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='workshop.sitting')),
                ('step', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=36)),
                ('kind', models.CharField(blank=True, default='', max_length=12)),
                ('text', models.CharField(max_length=600)),
                ('stamp', models.BigIntegerField()),
                ('guest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cards', to='workshop.guest')),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('party', models.CharField(blank=True, default='', max_length=64)),
                ('trio', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshop.trio')),
                ('written_at', models.DateTimeField()),
                ('gone_at', models.DateTimeField(null=True)),
                ('became', models.JSONField(null=True)),
                ('became_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('sitting', 'key'), name='a_card_is_there_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_card_says_something')],
            },
        ),
        migrations.CreateModel(
            name='PeerReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trying', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='workshop.trying')),
                ('guest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshop.guest')),
                ('seat', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('trio', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshop.trio')),
                ('strong', models.CharField(max_length=600)),
                ('question', models.CharField(blank=True, default='', max_length=600)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('strong', ''), _negated=True), name='who_reads_along_names_something_strong')],
            },
        ),
        migrations.CreateModel(
            name='TableNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('trying', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='table_notes', to='workshop.trying')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='tables.areatable')),
                ('text', models.CharField(max_length=500)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
            ],
            options={
                'ordering': ['written_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('trying', 'table'), name='a_table_writes_one_note_on_a_try'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='RoleCanvas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_canvases', to='tables.areatable')),
                ('challenge', models.CharField(blank=True, default='', max_length=64)),
                ('subject_text', models.CharField(max_length=200)),
                ('table_decides', models.BooleanField(default=False)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('subject_text', ''), _negated=True), name='a_canvas_is_about_something')],
            },
        ),
        migrations.CreateModel(
            name='CanvasRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1)),
                ('canvas', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='workshop.rolecanvas')),
                ('name', models.CharField(max_length=120)),
                ('party', models.CharField(blank=True, default='', max_length=64)),
                ('does', models.BooleanField(default=False)),
                ('advises', models.BooleanField(default=False)),
                ('must_know', models.BooleanField(default=False)),
                ('needs', models.TextField(blank=True, default='')),
                ('may_not', models.TextField(blank=True, default='')),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_role_on_a_canvas_has_a_name')],
            },
        ),
        migrations.AddField(
            model_name='rolecanvas',
            name='decider',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='workshop.canvasrole'),
        ),
        migrations.AddConstraint(
            model_name='rolecanvas',
            constraint=models.CheckConstraint(condition=models.Q(('table_decides', False), ('decider__isnull', True), _connector='OR'), name='the_table_or_one_role_decides_never_both'),
        ),
    ]
