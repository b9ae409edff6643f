"""What the page *Wie betaalt, wie profiteert* shows, as values: euros for what is confirmed, else words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.exchange.plan_sharing import (
    CONFIRMED,
    DISPUTED,
    ESTIMATED,
    Gain,
    PartyShare,
    PlanSharing,
)
from gebiedstafel.exchange.wrong_pockets import WrongPocket, wrong_pockets
from gebiedstafel.ui.templatetags.money import euros

from .amounts import listed, whole
from .models import Plan
from .reading import Reading
from .share_checks import NAMED, checks
from .share_figures import named_parties, recorded_consents, without_voice

#: Amounts below this are no difference between parties, but rounding.
SMALL_CENTS = 100_00


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party in picture, table and words; widths are percentages of the largest amount.

    `cents` is what it pays, `fair` what it would contribute for what it gains, never more than that;
    `carried` is what it pays for the challenge itself beside it. Neither their sum nor what is paid for the
    challenge is called fair. `change` is what it would pay more or less than now, after the whole proposal,
    `second` what would be fair for what it gains by the second way of reckoning.
    """

    key: str
    name: str
    benefit: str
    harm: str
    paid: str
    cents: int
    fair: str
    carried: str
    change: str
    second: str
    benefit_width: str
    harm_width: str
    paid_width: str
    fair_width: str
    carried_width: str
    sentence: str
    unsure: tuple[str, ...]
    reply: str
    is_mine: bool
    agreed: bool


@dataclass(frozen=True, slots=True)
class SettledRow:
    """Who pays whom how much, still to be agreed on."""

    payer: str
    receiver: str
    amount: str


@dataclass(frozen=True, slots=True)
class Pocket:
    """A measure for which one pays and another gains, as a row of a list: its name and what it says."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A benefit that the party itself could confirm."""

    measure: str
    title: str
    party: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class SilentParty:
    """A party in these figures without a seat, and in what way it agreed, where that was written down."""

    key: str
    name: str
    how: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class SharePage:
    """The page from top to bottom."""

    answer: str
    lead: str
    rows: tuple[PartyRow, ...]
    pockets: tuple[Pocket, ...]
    checks: tuple[str, ...]
    settled: tuple[SettledRow, ...]
    inside: tuple[str, ...]
    within_rules: bool
    givers: str
    unsure: tuple[Unsure, ...]
    named: int
    agreed: int
    has_gains: bool


def share_page(
    reading: Reading,
    found: PlanSharing,
    *,
    me: str = "",
    replies: Mapping[str, str],
    agreed: Collection[str],
) -> SharePage:
    """Return the page for whoever speaks for the party `me`."""
    largest = (
        max((max(one.benefit, one.harm, one.paid, abs(one.fair)) for one in found.parties), default=0) or 1
    )
    rows = tuple(
        _row(reading, found, one, largest, me, replies.get(one.party, ""), one.party in agreed)
        for one in sorted(found.parties, key=lambda one: (-max(one.benefit, one.harm, one.paid), one.party))
        if one.benefit or one.harm or one.paid or _gains(found, one.party)
    )
    pockets = tuple(_pocket(reading, one) for one in wrong_pockets(found))
    unsure = tuple(
        Unsure(gain.measure, reading.title(gain.measure), reading.party(gain.party), gain.party == me)
        for gain in sorted(found.gains, key=lambda gain: (gain.party != me, gain.measure, gain.party))
        if gain.quality != CONFIRMED or gain.cents is None
    )
    return SharePage(
        answer=_answer(found, len(pockets)),
        lead=_lead(reading, found),
        rows=rows,
        pockets=pockets,
        checks=tuple(checks(reading, found)),
        settled=tuple(
            SettledRow(reading.party(one.payer), reading.party(one.receiver), euros(whole(one.cents)))
            for one in found.transfers
        ),
        inside=tuple(_inside(reading, found)),
        within_rules=found.repaid,
        givers=_givers(reading, found),
        unsure=unsure,
        named=len({row.key for row in rows} | set(found.givers)),
        agreed=len(agreed),
        has_gains=bool(found.gains),
    )


def silent_parties(
    reading: Reading, plan: Plan, found: PlanSharing, agreed: Collection[str]
) -> tuple[SilentParty, ...]:
    """Return the parties in these figures that have no seat to say anything from."""
    known = recorded_consents(plan)
    silent = sorted(named_parties(found) & without_voice(plan.table))
    return tuple(SilentParty(key, reading.party(key), known.get(key, ""), key in agreed) for key in silent)


def _row(
    reading: Reading, found: PlanSharing, one: PartyShare, largest: int, me: str, reply: str, agreed: bool
) -> PartyRow:
    def width(cents: int) -> str:
        return f"{max(0, cents) * 100 / largest:.1f}%"

    counted = found.shares_anything and bool(
        one.paid or one.fair or one.harm or (one.benefit and not one.asked)
    )
    return PartyRow(
        key=one.party,
        name=reading.party(one.party),
        benefit=euros(whole(one.benefit)) if one.benefit else "",
        harm=euros(whole(one.harm)) if one.harm else "",
        paid=euros(whole(one.paid)) if one.paid or one.fair or one.benefit or one.harm else "",
        cents=whole(one.paid),
        fair=euros(whole(one.for_benefit)) if counted else "",
        carried=euros(whole(one.carried)) if counted and one.carried else "",
        change=_changed(one.change) if counted and one.asked else "",
        second=euros(whole(one.shapley - one.carried)) if counted else "",
        benefit_width=width(one.benefit),
        harm_width=width(one.harm),
        paid_width=width(one.paid),
        fair_width=width(one.for_benefit if counted else 0),
        carried_width=width(one.carried if counted else 0),
        sentence=_proposal(reading.party(one.party), one) if counted else "",
        unsure=tuple(_unsure_words(reading, found, one.party)),
        reply=reply,
        is_mine=one.party == me,
        agreed=agreed,
    )


def _changed(cents: int) -> str:
    """What one would pay more or less than now; to the euro that may be nothing."""
    euro = whole(cents)
    if not euro:
        return _("evenveel als nu")
    words = _("{cents} meer dan nu") if euro > 0 else _("{cents} minder dan nu")
    return words.format(cents=euros(abs(euro)))


def _gains(found: PlanSharing, party: str) -> list[Gain]:
    return [gain for gain in found.gains if gain.party == party]


def _proposal(name: str, one: PartyShare) -> str:
    """The proposal for one party, and what that changes for it where it changes something."""
    said = _sentence(name, one)
    if one.asked and abs(one.change) >= SMALL_CENTS:
        said += " " + _("Na dit voorstel: {change}.").format(change=_changed(one.change))
    return said


def _sentence(name: str, one: PartyShare) -> str:
    """The proposal for one party in one sentence, and how much of it is not for its own benefit."""
    words = {
        "name": name,
        "benefit": euros(whole(one.benefit)),
        "paid": euros(whole(one.paid)),
        "fair": euros(whole(one.for_benefit)),
        "carried": euros(whole(one.carried)),
    }
    if one.harm:
        return _harm_sentence(name, one)
    if not one.asked:
        return _(
            "{name} heeft {benefit} voordeel en betaalt niet mee: deze partij heeft hier geen eigen geld."
        ).format(**words)
    if abs(one.change) < SMALL_CENTS:
        return _("{name} betaalt {paid}, en dat blijft zo.").format(**words)
    if one.carried and not one.benefit:
        return _(
            "{name} betaalt nu {paid}. Daarvan blijft {carried} voor de opgave zelf; van de rest hebben "
            "anderen voordeel."
        ).format(**words)
    if one.carried:
        return _(
            "{name} heeft {benefit} voordeel en betaalt nu {paid}. Eerlijk voor dat voordeel zou {fair} "
            "zijn. Daarnaast gaat {carried} naar de opgave zelf."
        ).format(**words)
    if one.fair < one.paid:
        said = _(
            "{name} betaalt nu {paid}. Eerlijk zou {fair} zijn, want van de rest hebben anderen voordeel."
        ).format(**words)
    else:
        said = _("{name} heeft {benefit} voordeel en betaalt nu {paid}. Eerlijk zou {fair} zijn.").format(
            **words
        )
    return said


def _harm_sentence(name: str, one: PartyShare) -> str:
    """The proposal for a party that loses by the plan: what it loses is made good first."""
    said = _("{name} heeft {harm} nadeel.").format(name=name, harm=euros(whole(one.harm)))
    if one.benefit:
        said += " " + _("Daar staat {benefit} voordeel tegenover.").format(benefit=euros(whole(one.benefit)))
    own = one.for_benefit
    if own < 0:
        words = _("Eerlijk zou zijn dat deze partij {cents} krijgt van wie er beter van wordt.")
        said += " " + words.format(cents=euros(whole(-own)))
    else:
        words = _("Met dat nadeel meegeteld betaalt deze partij in het voorstel {fair}, en nu {paid}.")
        said += " " + words.format(fair=euros(whole(own)), paid=euros(whole(one.paid)))
    if one.carried:
        words = _("Daarnaast gaat {cents} naar de opgave zelf.")
        said += " " + words.format(cents=euros(whole(one.carried)))
    return said


def _unsure_words(reading: Reading, found: PlanSharing, party: str) -> list[str]:
    """What a party gains that does not count in euros yet, in words."""
    own = _gains(found, party)
    said = []
    for quality, words in (
        (ESTIMATED, _("Heeft volgens een schatting voordeel van {measures}.")),
        (DISPUTED, _("Betwist dat er voordeel is van {measures}.")),
    ):
        said += _about(reading, words, (g for g in own if g.quality == quality and not g.harms))
    for quality, words in (
        (ESTIMATED, _("Heeft volgens een schatting nadeel van {measures}.")),
        (DISPUTED, _("Betwist dat er nadeel is van {measures}.")),
    ):
        said += _about(reading, words, (g for g in own if g.quality == quality and g.harms))
    endless = [gain for gain in own if gain.quality == CONFIRMED and gain.cents is None]
    words = _("Heeft voordeel van {measures}; tot wanneer weten we niet.")
    said += _about(reading, words, (gain for gain in endless if not gain.harms))
    words = _("Heeft nadeel van {measures}; tot wanneer weten we niet.")
    said += _about(reading, words, (gain for gain in endless if gain.harms))
    return said


def _about(reading: Reading, words: str, gains: Iterable[Gain]) -> list[str]:
    """One sentence about all measures of these gains; nothing where there are none."""
    titles = dict.fromkeys(reading.short(gain.measure) for gain in gains)
    return [words.format(measures=listed(titles, NAMED))] if titles else []


def _pocket(reading: Reading, found: WrongPocket) -> Pocket:
    """Say that one pays for a measure and another gains by it."""
    told = ngettext("{payers} betaalt.", "{payers} betalen.", len(found.payers)).format(
        payers=listed((reading.party(one) for one in found.payers), NAMED)
    )
    for party, cents in found.sure.items():
        told += " " + _("{party} heeft {cents} voordeel en betaalt niets.").format(
            party=reading.party(party), cents=euros(whole(cents))
        )
    if found.guessed:
        told += " " + ngettext(
            "{parties} heeft volgens een schatting voordeel en betaalt niets.",
            "{parties} hebben volgens een schatting voordeel en betalen niets.",
            len(found.guessed),
        ).format(parties=listed((reading.party(one) for one in found.guessed), NAMED))
    return Pocket(reading.title(found.measure), told)


def _answer(found: PlanSharing, pockets: int) -> str:
    if not found.gains:
        return _("Wie profiteert, weten we nog niet.")
    if not pockets and any(gain.harms and gain.quality != DISPUTED for gain in found.gains):
        return _("Niet iedereen wordt beter van dit plan.")
    if not pockets:
        return _("Wie betaalt, heeft er ook voordeel van.")
    return ngettext(
        "Bij {count} maatregel betaalt de een en profiteert de ander.",
        "Bij {count} maatregelen betaalt de een en profiteert de ander.",
        pockets,
    ).format(count=pockets)


def _lead(reading: Reading, found: PlanSharing) -> str:
    if not found.shares_anything:
        return _(
            "Geen enkele partij bevestigde haar voordeel. Daarom staan hier woorden, "
            "en nog geen voorstel in euro's."
        )
    carried = sum(one.carried for one in found.measures)
    words = _(
        "Een voorstel om over te praten: elke partij draagt bij naar haar voordeel, en nooit meer dan dat."
    )
    if found.keeps_unasked:
        words += " " + _without(reading, found)
    if carried:
        words += " " + _(
            "De voordelen van wie kan betalen, dekken {cents} van de kosten niet. Dat deel is betaald voor "
            "de opgave zelf, en blijft waar het is."
        ).format(cents=euros(whole(carried)))
    return words


def _without(reading: Reading, found: PlanSharing) -> str:
    """Who is not asked to pay, and who bears that part."""
    names = [reading.party(party) for party in found.keeps_unasked]
    said = ngettext(
        "{names} heeft hier geen eigen geld, en betaalt daarom niet mee.",
        "{names} hebben hier geen eigen geld, en betalen daarom niet mee.",
        len(names),
    ).format(names=listed(names, NAMED))
    words = _("Dat deel dragen de anderen die van hetzelfde werk voordeel hebben, tot hun eigen voordeel.")
    return f"{said} {words}"


def _inside(reading: Reading, found: PlanSharing) -> list[str]:
    """What departments of one organisation settle with each other: no matter for the table."""
    words = _("Binnen {party} gaat {cents} van de ene afdeling naar de andere. Dat regelen zij zelf.")
    return [
        words.format(party=reading.party(party), cents=euros(whole(cents)))
        for party, cents in found.inside_by_organisation.items()
        if whole(cents)
    ]


def _givers(reading: Reading, found: PlanSharing) -> str:
    names = listed((reading.party(party) for party in found.givers), NAMED)
    if not names:
        return ""
    said = ngettext(
        "{names} geeft {cents} voor het doel zelf. Dat geld verlaagt de kosten voordat er wordt verdeeld.",
        "{names} geven {cents} voor het doel zelf. Dat geld verlaagt de kosten voordat er wordt verdeeld.",
        len(found.givers),
    ).format(names=names, cents=euros(whole(sum(found.givers.values()))))
    everything = sum(found.givers.values()) + sum(one.paid for one in found.parties)
    words = _("Met wat de partijen zelf betalen, is dat {cents}: alles wat dit plan kost.")
    return f"{said} {words.format(cents=euros(whole(everything)))}"
