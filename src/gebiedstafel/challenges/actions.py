"""What is done with challenges: the table chooses which go first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import THE_TABLE
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .models import ChosenChallenge
from .permissions import check_can_choose
from .visible import seen_challenges

#: More at once and nothing gets done; see docs/adr/at-most-five-go-first.md.
MOST_CHOSEN = 5


@transaction.atomic
def choose_challenges(
    table: AreaTable, keys: Sequence[str], *, seen: Sequence[str], by: Seat, at: datetime
) -> None:
    """Let these challenges go first and the rest wait; none, after some, lets urgency say which come first.

    `seen` are those that went first when the page was made: who looked at an older choice is told.
    """
    stay_at_table(by, table.pk)
    check_can_choose(by)
    locked_table(table.pk)
    titles = {one.key: one.title for one in seen_challenges(table, THE_TABLE)}
    before = set(ChosenChallenge.objects.filter(table=table).values_list("key", flat=True))
    wanted = set(keys)
    if unknown := wanted - set(titles):
        raise Refused(
            _("Een opgave is er niet meer: {keys}. Kijk opnieuw.").format(keys=", ".join(sorted(unknown)))
        )
    if not wanted and not before:
        raise Refused(
            _("U vinkte niets aan. Kies er hooguit {most}, of ga terug: dan blijft het zoals het is.").format(
                most=MOST_CHOSEN
            )
        )
    if len(wanted) > MOST_CHOSEN:
        raise Refused(
            _("U koos er {n}. Kies er hooguit {most}; de rest wacht en raakt niet weg.").format(
                n=len(wanted), most=MOST_CHOSEN
            )
        )
    if wanted == before & set(titles):
        return
    if set(seen) != before:
        there = ", ".join(titles.get(key, key) for key in sorted(before)) or _("geen enkele")
        raise Refused(
            _("Iemand anders koos intussen: {there}. Kijk opnieuw en kies nog eens.").format(there=there)
        )
    ChosenChallenge.objects.filter(table=table).exclude(key__in=wanted).delete()
    ChosenChallenge.objects.bulk_create(
        ChosenChallenge(table=table, key=key, chosen_at=at, chosen_by=by) for key in sorted(wanted - before)
    )
    subject = f"challenges {','.join(sorted(wanted))}"[:200]
    record_deed(table.chain, action="choose_challenges", subject=subject, actor=by.actor, at=at)
