"""Who is missing: what each party changes, found in the background and told in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect.missing import Missing, PartyEffect, Standing, missing
from gebiedstafel.engines.connect.missing_words import convincing
from gebiedstafel.engines.connect.unlock import WrongPlan
from gebiedstafel.exchange.archetypes import newcomer_names, newcomers_for
from gebiedstafel.exchange.missing_file import effects_from_json, known_of, missing_to_json, share_a_rank
from gebiedstafel.exchange.table_problem import names_of
from gebiedstafel.exchange.themes import theme_names
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.numbers import number

from .reading import Reading, page_language
from .study_kinds import Answer, Asked, Parameters, Stop, StudyKind, Tell

PARTIES = "parties"


@dataclass(frozen=True, slots=True)
class ShownParty:
    """One party in words: what it changes, what else that does, and how sure it is."""

    sentence: str
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    interest: str
    note: str
    why: tuple[str, ...]
    key: str
    rank: int


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Parties that stand alike: missing, able to join, or at the table."""

    title: str
    note: str
    equal: str
    rows: tuple[ShownParty, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class ShownMissing:
    """All groups that have someone, and what goes for all."""

    groups: tuple[ShownGroup, ...]
    note: str


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Look at each party, and tell the list as it grows."""
    before = asked.told.get(PARTIES)
    known = effects_from_json(dict(before)) if before else ()
    newcomers = newcomers_for(asked.problem, asked.names)

    def told(now: Missing) -> None:
        firm = sum(one.firm for one in now.found)
        share = 0.5 * now.looked_at / max(now.parties, 1) + 0.45 * firm / max(now.parties, 1)
        tell(_stored(now), share=share, words=lambda: _words(now, firm))

    tell(share=0.02, words=lambda: _("We kijken wie er zou kunnen aanschuiven."))
    try:
        found = missing(asked.problem, asked.plan, newcomers=newcomers, known=known, stop=stop, told=told)
    except WrongPlan:
        raise Refused(_("Dit plan past niet meer bij de regels. Reken eerst opnieuw.")) from None
    tell(_stored(found))


def _stored(now: Missing) -> dict[str, Any]:
    return {"id": PARTIES, **missing_to_json(now, lambda effect: effect.party)}


def _words(now: Missing, firm: int) -> str:
    facts = {"count": now.looked_at, "all": now.parties, "firm": firm}
    return _("We bekeken %(count)s van de %(all)s partijen. %(firm)s zijn nagerekend.") % facts


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> ShownMissing:
    """Return the parties in words, those that are missing first."""
    effects = effects_from_json(dict(answers[0]))
    groups = tuple(group for group in (_group(reading, effects, each) for each in _SHOWN) if group.rows)
    done = answers[0]["looked_at"] == answers[0]["parties"]
    note = _("Geen partij verandert iets aan dit plan.") if not groups and done else ""
    return ShownMissing(groups, note)


_SHOWN = (Standing.ABSENT, Standing.NEWCOMER, Standing.PRESENT)


def _group(reading: Reading, effects: tuple[PartyEffect, ...], standing: Standing) -> ShownGroup:
    title, note = {
        Standing.ABSENT: (_("Wie zit er niet en zou iets veranderen"), ""),
        Standing.NEWCOMER: (
            _("Wie zou er nog bij kunnen komen"),
            _("Geld, uren en belang zijn een aanname, om over te praten. Vraag het de partij zelf."),
        ),
        Standing.PRESENT: (_("Wie dragen het plan"), _("Wat er wegvalt als een partij opstapt.")),
    }[standing]
    changing = [one for one in effects if one.standing is standing and _changes(one)]
    equal = ""
    if share_a_rank(changing):
        equal = _("Een gelijk nummer: welke van deze partijen meer verandert, kan het rekenen niet zien.")
    rows = tuple(_party(reading, one) for one in changing)
    return ShownGroup(title, note, equal, rows, folded=standing is Standing.PRESENT)


def _changes(one: PartyEffect) -> bool:
    return bool(one.enters or one.leaves) if one.firm else one.change > 0


def _party(reading: Reading, one: PartyEffect) -> ShownParty:
    language = page_language()
    names = theme_names(language) | names_of(reading.table) | newcomer_names(language)
    present = one.standing is Standing.PRESENT
    row = reading.parties.get(one.party, {})
    sentence = convincing(one, names, language, known=known_of(reading.table, one, language))
    interest = str(row.get("interest", ""))
    return ShownParty(
        sentence=sentence,
        entering=() if present else tuple(reading.title(m) for m in one.enters),
        leaving=() if present else tuple(reading.title(m) for m in one.leaves),
        interest="" if present or interest.rstrip(" .") in sentence else interest,
        note=_note(one),
        why=tuple(_why(one)),
        rank=one.rank,
        key=one.party if one.party in reading.parties else "",
    )


def _note(one: PartyEffect) -> str:
    if one.doubt == "wide":
        return _("Hoeveel dit scheelt, weten we nog niet precies.")
    return _("Dit scheelt zo weinig dat het rekenen het niet zeker weet.") if one.doubt else ""


def _why(one: PartyEffect) -> list[str]:
    facts = {"change": number(one.change, 1)}
    if one.standing is Standing.PRESENT:
        said = [_("Zonder deze partij verliest het plan %(change)s punten.") % facts]
    else:
        said = [_("Met deze partij wint het plan %(change)s punten.") % facts]
    if one.firm and one.least != one.most:
        band = {"least": number(max(one.least, 0.0), 1), "most": number(one.most, 1)}
        said.append(_("Het echte verschil ligt tussen %(least)s en %(most)s punten.") % band)
    return said if one.firm else []


KINDS = (
    StudyKind(
        name="missing",
        title=gettext_lazy("Wie ontbreekt"),
        button=gettext_lazy("Zoek wie er ontbreekt"),
        about=gettext_lazy("Welke partij verandert het meest, aan tafel of niet, en wat heeft zij eraan?"),
        template="connections/missing.html",
        run=run,
        shown=shown,
    ),
)
