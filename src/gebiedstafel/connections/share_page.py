"""What the page *Wie betaalt, wie profiteert* shows, as values: euros for what is confirmed, else words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.engines.fairshare import Objection
from gebiedstafel.exchange.plan_sharing import (
    CONFIRMED,
    DISPUTED,
    ESTIMATED,
    Gain,
    MeasureShare,
    PartyShare,
    PlanSharing,
)
from gebiedstafel.ui.templatetags.money import euros

from .amounts import listed
from .models import Plan
from .reading import Reading
from .share_figures import named_parties, recorded_consents, without_voice

#: Of so many parties a sentence gives the names; beyond it counts the rest.
NAMED = 4
#: Amounts below this are no difference between parties, but rounding.
SMALL_CENTS = 100_00


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party in picture, table and words; widths are percentages of the largest amount."""

    key: str
    name: str
    benefit: str
    harm: str
    paid: str
    fair: str
    shapley: str
    benefit_width: str
    harm_width: str
    paid_width: str
    fair_width: str
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
    pockets = tuple(filter(None, (_pocket(reading, found, one) for one in found.measures)))
    unsure = tuple(
        Unsure(gain.measure, reading.title(gain.measure), reading.party(gain.party), gain.party == me)
        for gain in sorted(found.gains, key=lambda gain: (gain.party != me, gain.measure, gain.party))
        if gain.quality != CONFIRMED or gain.cents is None
    )
    return SharePage(
        answer=_answer(found, len(pockets)),
        lead=_lead(found),
        rows=rows,
        pockets=pockets,
        checks=tuple(_checks(reading, found)),
        settled=tuple(
            SettledRow(reading.party(one.payer), reading.party(one.receiver), euros(whole(one.cents)))
            for one in found.transfers
        ),
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


def whole(cents: int) -> int:
    """Return an amount to the euro: nobody settles cents at a table."""
    return round(cents / 100) * 100


def _row(
    reading: Reading, found: PlanSharing, one: PartyShare, largest: int, me: str, reply: str, agreed: bool
) -> PartyRow:
    def width(cents: int) -> str:
        return f"{max(0, cents) * 100 / largest:.1f}%"

    counted = found.shares_anything and bool(one.paid or one.fair or one.harm)
    return PartyRow(
        key=one.party,
        name=reading.party(one.party),
        benefit=euros(whole(one.benefit)) if one.benefit else "",
        harm=euros(whole(one.harm)) if one.harm else "",
        paid=euros(whole(one.paid)) if one.paid or one.fair or one.benefit or one.harm else "",
        fair=euros(whole(one.fair)) if counted else "",
        shapley=euros(whole(one.shapley)) if counted else "",
        benefit_width=width(one.benefit),
        harm_width=width(one.harm),
        paid_width=width(one.paid),
        fair_width=width(one.fair if counted else 0),
        sentence=_sentence(reading.party(one.party), one) if counted else "",
        unsure=tuple(_unsure_words(reading, found, one.party)),
        reply=reply,
        is_mine=one.party == me,
        agreed=agreed,
    )


def _gains(found: PlanSharing, party: str) -> list[Gain]:
    return [gain for gain in found.gains if gain.party == party]


def _sentence(name: str, one: PartyShare) -> str:
    """The proposal for one party in one sentence, and how much of it is not for its own benefit."""
    words = {
        "name": name,
        "benefit": euros(whole(one.benefit)),
        "paid": euros(whole(one.paid)),
        "fair": euros(whole(one.fair)),
    }
    if one.harm:
        return _harm_sentence(name, one)
    if abs(one.fair - one.paid) < SMALL_CENTS:
        return _("{name} betaalt {paid}, en dat blijft zo.").format(**words)
    if one.fair < one.paid:
        said = _(
            "{name} betaalt nu {paid}. Eerlijk zou {fair} zijn, want van de rest hebben anderen voordeel."
        ).format(**words)
    else:
        said = _("{name} heeft {benefit} voordeel en betaalt nu {paid}. Eerlijk zou {fair} zijn.").format(
            **words
        )
    if one.carried:
        said += " " + _("Daarvan is {cents} voor de opgave zelf.").format(cents=euros(whole(one.carried)))
    return said


def _harm_sentence(name: str, one: PartyShare) -> str:
    """The proposal for a party that loses by the plan: what it loses is made good first."""
    said = _("{name} heeft {harm} nadeel.").format(name=name, harm=euros(whole(one.harm)))
    if one.benefit:
        said += " " + _("Daar staat {benefit} voordeel tegenover.").format(benefit=euros(whole(one.benefit)))
    if one.fair < 0:
        words = _("Eerlijk zou zijn dat deze partij {cents} krijgt van wie er beter van wordt.")
        return said + " " + words.format(cents=euros(whole(-one.fair)))
    words = _("Met dat nadeel meegeteld betaalt deze partij in het voorstel {fair}, en nu {paid}.")
    return said + " " + words.format(fair=euros(whole(one.fair)), paid=euros(whole(one.paid)))


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


def _pocket(reading: Reading, found: PlanSharing, share: MeasureShare) -> Pocket | None:
    """Return in words that one pays for a measure and another gains by it; None where they are the same."""
    own = [gain for gain in found.gains if gain.measure == share.measure and not gain.harms]
    gaining = {gain.party for gain in own if gain.quality != DISPUTED}
    payers = [party for party, cents in sorted(share.paid.items()) if cents and party not in gaining]
    free = [gain for gain in own if gain.party not in share.paid and gain.quality != DISPUTED]
    if not payers or not free:
        return None
    sure = {gain.party: gain.cents for gain in free if gain.quality == CONFIRMED and gain.cents is not None}
    told = ngettext("{payers} betaalt.", "{payers} betalen.", len(payers)).format(
        payers=listed((reading.party(one) for one in payers), NAMED)
    )
    for party, cents in sorted(sure.items()):
        told += " " + _("{party} heeft {cents} voordeel en betaalt niets.").format(
            party=reading.party(party), cents=euros(whole(cents))
        )
    guessed = dict.fromkeys(reading.party(gain.party) for gain in free if gain.party not in sure)
    if guessed:
        told += " " + ngettext(
            "{parties} heeft volgens een schatting voordeel en betaalt niets.",
            "{parties} hebben volgens een schatting voordeel en betalen niets.",
            len(guessed),
        ).format(parties=listed(guessed, NAMED))
    return Pocket(reading.title(share.measure), told)


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


def _lead(found: PlanSharing) -> str:
    if not found.shares_anything:
        return _(
            "Geen enkele partij bevestigde haar voordeel. Daarom staan hier woorden, "
            "en nog geen voorstel in euro's."
        )
    carried = sum(one.carried for one in found.measures)
    words = _(
        "Een voorstel om over te praten: elke partij draagt bij naar haar voordeel, en nooit meer dan dat."
    )
    if carried:
        words += " " + _(
            "De voordelen dekken {cents} van de kosten niet. Dat deel is betaald voor de opgave zelf, "
            "en blijft waar het is."
        ).format(cents=euros(whole(carried)))
    return words


def _checks(reading: Reading, found: PlanSharing) -> list[str]:
    """Who would be better off without others: now, and with the proposal."""
    if not found.shares_anything:
        return []
    said = []
    if found.objects_now is not None:
        said.append(_("Zoals nu: {words}").format(words=_objection(reading, found.objects_now)))
    if found.objects is not None:
        said.append(_("Met dit voorstel: {words}").format(words=_objection(reading, found.objects)))
    else:
        said.append(_("Met dit voorstel kan geen enkele groep het zonder de anderen goedkoper."))
    apart = max((abs(one.shapley - one.fair) for one in found.parties), default=0)
    said.append(
        _("Een tweede rekenwijze (Shapley) komt voor een partij hoogstens {cents} anders uit.").format(
            cents=euros(whole(apart))
        )
    )
    return said


def _objection(reading: Reading, found: Objection) -> str:
    return ngettext(
        "zonder de andere partij kan het voor {group} goedkoper, samen {cents}.",
        "zonder de andere {count} partijen kan het voor {group} goedkoper, samen {cents}.",
        len(found.without),
    ).format(
        count=len(found.without),
        group=listed((reading.party(one) for one in found.parties), NAMED),
        cents=euros(whole(found.cents)),
    )


def _givers(reading: Reading, found: PlanSharing) -> str:
    names = listed((reading.party(party) for party in found.givers), NAMED)
    if not names:
        return ""
    return ngettext(
        "{names} geeft {cents} voor het doel zelf. Dat geld verlaagt de kosten voordat er wordt verdeeld.",
        "{names} geven {cents} voor het doel zelf. Dat geld verlaagt de kosten voordat er wordt verdeeld.",
        len(found.givers),
    ).format(names=names, cents=euros(whole(sum(found.givers.values()))))
