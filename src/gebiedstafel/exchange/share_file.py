"""A proposal for who bears what, as plain values and in words for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..engines.fairshare import Objection
from .plan_sharing import CONFIRMED, DISPUTED, ESTIMATED, PlanSharing

Json = dict[str, Any]
SCHEMA = "share.schema.json"

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "nothing": "Er is nog geen voordeel bevestigd. Daarom valt er niets in euro's te verdelen.",
        "title": "Van de voordelen in dit plan houden de partijen samen {gain} over als zij de kosten delen.",
        "party": "{party}: heeft {benefit} voordeel, betaalt nu {paid}, eerlijk zou zijn {fair}.",
        "carried": "{cents} dekken de voordelen niet. Dat is voor de opgave zelf en blijft waar het is.",
        "now": "Zoals het nu wordt betaald, kunnen {group} het samen goedkoper zonder de anderen: {cents}.",
        "stable": "Met dit voorstel kan geen enkele groep het zonder de anderen goedkoper.",
        "objects": "Met dit voorstel kunnen {group} het samen goedkoper zonder de anderen: {cents}.",
        "transfer": "Te verrekenen: {payer} betaalt {receiver} {cents}.",
        "settled": "Er hoeft niets te worden verrekend.",
        CONFIRMED: "bevestigd",
        ESTIMATED: "geschat",
        DISPUTED: "betwist",
        "harm": "{party}: heeft {harm} nadeel; wie er beter van wordt, maakt dat goed.",
        "gain": "{party} heeft voordeel van {measure} ({quality}).",
        "loss": "{party} heeft nadeel van {measure} ({quality}).",
        "sampled": "Dit is geschat uit getrokken volgordes, op {cents} na.",
    },
    "en": {
        "nothing": "No benefit is confirmed yet. That is why there is nothing to share in euros.",
        "title": "Of the benefits of this plan the parties keep {gain} together when they share the costs.",
        "party": "{party}: gains {benefit}, pays {paid} now, fair would be {fair}.",
        "carried": "The benefits do not cover {cents}. That is paid for the challenge and stays where it is.",
        "now": "As it is paid now, {group} together would be better off without the others: {cents}.",
        "stable": "With this proposal no group would be better off without the others.",
        "objects": "With this proposal {group} together would be better off without the others: {cents}.",
        "transfer": "To settle: {payer} pays {receiver} {cents}.",
        "settled": "There is nothing to settle.",
        CONFIRMED: "confirmed",
        ESTIMATED: "estimated",
        DISPUTED: "disputed",
        "harm": "{party}: loses {harm}; who gains makes that good.",
        "gain": "{party} gains by {measure} ({quality}).",
        "loss": "{party} loses by {measure} ({quality}).",
        "sampled": "This is estimated from drawn orders, to within {cents}.",
    },
}


def sharing_to_json(sharing: PlanSharing) -> Json:
    """A proposal as plain values, after `share.schema.json`; money in whole cents."""
    return {
        "method": sharing.method.value,
        "counted": list(sharing.counted),
        "worth": sharing.worth_cents,
        "half_width": sharing.half_width_cents,
        "gains": [
            {
                "measure": one.measure,
                "party": one.party,
                "cents": one.cents,
                "quality": one.quality,
                "harms": one.harms,
            }
            for one in sharing.gains
        ],
        "parties": [
            {
                "party": one.party,
                "benefit": one.benefit,
                "harm": one.harm,
                "paid": one.paid,
                "carried": one.carried,
                "fair": one.fair,
                "allowed": one.allowed,
                "shapley": one.shapley,
            }
            for one in sharing.parties
        ],
        "measures": [
            {
                "measure": one.measure,
                "paid": dict(one.paid),
                "given": dict(one.given),
                "carried": one.carried,
                "fair": dict(one.fair),
            }
            for one in sharing.measures
        ],
        "givers": dict(sharing.givers),
        "objection_now": _objection(sharing.objects_now),
        "objection": _objection(sharing.objects),
        "within_rules": sharing.repaid,
        "settlement": [
            {"from": one.payer, "to": one.receiver, "cents": one.cents} for one in sharing.transfers
        ],
    }


def _objection(found: Objection | None) -> Json | None:
    if found is None:
        return None
    return {"parties": list(found.parties), "without": list(found.without), "cents": found.cents}


def sharing_in_words(sharing: PlanSharing, names: Mapping[str, str], language: str) -> Iterator[str]:
    """The answer first, then each party, who objects, and what is to be settled."""
    words = WORDS.get(language, WORDS["nl"])
    if not sharing.shares_anything:
        yield words["nothing"]
    else:
        yield words["title"].format(gain=_euros(sharing.worth_cents, language))
        yield from _parties(sharing, names, words, language)
    for one in sharing.gains:
        if one.quality not in sharing.counted:
            party, measure = names.get(one.party, one.party), names.get(one.measure, one.measure)
            yield words["loss" if one.harms else "gain"].format(
                party=party, measure=measure, quality=words[one.quality]
            )


def _parties(
    sharing: PlanSharing, names: Mapping[str, str], words: Mapping[str, str], language: str
) -> Iterator[str]:
    def euros(cents: float) -> str:
        return _euros(cents, language)

    for one in sharing.parties:
        if one.benefit or one.paid:
            yield words["party"].format(
                party=names.get(one.party, one.party),
                benefit=euros(one.benefit), paid=euros(one.paid), fair=euros(one.fair),
            )  # fmt: skip
        if one.harm:
            yield words["harm"].format(party=names.get(one.party, one.party), harm=euros(one.harm))
    carried = sum(one.carried for one in sharing.measures)
    if carried:
        yield words["carried"].format(cents=euros(carried))
    if sharing.half_width_cents:
        yield words["sampled"].format(cents=euros(sharing.half_width_cents))
    for name, found in (("now", sharing.objects_now), ("objects", sharing.objects)):
        if found is not None:
            group = ", ".join(names.get(party, party) for party in found.parties)
            yield words[name].format(group=group, cents=euros(found.cents))
    if sharing.objects is None:
        yield words["stable"]
    for transfer in sharing.transfers:
        yield words["transfer"].format(
            payer=names.get(transfer.payer, transfer.payer),
            receiver=names.get(transfer.receiver, transfer.receiver),
            cents=euros(transfer.cents),
        )
    if not sharing.transfers:
        yield words["settled"]


def _euros(cents: float, language: str) -> str:
    whole = f"{round(cents / 100):,}"
    return f"€{whole}" if language == "en" else f"€ {whole.replace(',', '.')}"
