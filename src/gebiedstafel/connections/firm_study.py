"""How firm a plan is: which measures stay in when effects, costs and grants turn out otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect import Robust, robust
from gebiedstafel.engines.connect.robust import Outcome
from gebiedstafel.ui.templatetags.numbers import percent, width

from .amounts import listed
from .reading import Reading
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


@dataclass(frozen=True, slots=True)
class ShownFirm:
    """The stable core in words first, then how often each measure is chosen, and what hangs on grants."""

    sentence: str
    core: tuple[Stays, ...]
    wavering: tuple[Stays, ...]
    contenders: tuple[Stays, ...]
    grants: str
    lost: tuple[str, ...]
    worked_out: str
    without_plan: str


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Work the plan out again and again; each time what is known so far is told."""
    known = tuple(_outcome(row) for row in asked.told.get("firm", {}).get("outcomes", ()))

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
        "grants": list(found.grants),
        "lost": None if found.lost is None else list(found.lost),
        "outcomes": [
            {"number": each.number, "starts": None if each.starts is None else dict(each.starts)}
            for each in found.outcomes
        ],
    }


def _outcome(row: Mapping[str, Any]) -> Outcome:
    return Outcome(int(row["number"]), row["starts"])


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> ShownFirm:
    """Return the stable core in words first, then the rest."""
    answer = answers[0]
    return ShownFirm(
        sentence=_sentence(reading, answer),
        core=_stays(reading, answer, "core"),
        wavering=_stays(reading, answer, "wavering"),
        contenders=_stays(reading, answer, "contenders"),
        grants=_grants(reading, answer),
        lost=tuple(reading.title(measure) for measure in answer["lost"] or ()),
        worked_out=_(
            "%(count)s keer gerekend, met effecten en kosten tot 30%% hoger of lager, en met subsidies die "
            "wel of niet komen."
        )
        % {"count": answer["scenarios"]},
        without_plan=_without_plan(answer),
    )


def _sentence(reading: Reading, answer: Answer) -> str:
    """Return what is sure, as one would say it at a table."""
    core, all_of_plan = answer["core"], len(answer["core"]) + len(answer["wavering"])
    if not answer["scenarios"]:
        return _("We zijn net begonnen.")
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


def _stays(reading: Reading, answer: Answer, which: str) -> tuple[Stays, ...]:
    shares = answer["shares"]
    return tuple(Stays(reading.title(m), percent(shares[m]), width(shares[m])) for m in answer[which])


def _grants(reading: Reading, answer: Answer) -> str:
    """Return what happens when nobody awards what is not certain yet."""
    if answer["lost"] is None:
        return ""
    if not answer["grants"]:
        return _("Dit plan rekent op geen geld dat nog onzeker is.")
    facts = {"grants": listed([reading.flow(flow) for flow in answer["grants"]], MOST_NAMED)}
    if not answer["lost"]:
        return _("Ook als dit geld niet komt, blijft alles erin: %(grants)s.") % facts
    return _("Komt dit geld niet, dan vallen de maatregelen hieronder weg: %(grants)s.") % facts


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
