"""The agreements of a demo table with their history, as its file tells them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware
from django.utils.translation import override

from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.trail.deeds import record_deed

from .models import Agreement, Change, Part, PromisedHours, PromisedMoney, Raised, Status
from .writing import DUTCH, digest_of

DAYS = ("made_on", "due", "first_step_on", "first_step_done_on", "reservation_by", "done_on")
TEXTS = (
    "key", "words", "challenge", "measure", "area", "role", "need", "counter", "first_step", "proof",
    "mandate", "reservation", "reservation_body", "escalate_to", "publicity", "told", "status", "blockage",
)  # fmt: skip


@transaction.atomic
def make_demo_agreements(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> None:
    """Make the agreements of a demo table as the file tells them, confirmed where it says so."""
    parties = {party.key: party for party in table.parties.all()}
    with override(DUTCH):
        agreements = {one["key"]: _made(table, one, parties) for one in made["agreements"]}
    for one in made["agreements"]:
        agreements[one["key"]].waits_for.set([agreements[key] for key in one.get("waits_for", ())])
    for agreement in agreements.values():
        _seal(agreement, at)
    for one in made["raised"]:
        _raised(table, one, agreements)
    record_deed(
        table.chain,
        action="load_demo_agreements",
        subject=table.pk,
        actor="installation",
        origin="file",
        at=at,
    )


def _made(table: AreaTable, one: Mapping[str, Any], parties: Mapping[str, Party]) -> Agreement:
    days = {name: date.fromisoformat(one[name]) for name in DAYS if name in one}
    texts = {name: one[name] for name in TEXTS if name in one}
    why = one.get("reported", {}).get("words", "")
    agreement = Agreement.objects.create(
        table=table, lead=parties[one["lead"]], status_why=why, **texts, **days
    )
    Part.objects.bulk_create(_part(agreement, part, parties) for part in one["parts"])
    PromisedMoney.objects.bulk_create(
        PromisedMoney(agreement=agreement, **row) for row in one.get("money", ())
    )
    PromisedHours.objects.bulk_create(
        PromisedHours(agreement=agreement, party=parties[row["party"]], year=row["year"], hours=row["hours"])
        for row in one.get("hours", ())
    )
    rows = sorted(_history(agreement, one, parties), key=lambda row: row.at)
    for number, row in enumerate(rows, start=1):
        row.number = number
    Change.objects.bulk_create(rows)
    return agreement


def _seal(agreement: Agreement, at: datetime) -> None:
    """Keep the digest of its history in the trail, as every deed on an agreement does."""
    rows = list(agreement.changes.order_by("number"))
    record_deed(
        agreement.table.chain,
        action="load_demo_agreements",
        subject=f"{agreement.subject} 1-{len(rows)} {digest_of(rows)}",
        actor="installation",
        origin="file",
        at=at,
    )


def _part(agreement: Agreement, one: Mapping[str, Any], parties: Mapping[str, Party]) -> Part:
    return Part(
        agreement=agreement,
        party=parties[one["party"]],
        does=one["does"],
        is_counter=one.get("counter", False),
        confirmed_at=_noon(one["confirmed"]) if "confirmed" in one else None,
        declined_at=_noon(one["declined"]) if "declined" in one else None,
        declined_why=one.get("why", ""),
    )


def _history(agreement: Agreement, one: Mapping[str, Any], parties: Mapping[str, Party]) -> Iterator[Change]:
    """Yield what happened, the making first; each row by the party that did it."""

    def row(kind: str, day: str, party: str, **more: str) -> Change:
        who = str(parties[party])
        return Change(agreement=agreement, number=0, kind=kind, who=who, at=_noon(day), origin="file", **more)

    yield row("made", one["made_on"], one["lead"], after=one["words"])
    for part in one["parts"]:
        party = part["party"]
        if "confirmed" in part:
            yield row("confirmed", part["confirmed"], party, before=str(parties[party]), after=part["does"])
        if "declined" in part:
            yield row(
                "declined", part["declined"], party,
                before=str(parties[party]), after=part["does"], why=part["why"],
            )  # fmt: skip
    if "first_step_done_on" in one:
        yield row(
            "step", one["first_step_done_on"], one["lead"], field="first_step_done_on", why=one["first_step"]
        )
    if "reported" in one:
        told = one["reported"]
        label = str(Status(one["status"]).label)
        yield row("progress", told["day"], told["by"], field="status", after=label, why=told["words"])


def _raised(table: AreaTable, one: Mapping[str, Any], agreements: Mapping[str, Agreement]) -> None:
    agreement = agreements[one["agreement"]]
    Raised.objects.create(
        table=table,
        agreement=agreement,
        level=one["level"],
        to=one["to"],
        why=one["why"],
        raised_at=_noon(one["raised_on"]),
    )


def _noon(day: str) -> datetime:
    return make_aware(datetime.combine(date.fromisoformat(day), time(12)))
