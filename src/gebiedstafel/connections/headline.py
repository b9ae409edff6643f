"""The sentence a plan opens with: what fits, what waits, whose plan it is and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.exchange.exact import exact
from gebiedstafel.ui.templatetags.money import euros, euros_in_words
from gebiedstafel.ui.templatetags.numbers import number, years

from .amounts import day, decimal
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Standing:
    """What the table did with a plan: nothing yet, adopted by someone, or overtaken by new input."""

    made_on: date
    adopted_on: date | None = None
    adopted_by: str = ""
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Headline:
    """The opening of the plan page."""

    chosen: int
    considered: int
    waiting: int
    lead: str
    standing: str
    adopted: bool
    outdated: bool
    stopped: bool
    proof: str
    why: tuple[str, ...]


def headline(reading: Reading, standing: Standing, waiting: int) -> Headline:
    """Return the opening sentence with its proof; points and gaps only go under *waarom*."""
    return Headline(
        chosen=len(reading.chosen),
        considered=len(reading.measures),
        waiting=waiting,
        lead=_lead(reading),
        standing=_standing(standing),
        adopted=standing.adopted_on is not None,
        outdated=standing.outdated,
        stopped=reading.plan["status"] == "stopped",
        proof=proof(reading.plan["status"], reading.plan["gap"]),
        why=tuple(_why(reading)),
    )


def proof(status: str, gap: float | None) -> str:
    """Return in words how good the plan is at least; without a gap the search was stopped before it knew."""
    if gap is None:
        return _(
            "Het rekenen is gestopt voordat bekend was hoe goed dit plan is. Er kan een veel beter plan zijn."
        )
    if status == "stopped":
        return _(
            "Het rekenen is gestopt voordat het bewijs rond was. "
            "Het beste plan kan nog hoogstens %(gap)s procent beter zijn."
        ) % {"gap": _at_most(gap)}
    if status == "optimal" or gap <= 0:
        return _("Een beter plan bestaat niet. Dat is bewezen.")
    return _("Een plan dat meer dan %(gap)s procent beter is, bestaat niet. Dat is bewezen.") % {
        "gap": _at_most(gap)
    }


def _at_most(gap: float) -> str:
    """Round a gap up to a tenth of a percent, so that the words never claim too much."""
    tenths = max(1, ceil(gap * 1000 - 1e-6))
    return decimal(tenths / 10)


def _lead(reading: Reading) -> str:
    paid_in = [payment["year"] for measure in reading.chosen.values() for payment in measure["payments"]]
    if not paid_in:
        return _("Dit plan geeft geen geld uit.")
    return _("Het plan verdeelt %(money)s over %(years)s.") % {
        "money": euros_in_words(reading.total),
        "years": years(range(min(paid_in), max(paid_in) + 1)),
    }


def _standing(standing: Standing) -> str:
    if standing.adopted_on is None:
        text = _("Dit is een voorstel van de rekenaar, gemaakt op %(day)s. De tafel besluit.") % {
            "day": day(standing.made_on)
        }
    else:
        text = _("De tafel stelde dit plan vast op %(day)s. %(who)s legde het vast.") % {
            "day": day(standing.adopted_on),
            "who": standing.adopted_by or _("De voorzitter"),
        }
    if standing.outdated:
        text += " " + _("Het plan is verouderd: de gegevens van de tafel zijn daarna veranderd.")
    return text


def _why(reading: Reading) -> Iterable[str]:
    plan = reading.plan
    yield _(
        "De rekenaar zocht het plan dat de opgaven samen het meest dekt, met alle regels van het geld "
        "en de uren van de partijen."
    )
    yield _(
        "Hoeveel een maatregel helpt, is een inschatting van mensen aan tafel. "
        "De som klopt; de inschattingen zijn van de tafel."
    )
    if plan["gap"] is not None:
        yield (
            _("Het plan haalt %(points)s punten. Geen plan haalt meer dan %(bound)s punten.")
            % {
                "points": decimal(plan["objective"]),
                "bound": decimal(plan["bound"]),
            }
            + " "
            + _distance(plan["gap"])
        )
    weights = {name: float(exact(value)) for name, value in plan.get("weights", {}).items()}
    told = [_weight(name) % {"points": decimal(value)} for name, value in weights.items() if _weight(name)]
    if told:
        yield _("Zo tellen de punten:") + " " + "; ".join(told) + "."
    for term, value in plan.get("terms", {}).items():
        if abs(value) >= 0.05:
            yield f"{_term(term)}: {decimal(value)}"
    yield from _accounting(reading)
    missing = plan.get("resident_shortfall", 0)
    if missing:
        yield ngettext(
            "Er ontbreekt %(count)s maatregel die bewoners zelf trekken.",
            "Er ontbreken %(count)s maatregelen die bewoners zelf trekken.",
            missing,
        ) % {"count": missing}


def _accounting(reading: Reading) -> Iterable[str]:
    """What accounting for the money in use costs, as far as its holders know."""
    known = [reading.flows.get(flow, {}).get("accounting", {}) for flow in reading.paid_by_flow]
    cents, hours = (sum(one.get(part, 0) for one in known) for part in ("cents", "hours"))
    if any(known):
        yield _("Verantwoorden van dit geld kost samen %(amount)s en %(hours)s uur, voor zover bekend.") % {
            "amount": euros(cents),
            "hours": number(hours),
        }


def _term(term: str) -> str:
    return {
        "need": _("punten voor wat opgaven nodig hebben"),
        "statement": _("punten voor wat bewoners delen"),
        "lapse": _("punten voor geld dat anders vervalt"),
        "lead": _("punten voor spreiding van trekkers"),
        "burden": _("punten voor de last van verantwoorden"),
        "resident_shortfall": _("punten voor maatregelen van bewoners die ontbreken"),
    }.get(term, term)


def _distance(gap: float) -> str:
    if gap <= 0:
        return _("Dit plan is dus het beste.")
    return _("Het verschil met het beste plan is dus hoogstens %(gap)s procent.") % {"gap": _at_most(gap)}


def _weight(name: str) -> str:
    return {
        "need": _("%(points)s voor elk punt dat een opgave nodig heeft, meer als zij dringend is"),
        "statement": _("%(points)s voor wat bewoners delen, per stelling"),
        "lapse": _("%(points)s af voor elke €\u00a0100.000 die vervalt"),
        "lead": _("%(points)s voor elke partij die iets trekt"),
        "burden": _(
            "%(points)s af per stap van de last van verantwoorden (een cijfer, of €\u00a010.000, of 100 uur)"
        ),
        "resident_shortfall": _("%(points)s af voor elke maatregel van bewoners die ontbreekt"),
    }.get(name, "")
