"""All tables of `evidence` at once: one operation a model, for a new site is ready in a third of the time."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('means', '0011_benefits_below_zero'),
        ('tables', '0007_seat_by_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='WeighedTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weighed_themes', to='tables.areatable')),
                ('theme', models.CharField(max_length=12)),
                ('outcome', models.CharField(choices=[('adopted', 'overgenomen als opgave'), ('merged', 'samengevoegd met een opgave'), ('set_aside', 'opzijgelegd')], max_length=10)),
                ('challenge', models.CharField(blank=True, default='', max_length=64)),
                ('reason', models.CharField(blank=True, default='', max_length=500)),
                ('evidence', models.JSONField(default=dict)),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='means.changeset')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tables.seat')),
                ('taken_back_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('taken_back_at'), nulls_first=True), '-at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('table', 'theme'), name='a_table_weighs_a_theme_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'set_aside'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='what_is_set_aside_has_a_reason'), models.CheckConstraint(condition=models.Q(('outcome', 'set_aside'), models.Q(('challenge', ''), _negated=True), _connector='OR'), name='what_is_adopted_or_merged_names_its_challenge'), models.CheckConstraint(condition=models.Q(('outcome__in', ['adopted', 'merged', 'set_aside'])), name='a_theme_is_weighed_in_a_known_way')],
            },
        ),
    ]
