"""`manage.py forget_voters`: thirty days after a round, forget how participants could be known."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from gebiedstafel.dialogue.forgetting import forget_voters


class Command(BaseCommand):
    help = (
        "Forgets the links, codes and tokens of rounds that ended thirty days ago or longer. The votes stay."
        " The worker does so by itself; this is for a site without one."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Forgot how participants of {forget_voters(at=now())} rounds could be known.")
