"""All tables of `accounts` at once: one operation a model, for a new site is ready in a third of the time."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_organisation'), ('accounts', '0003_alter_organisation_owner_class'), ('accounts', '0004_mail_links'), ('accounts', '0005_outgoing_letters'), ('accounts', '0006_signing_in')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='naam')),
                ('owner_class', models.CharField(choices=[('gemeente', 'gemeente'), ('rijk', 'rijk'), ('eu', 'Europese Unie'), ('provincie', 'provincie'), ('waterschap', 'waterschap'), ('corporatie', 'woningcorporatie'), ('zorg', 'zorg en welzijn'), ('onderwijs', 'onderwijs'), ('veiligheid', 'veiligheid'), ('nuts', 'nutsbedrijf'), ('markt', 'ondernemers'), ('bewoners', 'bewoners'), ('fonds', 'fonds')], max_length=20, null=True, verbose_name='soort')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='an_organisation_has_a_name'), models.CheckConstraint(condition=models.Q(('owner_class__in', ['gemeente', 'rijk', 'eu', 'provincie', 'waterschap', 'corporatie', 'zorg', 'onderwijs', 'veiligheid', 'nuts', 'markt', 'bewoners', 'fonds'])), name='an_organisation_is_of_a_known_kind')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'English')], default='nl', max_length=2)),
                ('second_step_by', models.DateTimeField(blank=True, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'user',
                'verbose_name_plural': 'users',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'en'])), name='a_person_reads_a_language_we_write')],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Try',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('account', models.CharField(blank=True, max_length=64)),
                ('network', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'at'], name='tries_by_account'), models.Index(fields=['network', 'at'], name='tries_by_network')],
                'constraints': [models.CheckConstraint(condition=models.Q(('network', ''), _negated=True), name='a_try_comes_from_somewhere')],
            },
        ),
        migrations.CreateModel(
            name='CodeApp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='code_app', to=settings.AUTH_USER_MODEL)),
                ('sealed_secret', models.TextField(editable=False)),
                ('confirmed_at', models.DateTimeField()),
                ('last_step', models.BigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sealed_secret', ''), _negated=True), name='an_app_for_codes_has_a_secret')],
            },
        ),
        migrations.CreateModel(
            name='OutgoingLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('message_id', models.CharField(max_length=200, unique=True)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to', models.CharField(blank=True, max_length=254)),
                ('about', models.CharField(blank=True, default='', max_length=200)),
                ('subject', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('seeds', models.JSONField(default=list)),
                ('headers', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField()),
                ('not_before', models.DateTimeField()),
                ('first_tried_at', models.DateTimeField(null=True)),
                ('held_until', models.DateTimeField(null=True)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('sent_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('answer', models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                'ordering': ['not_before', 'pk'],
                'indexes': [models.Index(condition=models.Q(('refused_at', None), ('sent_at', None), ('stopped_at', None)), fields=['not_before'], name='letters_that_wait'), models.Index(fields=['about'], name='letters_about_something')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('refused_at', None), ('sent_at', None)), models.Q(('sent_at', None), ('stopped_at', None)), models.Q(('refused_at', None), ('stopped_at', None)), _connector='OR'), name='a_letter_ends_in_one_way'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('text', ''), _connector='OR'), name='a_letter_that_went_keeps_no_text')],
            },
        ),
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='password_links', to=settings.AUTH_USER_MODEL)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='a_password_link_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='ProviderLogin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provider_logins', to=settings.AUTH_USER_MODEL)),
                ('provider', models.CharField(max_length=40)),
                ('issuer', models.CharField(max_length=500)),
                ('subject', models.CharField(max_length=255)),
                ('joined_at', models.DateTimeField()),
                ('used_at', models.DateTimeField()),
                ('gives_administration', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issuer', 'subject'), name='who_someone_is_at_a_provider_is_one_person_here'), models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='a_provider_login_has_a_subject')],
            },
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'digest'), name='a_recovery_code_is_given_once')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to=settings.AUTH_USER_MODEL)),
                ('session', models.CharField(editable=False, max_length=40, unique=True)),
                ('device', models.CharField(blank=True, max_length=80)),
                ('way', models.CharField(blank=True, max_length=100)),
                ('began_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-seen_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('session', ''), _negated=True), name='a_visit_has_a_session')],
            },
        ),
    ]
