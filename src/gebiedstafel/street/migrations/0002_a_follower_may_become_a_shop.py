from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('street', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='follower',
            name='asks_shop',
            field=models.BooleanField(default=False),
        ),
    ]
