"""What it would cost to have a measure in the plan after all: worked out in the background, told in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect.plan import Infeasible, Progress, Status
from gebiedstafel.engines.connect.price import Price, price
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.numbers import number, percent

from .reading import Reading
from .solving import GAP
from .study_kinds import Answer, Asked, Parameters, Stop, StudyKind, Tell

#: A change in the share of a need that is met below this is no change to speak of.
SAME = 0.005


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """The price of a measure in words; points stand under *waarom*."""

    sentence: str
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    moved: tuple[str, ...]
    coverage: tuple[str, ...]
    why: tuple[str, ...]


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Work out the best plan that has the measure, and tell what it changes."""
    measure = str(asked.parameters["measure"])

    def follow(progress: Progress) -> bool:
        if progress.objective is not None:
            tell(
                share=_share(progress.gap),
                words=lambda: _("Er is een plan met deze maatregel. We zoeken een beter."),
            )
        return stop()

    tell(share=0.05, words=lambda: _("We zoeken het beste plan met deze maatregel erin."))
    found = price(asked.problem, asked.plan, measure, gap=GAP, stop=follow)
    if isinstance(found, Infeasible):
        if found.status is Status.INFEASIBLE:
            tell({"id": "impossible", "measure": measure})
        return
    tell(answer_of(found))


def answer_of(found: Price) -> dict[str, Any]:
    """Return a price as it is stored."""
    return {
        "id": "price",
        "measure": found.measure,
        "start": found.start,
        "entering": [{"id": m.id, "start": m.start} for m in found.plan.measures if m.id in found.entering],
        "leaving": list(found.leaving),
        "moved": [{"id": m.measure, "from": m.before, "to": m.after} for m in found.moved],
        "lost": found.lost,
        "share": found.share,
        "band": found.band if math.isfinite(found.band) else None,
        "tie": found.is_tie,
        "stopped": found.plan.status is Status.STOPPED,
        "coverage": dict(found.coverage),
    }


def _share(gap: float) -> float:
    """Return how far the search is, on the scale on which its gap shrinks."""
    return min(0.95, 0.1 + 0.85 * math.log(gap) / math.log(GAP)) if 0 < gap < 1 else 0.1


def read(reading: Reading, given: Mapping[str, str]) -> dict[str, Any]:
    """Return which measure is asked about: one that this plan considered and left out."""
    measure = given.get("measure", "")
    if measure not in reading.measures or measure in reading.chosen:
        raise Refused(_("Kies een maatregel die niet in dit plan staat."))
    return {"measure": measure}


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> ShownPrice:
    """Return the price in words; what enters and leaves first, points last."""
    answer = answers[0]
    title = reading.title(str(parameters["measure"]))
    if answer["id"] == "impossible":
        no = _("%(measure)s past in geen enkel plan, hoe we de rest ook kiezen.") % {"measure": title}
        return ShownPrice(no, (), (), (), (), ())
    return ShownPrice(
        sentence=_sentence(answer, title),
        entering=tuple(
            _("%(measure)s, vanaf %(year)s") % {"measure": reading.title(row["id"]), "year": row["start"]}
            for row in answer["entering"]
        ),
        leaving=tuple(reading.title(measure) for measure in answer["leaving"]),
        moved=tuple(
            _("%(measure)s: van %(before)s naar %(now)s")
            % {"measure": reading.title(row["id"]), "before": row["from"], "now": row["to"]}
            for row in answer["moved"]
        ),
        coverage=tuple(_coverage(reading, answer["coverage"])),
        why=tuple(_why(answer)),
    )


def _sentence(answer: Answer, title: str) -> str:
    facts = {"measure": title, "year": answer["start"], "share": percent(max(answer["share"], 0.0))}
    if answer["tie"]:
        return (
            _("%(measure)s kan meedoen vanaf %(year)s. Zover wij kunnen zien, is dat plan even goed.") % facts
        )
    if answer["stopped"]:
        return (
            _("%(measure)s kan meedoen vanaf %(year)s. We stopten voordat we de prijs precies wisten.")
            % facts
        )
    return (
        _("%(measure)s kan meedoen vanaf %(year)s. Alles samen helpt het plan dan %(share)s minder.") % facts
    )


def _coverage(reading: Reading, coverage: Mapping[str, float]) -> list[str]:
    """Return for which challenges the plan would do more or less, in percents of what is needed."""
    said = []
    for challenge, change in sorted(coverage.items(), key=lambda item: (item[1], item[0])):
        if abs(change) < SAME:
            continue
        facts = {"challenge": reading.challenge(challenge), "share": percent(abs(change))}
        said.append(
            _("%(challenge)s: %(share)s minder gedaan") % facts
            if change < 0
            else _("%(challenge)s: %(share)s meer gedaan") % facts
        )
    return said


def _why(answer: Answer) -> list[str]:
    """Return the points, and how far off they can be."""
    said = [
        _("Het plan verliest %(lost)s punten op de som die de tafel gebruikt.")
        % {"lost": number(answer["lost"], 1)}
        if answer["lost"] >= 0
        else _("Het plan wint %(won)s punten op de som die de tafel gebruikt.")
        % {"won": number(-answer["lost"], 1)}
    ]
    if answer["band"] is None:
        said.append(_("Hoe precies dat is, weten we niet: het rekenen is gestopt."))
    else:
        said.append(
            _("Beide plannen kunnen samen nog %(band)s punten van het beste af zitten.")
            % {"band": number(answer["band"], 1)}
        )
    return said


KINDS = (
    StudyKind(
        name="price",
        title=gettext_lazy("Wat kost het als dit toch moet?"),
        button=gettext_lazy("Wat kost het als dit toch moet?"),
        template="connections/price.html",
        run=run,
        shown=shown,
        read=read,
    ),
)
