"""Each signal gets an address that tells nothing: row numbers told by their gaps how many others sent."""

from django.db import migrations, models

import gebiedstafel.accounts.tokens


def give_addresses(apps, schema_editor):
    signals = apps.get_model("signals", "Signal").objects
    for number in signals.values_list("pk", flat=True):
        signals.filter(pk=number).update(address=gebiedstafel.accounts.tokens.new_address())


class Migration(migrations.Migration):

    dependencies = [
        ('signals', '0002_parties_stay'),
    ]

    operations = [
        migrations.AddField(
            model_name='signal',
            name='address',
            field=models.CharField(default='', max_length=12),
        ),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='signal',
            name='address',
            field=models.SlugField(default=gebiedstafel.accounts.tokens.new_address, max_length=12, unique=True),
        ),
    ]
