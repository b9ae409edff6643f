"""How firm a plan is: which measures stay in when effects, costs and grants turn out otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect import Robust, robust
from gebiedstafel.engines.connect.making_room import Room
from gebiedstafel.engines.connect.robust import ENOUGH, Outcome, mostly_out
from gebiedstafel.exchange.robust_file import room_in_words
from gebiedstafel.ui.templatetags.numbers import percent, width

from .amounts import listed
from .reading import Reading, page_language
from .study_kinds import Answer, Asked, Parameters, Stop, StudyKind, Tell

#: How often a plan is worked out again, and from which seed: the same question has the same answer.
COUNT, SEED = 20, 1
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Stays:
    """A measure with how often it is chosen; `width` is its bar."""

    title: str
    said: str
    width: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Lost:
    """A measure that drops out without uncertain money, and which of that money pays it in the plan."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownFirm:
    """The stable core in words first, then how often each measure is chosen, and what hangs on grants."""

    sentence: str
    core: tuple[Stays, ...]
    wavering: tuple[Stays, ...]
    mostly_out: tuple[Stays, ...]
    contenders: tuple[Stays, ...]
    grants: str
    lost: tuple[Lost, ...]
    worked_out: str
    without_plan: str


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Work the plan out again and again; each time what is known so far is told."""
    outcomes = asked.told.get("firm", {}).get("outcomes", ())
    known = tuple(_outcome(row) for row in outcomes if "room" in row)

    def told(so_far: Robust) -> None:
        done = len(so_far.outcomes)
        tell(
            answer_of(so_far),
            share=done / (COUNT + 1),
            words=lambda: _("%(done)s van de %(all)s keer gerekend.") % {"done": done, "all": COUNT + 1},
        )

    tell(words=lambda: _("We rekenen het plan opnieuw uit met andere effecten en kosten."))
    robust(asked.problem, asked.plan, seed=SEED, count=COUNT, known=known, told=told, stop=stop)


def answer_of(found: Robust) -> dict[str, Any]:
    """Return what is known so far as it is stored."""
    return {
        "id": "firm",
        "scenarios": found.scenarios,
        "without_plan": found.without_plan,
        "shares": {measure: float(share) for measure, share in found.shares.items()},
        "core": list(found.core),
        "wavering": list(found.wavering),
        "contenders": list(found.contenders),
        "room": [asdict(one) for one in found.room],
        "grants": list(found.grants),
        "lost": None if found.lost is None else list(found.lost),
        "outcomes": [
            {
                "number": each.number,
                "starts": None if each.starts is None else dict(each.starts),
                "room": {measure: list(makers) for measure, makers in each.room.items()},
            }
            for each in found.outcomes
        ],
    }


def _outcome(row: Mapping[str, Any]) -> Outcome:
    room = {measure: tuple(makers) for measure, makers in row["room"].items()}
    return Outcome(int(row["number"]), row["starts"], room)


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> ShownFirm:
    """Return the stable core in words first, then the rest."""
    answer = answers[0]
    enough = answer["scenarios"] >= ENOUGH
    sometimes, mostly = mostly_out(answer["wavering"] if enough else (), answer["shares"])
    return ShownFirm(
        sentence=_sentence(reading, answer),
        core=_stays(reading, answer, answer["core"] if enough else ()),
        wavering=_stays(reading, answer, sometimes),
        mostly_out=_stays(reading, answer, mostly),
        contenders=_came_in(reading, answer) if enough else (),
        grants=_grants(reading, answer),
        lost=_lost(reading, answer),
        worked_out=_(
            "%(count)s keer gerekend, met effecten en kosten tot 30%% hoger of lager, en met subsidies die "
            "wel of niet komen."
        )
        % {"count": answer["scenarios"]},
        without_plan=_without_plan(answer),
    )


def _sentence(reading: Reading, answer: Answer) -> str:
    """Return what is sure, as one would say it at a table."""
    if not answer["scenarios"]:
        return _("We zijn net begonnen.")
    if answer["scenarios"] < ENOUGH:
        return _("Nog te weinig keer gerekend om iets te zeggen (%(done)s van %(all)s).") % {
            "done": answer["scenarios"],
            "all": COUNT,
        }
    core, all_of_plan = answer["core"], len(answer["core"]) + len(answer["wavering"])
    if not core:
        return _("Geen enkele maatregel blijft er bijna altijd in. Dit plan hangt af van de schattingen.")
    names = listed([reading.title(measure) for measure in core], MOST_NAMED)
    if len(core) == all_of_plan:
        return _("Alle %(count)s maatregelen blijven er bijna altijd in.") % {"count": all_of_plan}
    return _("%(core)s van de %(all)s maatregelen blijven er bijna altijd in: %(names)s.") % {
        "core": len(core),
        "all": all_of_plan,
        "names": names,
    }


def _stays(reading: Reading, answer: Answer, measures: Sequence[str]) -> tuple[Stays, ...]:
    shares = answer["shares"]
    return tuple(Stays(reading.title(m), percent(shares[m]), width(shares[m])) for m in measures)


def _came_in(reading: Reading, answer: Answer) -> tuple[Stays, ...]:
    """Return what is not in the plan but came in, each with what let it in."""
    room = {row["measure"]: row for row in answer.get("room", ())}
    return tuple(
        replace(one, why=_let_in(reading, room[measure]) if measure in room else "")
        for measure, one in zip(
            answer["contenders"], _stays(reading, answer, answer["contenders"]), strict=True
        )
    )


def _let_in(reading: Reading, row: Mapping[str, Any]) -> str:
    names = {measure: reading.title(measure) for measure in row["makers"]}
    room = Room(row["measure"], row["entered"], row["times"], tuple(row["makers"]))
    return room_in_words(room, names, page_language())


def _grants(reading: Reading, answer: Answer) -> str:
    """Return what happens when nobody awards what is not certain yet."""
    if answer["lost"] is None:
        return ""
    counted_on = _counted_on(reading, answer)
    if not counted_on:
        return _("Dit plan rekent op geen geld dat nog onzeker is.")
    facts = {"grants": listed([reading.flow(flow) for flow in counted_on], MOST_NAMED)}
    if not answer["lost"]:
        return _("Ook als dit geld niet komt, blijft alles erin: %(grants)s.") % facts
    return _("Komt dit geld niet, dan vallen de maatregelen hieronder weg: %(grants)s.") % facts


def _counted_on(reading: Reading, answer: Answer) -> list[str]:
    """Return the uncertain grants that pay something in this plan; the others cannot take anything away."""
    return [flow for flow in answer["grants"] if flow in reading.paid_by_flow]


def _lost(reading: Reading, answer: Answer) -> tuple[Lost, ...]:
    """Return what drops out, each with the uncertain money that pays it; nothing where there is none."""
    counted_on = _counted_on(reading, answer)
    if not counted_on:
        return ()
    return tuple(Lost(reading.title(one), _why(reading, one, counted_on)) for one in answer["lost"] or ())


def _why(reading: Reading, measure: str, counted_on: Sequence[str]) -> str:
    payers = [reading.flow(flow) for flow in counted_on if (flow, measure) in reading.paid]
    if not payers:
        return _("Krijgt zelf geen onzeker geld, maar past dan niet meer in het plan.")
    return _("Wordt nu betaald uit %(grants)s.") % {"grants": listed(payers, MOST_NAMED)}


def _without_plan(answer: Answer) -> str:
    count = answer["without_plan"]
    if not count:
        return ""
    return _("%(count)s keer paste niet wat de tafel heeft vastgezet.") % {"count": count}


KINDS = (
    StudyKind(
        name="robust",
        title=gettext_lazy("Hoe stevig"),
        about=gettext_lazy("Welke maatregelen blijven erin als het anders loopt dan de tafel nu denkt?"),
        button=gettext_lazy("Reken uit hoe stevig dit plan is"),
        template="connections/firm.html",
        run=run,
        shown=shown,
    ),
)
