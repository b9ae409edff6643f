"""`manage.py check_trail`: has anything in the trail been changed, removed or cut off?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gebiedstafel.trail.check import check_trail
from gebiedstafel.trail.models import Chain, Deed


class Command(BaseCommand):
    help = "Checks that no deed in the trail was changed, removed, moved or cut off."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = check_trail()
        if faults:
            raise CommandError("The trail is not as it was written:\n" + "\n".join(faults))
        self.stdout.write(
            f"The trail is whole: {Deed.objects.count()} deeds in {Chain.objects.count()} chains."
        )
