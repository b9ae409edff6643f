"""A proposal for who bears what, as plain values and in words for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..engines.connect.words import euros, listed
from ..engines.fairshare import Method, Objection, Transfer
from .plan_sharing import CONFIRMED, DISPUTED, ESTIMATED, PlanSharing
from .second_way import SecondWay, second_way
from .wrong_pockets import wrong_pockets

Json = dict[str, Any]
SCHEMA = "share.schema.json"

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "nothing": "Er is nog geen voordeel bevestigd. Daarom valt er niets in euro's te verdelen.",
        "title": "Van de voordelen in dit plan houden de partijen samen {gain} over als zij de kosten delen.",
        "party": "{party}: heeft {benefit} voordeel, betaalt nu {paid}, eerlijk zou zijn {fair}.",
        "stays": "{party}: betaalt {paid}, en dat blijft zo.",
        "unasked": "{party}: heeft {benefit} voordeel en hier geen eigen geld; betaalt niet mee.",
        "without": "Wat zij niet betalen, dragen de anderen die van hetzelfde werk voordeel hebben, "
        "tot hun eigen voordeel.",
        "task": " Daarnaast gaat {carried} naar de opgave zelf.",
        "more": " Na dit voorstel: {change} meer dan nu.",
        "less": " Na dit voorstel: {change} minder dan nu.",
        "same": " Na dit voorstel: evenveel als nu.",
        "carried": "De voordelen van wie kan betalen, dekken {cents} niet. Dat blijft voor de opgave zelf.",
        "now": "Zoals het nu wordt betaald, kunnen {group} het samen goedkoper zonder de anderen: {cents}.",
        "stable": "Met dit voorstel kan geen enkele groep het zonder de anderen goedkoper.",
        "objects": "Met dit voorstel kunnen {group} het samen goedkoper zonder de anderen: {cents}.",
        "transfer": "Te verrekenen: {payer} betaalt {receiver} {cents}.",
        "second_same": "Een tweede rekenwijze komt op hetzelfde uit.",
        "receives": "{cents} ontvangen",
        "second": "Een tweede rekenwijze vraagt wat er zonder een partij niet zou lukken. Die scheelt het "
        "meest voor {party}: {second} in plaats van {fair}.",
        "second_less": " Zonder deze partij kan dit niet, en anderen hebben er voordeel van: {measures}. "
        "Daarom draagt zij dan minder.",
        "second_more": " Dit kan niet zonder de trekker: {measures}. Daarom draagt de trekker dan minder en "
        "deze partij meer.",
        "inside": "Binnen {party} gaat {cents} van de ene afdeling naar de andere; dat regelen zij zelf.",
        "settled": "Er hoeft niets te worden verrekend.",
        CONFIRMED: "bevestigd",
        ESTIMATED: "geschat",
        DISPUTED: "betwist",
        "harm": "{party}: heeft {harm} nadeel; wie er beter van wordt, maakt dat goed.",
        "gain": "{party} heeft voordeel van {measures} ({quality}).",
        "loss": "{party} heeft nadeel van {measures} ({quality}).",
        "endless": "{party} heeft voordeel van {measures}; tot wanneer weten we niet.",
        "endless_loss": "{party} heeft nadeel van {measures}; tot wanneer weten we niet.",
        "giver": "{party} geeft {cents} voor het doel zelf; dat verlaagt de kosten vooraf.",
        "sum": "Samen met wat de partijen zelf betalen, {paid}, is dat {all}: alles wat dit plan kost.",
        "pockets": "De verkeerde portemonnee. Hier betaalt de een en profiteert de ander:",
        "pays": "{payers} betaalt.",
        "pay": "{payers} betalen.",
        "sure": " {party} heeft {cents} voordeel en betaalt niets.",
        "guessed": " {parties} heeft volgens een schatting voordeel en betaalt niets.",
        "guessed_more": " {parties} hebben volgens een schatting voordeel en betalen niets.",
        "sampled": "Dit is geschat uit getrokken volgordes, op {cents} na.",
    },
    "en": {
        "nothing": "No benefit is confirmed yet. That is why there is nothing to share in euros.",
        "title": "Of the benefits of this plan the parties keep {gain} together when they share the costs.",
        "party": "{party}: gains {benefit}, pays {paid} now, fair would be {fair}.",
        "stays": "{party}: pays {paid}, and that stays so.",
        "unasked": "{party}: gains {benefit} and has no money of its own here; does not pay.",
        "without": "What they do not pay is borne by the others that gain by the same work, up to their own "
        "gain.",
        "task": " Beside that {carried} goes to the challenge itself.",
        "more": " After this proposal: {change} more than now.",
        "less": " After this proposal: {change} less than now.",
        "same": " After this proposal: as much as now.",
        "carried": "The benefits of who can pay do not cover {cents}. That stays for the challenge itself.",
        "now": "As it is paid now, {group} together would be better off without the others: {cents}.",
        "stable": "With this proposal no group would be better off without the others.",
        "objects": "With this proposal {group} together would be better off without the others: {cents}.",
        "transfer": "To settle: {payer} pays {receiver} {cents}.",
        "second_same": "A second way of reckoning comes to the same.",
        "receives": "receiving {cents}",
        "second": "A second way of reckoning asks what would not succeed without a party. It differs most "
        "for {party}: {second} instead of {fair}.",
        "second_less": " Without this party this cannot be done, and others gain by it: {measures}. "
        "That is why it then bears less.",
        "second_more": " Without who leads it this cannot be done: {measures}. They bear less then, "
        "this party more.",
        "inside": "Within {party} {cents} goes from one department to another; they see to that themselves.",
        "settled": "There is nothing to settle.",
        CONFIRMED: "confirmed",
        ESTIMATED: "estimated",
        DISPUTED: "disputed",
        "harm": "{party}: loses {harm}; who gains makes that good.",
        "gain": "{party} gains by {measures} ({quality}).",
        "loss": "{party} loses by {measures} ({quality}).",
        "endless": "{party} gains by {measures}; until when we do not know.",
        "endless_loss": "{party} loses by {measures}; until when we do not know.",
        "giver": "{party} gives {cents} for the purpose itself; that lowers the costs beforehand.",
        "sum": "With what the parties pay themselves, {paid}, that is {all}: all that this plan costs.",
        "pockets": "The wrong pocket. Here one pays and another gains:",
        "pays": "{payers} pays.",
        "pay": "{payers} pay.",
        "sure": " {party} gains {cents} and pays nothing.",
        "guessed": " {parties} gains by an estimate and pays nothing.",
        "guessed_more": " {parties} gain by an estimate and pay nothing.",
        "sampled": "This is estimated from drawn orders, to within {cents}.",
    },
}


def sharing_to_json(sharing: PlanSharing) -> Json:
    """A proposal as plain values, after `share.schema.json`; money in whole cents."""
    return {
        "format": "gebiedstafel/share",
        "version": 1,
        "method": sharing.method.value,
        "counted": list(sharing.counted),
        "worth": sharing.worth_cents,
        "half_width": sharing.half_width_cents,
        "gains": [
            {
                "measure": one.measure,
                "party": one.party,
                "cents": one.cents if one.quality in sharing.counted else None,
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
                "for_benefit": one.for_benefit,
                "carried": one.carried,
                "fair": one.fair,
                "change": one.change,
                "allowed": one.allowed,
                "shapley": one.shapley,
                "asked": one.asked,
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
        "pockets": [
            {
                "measure": one.measure,
                "payers": list(one.payers),
                "sure": dict(one.sure),
                "guessed": list(one.guessed),
            }
            for one in wrong_pockets(sharing)
        ],
        "givers": dict(sharing.givers),
        "objection_now": _objection(sharing.objects_now),
        "objection": _objection(sharing.objects),
        "within_rules": sharing.repaid,
        "settlement": [_transfer(one) for one in sharing.transfers],
        "settlement_inside": [_transfer(one) for one in sharing.inside],
    }


def _transfer(one: Transfer) -> Json:
    return {"from": one.payer, "to": one.receiver, "cents": one.cents}


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
    yield from _givers(sharing, names, words, language)
    if sharing.shares_anything:
        yield from _parties(sharing, names, words, language)
    yield from _pockets(sharing, names, words, language)
    yield from _in_words(sharing, names, words)


def _in_words(sharing: PlanSharing, names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    """What does not count in euros, per party: one sentence for all measures it is as sure about."""
    told: dict[tuple[str, str, str], dict[str, None]] = {}
    for one in sharing.gains:
        if one.quality not in sharing.counted:
            key = (one.party, "loss" if one.harms else "gain", words[one.quality])
        elif one.cents is None:
            key = (one.party, "endless_loss" if one.harms else "endless", "")
        else:
            continue
        told.setdefault(key, {})[names.get(one.measure, one.measure)] = None
    for (party, sentence, quality), measures in sorted(told.items()):
        yield words[sentence].format(
            party=names.get(party, party), measures="; ".join(measures), quality=quality
        )


def _givers(
    sharing: PlanSharing, names: Mapping[str, str], words: Mapping[str, str], language: str
) -> Iterator[str]:
    for party, cents in sharing.givers.items():
        yield words["giver"].format(party=names.get(party, party), cents=_euros(cents, language))
    if sharing.givers:
        paid = sum(one.paid for one in sharing.parties)
        given = sum(sharing.givers.values())
        yield words["sum"].format(paid=_euros(paid, language), all=_euros(paid + given, language))


def _pockets(
    sharing: PlanSharing, names: Mapping[str, str], words: Mapping[str, str], language: str
) -> Iterator[str]:
    pockets = wrong_pockets(sharing)
    if pockets:
        yield words["pockets"]
    for pocket in pockets:
        payers = _listed(pocket.payers, names, language)
        told = words["pays" if len(pocket.payers) == 1 else "pay"].format(payers=payers)
        for party, cents in pocket.sure.items():
            told += words["sure"].format(party=names.get(party, party), cents=_euros(cents, language))
        if pocket.guessed:
            told += words["guessed" if len(pocket.guessed) == 1 else "guessed_more"].format(
                parties=_listed(pocket.guessed, names, language)
            )
        yield f"- {names.get(pocket.measure, pocket.measure)}: {told}"


def _listed(parties: Iterable[str], names: Mapping[str, str], language: str) -> str:
    return listed([names.get(party, party) for party in parties], language)


def _parties(
    sharing: PlanSharing, names: Mapping[str, str], words: Mapping[str, str], language: str
) -> Iterator[str]:
    def amount(cents: float) -> str:
        return _euros(cents, language)

    for one in sorted(sharing.parties, key=lambda one: not one.asked):
        if one.benefit and not one.asked:
            yield words["unasked"].format(party=names.get(one.party, one.party), benefit=amount(one.benefit))
        elif one.paid and not (one.benefit or one.harm or _euro(one.change)):
            yield words["stays"].format(party=names.get(one.party, one.party), paid=amount(one.paid))
        elif one.benefit or one.paid:
            told = words["party"].format(
                party=names.get(one.party, one.party), benefit=amount(one.benefit),
                paid=amount(one.paid), fair=_borne(one.for_benefit, words, language),
            )  # fmt: skip
            yield (
                told
                + (words["task"].format(carried=amount(one.carried)) if one.carried else "")
                + _changed(one.change, words, language)
            )
        if one.harm:
            yield words["harm"].format(party=names.get(one.party, one.party), harm=amount(one.harm))
    if sharing.keeps_unasked:
        yield words["without"]
    carried = sum(one.carried for one in sharing.measures)
    if carried:
        yield words["carried"].format(cents=amount(carried))
    if sharing.half_width_cents:
        yield words["sampled"].format(cents=amount(sharing.half_width_cents))
    for name, found in (("now", sharing.objects_now), ("objects", sharing.objects)):
        if found is not None:
            group = _listed(found.parties, names, language)
            yield words[name].format(group=group, cents=amount(found.cents))
    if sharing.objects is None:
        yield words["stable"]
    if sharing.method is not Method.SHAPLEY:
        yield _second(second_way(sharing), names, words, language)
    for transfer in sharing.transfers:
        yield words["transfer"].format(
            payer=names.get(transfer.payer, transfer.payer),
            receiver=names.get(transfer.receiver, transfer.receiver),
            cents=amount(transfer.cents),
        )
    if not sharing.transfers:
        yield words["settled"]
    for party, cents in sharing.inside_by_organisation.items():
        yield words["inside"].format(party=names.get(party, party), cents=amount(cents))


def _second(
    found: SecondWay | None, names: Mapping[str, str], words: Mapping[str, str], language: str
) -> str:
    """What the second way of reckoning comes to, and why that differs."""
    if found is None:
        return words["second_same"]
    told = words["second"].format(
        party=names.get(found.party, found.party),
        second=_borne(found.second, words, language),
        fair=_borne(found.fair, words, language),
    )
    if found.measures:
        told += words["second_less" if found.bears_less else "second_more"].format(
            measures="; ".join(names.get(one, one) for one in found.measures)
        )
    return told


def _borne(cents: float, words: Mapping[str, str], language: str) -> str:
    """What a party bears; below zero it is paid."""
    amount = _euros(abs(cents), language)
    return words["receives"].format(cents=amount) if _euro(cents) < 0 else amount


def _changed(cents: int, words: Mapping[str, str], language: str) -> str:
    """What a party would bear more or less than it pays now; to the euro it may be the same."""
    if not _euro(cents):
        return words["same"]
    return words["more" if cents > 0 else "less"].format(change=_euros(abs(cents), language))


def _euro(cents: float) -> int:
    return round(cents / 100)


def _euros(cents: float, language: str) -> str:
    return euros(_euro(cents) * 100, language)
