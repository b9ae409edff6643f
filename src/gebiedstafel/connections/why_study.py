"""Why each measure is not in the plan: the rules that together forbid it and a way out, or what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.engines.connect.plan import Infeasible, Reason
from gebiedstafel.engines.connect.rules_told import NAMED, rules_in_full, rules_told, way_told
from gebiedstafel.engines.connect.why_not import WhyNot, WhyNots
from gebiedstafel.exchange.plan_file import plan_from_json, plan_to_json
from gebiedstafel.exchange.why_not_file import gap_in_words, gap_to_json

from .reading import Reading, page_language
from .study_kinds import Answer, Asked, Parameters, Stop, StudyKind, Tell

NAME = "why"
#: How many ways out are shown at once.
WAYS = 3


@dataclass(frozen=True, slots=True)
class RuleInFull:
    """A rule with the money flows it holds for: names stand under the words where they are a list."""

    words: str
    flows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownWhy:
    """Why one measure is not in the plan, in words; rules and ways only where nothing else can help.

    `all_rules` name every money flow, where `rules` say how many there are; empty where these say all.
    """

    possible: bool
    rules: tuple[str, ...]
    all_rules: tuple[RuleInFull, ...]
    ways: tuple[str, ...]
    more_ways: tuple[str, ...]
    gap: str


def run(asked: Asked, tell: Tell, stop: Stop) -> None:
    """Answer for each measure in turn; what was told before is not asked again."""
    answers = WhyNots(asked.problem, asked.plan)
    rest = [left.id for left in asked.plan.not_chosen]
    for number, measure in enumerate(rest):
        if stop():
            return
        share = number / len(rest)
        if measure in asked.told:
            tell(share=share)
        else:
            tell(stored(asked, answers.of(measure)), share=share, words=_words(number + 1, len(rest)))


def _words(number: int, of: int) -> Any:
    return lambda: _("We zoeken uit waarom: %(number)s van %(of)s.") % {"number": number, "of": of}


def stored(asked: Asked, answer: WhyNot) -> dict[str, Any]:
    """Return an answer as it is kept: findings by their codes, to be said in any language."""
    return {
        "id": answer.measure,
        "possible": answer.is_possible,
        "rules": _kept(rules_told(asked.problem, answer.rules)),
        "all_rules": _kept(rules_in_full(asked.problem, answer.rules)),
        "ways": [_kept(way_told(asked.problem, way, answer.measure)) for way in answer.ways],
        "gap": gap_to_json(answer.gap),
    }


def _kept(reasons: Sequence[Reason]) -> list[Any]:
    found: list[Any] = plan_to_json(Infeasible((), tuple(reasons)))["reasons"]
    return found


def shown(reading: Reading, answers: Sequence[Answer], parameters: Parameters) -> dict[str, ShownWhy]:
    """Return the answer for each measure by its id."""
    return {answer["id"]: _shown(reading, answer) for answer in answers}


def _shown(reading: Reading, answer: Answer) -> ShownWhy:
    about = str(answer["id"])
    ways = tuple(" ".join(_said(reading, way, about)) for way in answer["ways"])
    possible = bool(answer["possible"])
    rules = tuple(_said(reading, answer["rules"], about))
    # Answers that were kept before this was told have it not.
    kept = answer.get("all_rules", answer["rules"])
    tells_more = tuple(_said(reading, kept, about)) != rules
    return ShownWhy(
        possible=possible,
        rules=rules,
        all_rules=tuple(_in_full(reading, one, about) for one in _found(kept)) if tells_more else (),
        ways=ways[:WAYS],
        more_ways=ways[WAYS:],
        gap=gap_in_words(answer["gap"], page_language()) if possible else "",
    )


def _in_full(reading: Reading, reason: Reason, about: str) -> RuleInFull:
    """Return a rule in words, and apart from these the flows it names where a sentence cannot hold them."""
    said, flows = reading.said(reason, about=about), reason.facts.get("flows")
    if not isinstance(flows, list | tuple) or len(flows) <= NAMED:
        return RuleInFull(said)
    names = (str(reading.flows.get(flow, {}).get("name", flow)) for flow in flows)
    return RuleInFull(said.partition(": ")[0] + ":", tuple(names))


def _said(reading: Reading, kept: list[Any], about: str) -> list[str]:
    return [reading.said(reason, about=about) for reason in _found(kept)]


def _found(kept: list[Any]) -> tuple[Reason, ...]:
    found = plan_from_json({"status": "infeasible", "conflict": [], "reasons": kept})
    assert isinstance(found, Infeasible)
    return found.reasons


KINDS = (
    StudyKind(
        name=NAME,
        title=gettext_lazy("Waarom niet?"),
        button=gettext_lazy("Zoek uit welke regels dit tegenhouden"),
        about=gettext_lazy(
            "Welke regels houden een maatregel samen tegen, en wat is genoeg om het te keren?"
        ),
        template="connections/why_count.html",
        run=run,
        shown=shown,
    ),
)
