"""Who pays and who gains by a stored plan: worked out from what the whole table sees now."""

from __future__ import annotations

import hashlib
import json

from gebiedstafel.engines.connect import Infeasible
from gebiedstafel.exchange.plan_sharing import PlanSharing, share_plan
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.visible import seen_by, shared_document
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.seats import taken_seats

from .models import Plan, ShareConsent, ShareReply
from .reading import read_plan

#: What of a table this rests on, beside the plan.
KINDS = ("measures", "parties")


def share_figures(plan: Plan) -> PlanSharing | None:
    """Return who pays and who gains; costs as the plan has them, benefits as the table sees them now."""
    answer = read_plan(plan).answer
    if isinstance(answer, Infeasible):
        return None
    document = shared_document(plan.table, KINDS)
    return remembered(
        plan.table, f"share/{plan.pk}", lambda: share_plan(document, problem_of(plan.input), answer)
    )


def named_parties(found: PlanSharing) -> frozenset[str]:
    """Return every party these figures name, also who only gives."""
    return frozenset({one.party for one in found.parties} | set(found.givers))


def fingerprint(found: PlanSharing, party: str, words: str) -> str:
    """Return the same text as long as what is shown of a party, its own words included, is the same."""
    own = [str(one) for one in found.parties if one.party == party]
    own += [str(one) for one in found.gains if one.party == party]
    moved = [str(one) for one in (*found.transfers, *found.inside) if party in (one.payer, one.receiver)]
    about = [*own, *moved, found.givers.get(party, 0), words]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()


def replies_of(plan: Plan) -> dict[str, str]:
    """Return what each party says itself."""
    return dict(ShareReply.objects.filter(table=plan.table).values_list("party__key", "words"))


def who_agreed(plan: Plan, found: PlanSharing) -> frozenset[str]:
    """Return the parties that let everyone see these very figures."""
    words, silent = replies_of(plan), without_voice(plan.table)
    given = {
        party: figures
        for party, figures, how in ShareConsent.objects.filter(plan=plan).values_list(
            "party__key", "figures", "how"
        )
        if not how or party in silent
    }
    return frozenset(
        party
        for party in named_parties(found)
        if given.get(party) == fingerprint(found, party, words.get(party, ""))
    )


def without_voice(table: AreaTable) -> frozenset[str]:
    """Return the parties for which nobody sits here who could speak."""
    speaking = taken_seats(table).filter(party__isnull=False).exclude(role=Seat.Role.VISITOR)
    silent = Party.objects.filter(table=table).exclude(pk__in=speaking.values("party"))
    return frozenset(silent.values_list("key", flat=True))


def recorded_consents(plan: Plan) -> dict[str, str]:
    """Return of parties without a seat in what way they agreed, as the chair wrote it down."""
    rows = ShareConsent.objects.filter(plan=plan).exclude(how="")
    return dict(rows.values_list("party__key", "how"))


def is_open(plan: Plan, found: PlanSharing, seat: Seat) -> bool:
    """Whether this seat may see these figures: at the table, or everyone named agreed and it is public."""
    if seat.role != Seat.Role.VISITOR:
        return True
    if not plan.is_public or not named_parties(found) <= who_agreed(plan, found):
        return False
    rows = {row["id"]: row.get("benefits", ()) for row in shared_document(plan.table, KINDS)["measures"]}
    public = {row["id"]: row.get("benefits", ()) for row in seen_by(seat, KINDS)["measures"]}
    return all(public.get(one.measure) == rows.get(one.measure) for one in found.gains)
