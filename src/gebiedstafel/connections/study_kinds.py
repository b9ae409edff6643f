"""What can be asked about a stored plan in the background, and how a new kind of question joins.

A `StudyKind` is a question: what it is called, what works it out and what shows it. To add one:

1. Write a module here with `KINDS = (StudyKind(…),)` and name it in `MODULES`. Its name is its address.
2. `run(asked, tell, stop)` works it out, in the worker, on values alone: `asked.problem` is what the plan
   was made from, `asked.plan` the engine's plan, `asked.parameters` what it is about, `asked.names` what
   ids are called, `asked.told` what an earlier run that was stopped already told, by id. It calls
   `tell(answer, share=…, words=…)` for each answer as soon as there is one: a dict for JSON with an
   `"id"`; an answer with an id told before takes
   its place, so a first estimate can be made firm. `tell(share=…, words=…)` alone says how far it is.
   Words are functions, made once in each language. `stop()` says whether to end now; ask it inside long
   steps too, as in `solve(…, stop=lambda progress: stop())`. What was told stays, whatever happens after.
   An expected ending is an answer; raise `Refused` with a sentence when there is nothing to answer.
3. `shown(reading, answers, parameters)` turns the answers into what `template` shows, as `part.shown`, in
   the language of the page. Ids become names through the `Reading`, the plan's own frozen input: nothing
   else is ever shown, so a seat sees what it may read of the plan and no more. Not called before the
   first answer.
4. `read(reading, given)` reads the parameters from a form and refuses what makes no sense; without it a
   question has none.

Where it stands on the page of a plan is in `plan_sections`. The same question about the same plan is
answered from store. Who may ask and stop, progress, the queue, *verouderd*, pages without a script and
the trail come with the machinery: see `studies`, `study_parts` and `study_views`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any, Protocol

from django.utils.functional import Promise

from gebiedstafel.engines.connect import Plan, Problem
from gebiedstafel.trail.runs import Message

from .reading import Reading

#: Modules of this app that hold `KINDS`, one a line.
MODULES: tuple[str, ...] = (
    "missing_study",
    "price_study",
    "unlock_study",
    "why_study",
    "ways_study",
    "firm_study",
)  # fmt: skip

Answer = Mapping[str, Any]
Parameters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a study is worked out from."""

    problem: Problem
    plan: Plan
    parameters: Parameters
    told: Mapping[str, Answer] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class Tell(Protocol):
    """Takes an answer, or how far the work is (`share`, 0 to 1) and in words."""

    def __call__(
        self, answer: Answer | None = None, *, share: float | None = None, words: Message = ""
    ) -> None:
        """Keep the answer at once."""
        ...


Stop = Callable[[], bool]


def _no_parameters(reading: Reading, given: Mapping[str, str]) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class StudyKind:
    """One kind of question; `title`, `about` and `button` are lazy translations."""

    name: str
    title: str | Promise
    button: str | Promise
    template: str
    run: Callable[[Asked, Tell, Stop], None]
    shown: Callable[[Reading, Sequence[Answer], Parameters], Any]
    about: str | Promise = ""
    read: Callable[[Reading, Mapping[str, str]], dict[str, Any]] = _no_parameters


@cache
def kinds() -> dict[str, StudyKind]:
    """Return every kind of question by its name."""
    modules = (import_module(f"{__package__}.{name}") for name in MODULES)
    return {kind.name: kind for module in modules for kind in module.KINDS}
