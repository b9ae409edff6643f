"""What a field may point at: the years, parties, areas, challenges and measures of this table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from gebiedstafel.exchange.themes import GROUPS, THEMES, theme_name

#: What is sent, and what people read.
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Around:
    """The rest of the table, as far as the one who fills in may see it."""

    years: tuple[int, ...] = ()
    choices: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    skills: tuple[str, ...] = ()

    def options(self, name: str) -> tuple[Option, ...]:
        """Return what may be chosen of parties, areas, challenges, measures or themes."""
        return self.choices.get(name, ())

    def label(self, name: str, key: str) -> str:
        """Return what people call a thing of this kind."""
        return dict(self.options(name)).get(key, key)


def around_of(document: Mapping[str, Any]) -> Around:
    """Return what the fields of a table may point at."""
    language = get_language() or "nl"
    areas = [(area["id"], area["name"]) for area in document["areas"]]
    return Around(
        years=tuple(sorted(document["table"]["years"])),
        choices={
            "parties": _named(document.get("parties", ()), "name"),
            "areas": tuple(areas),
            "challenges": _named(document.get("challenges", ()), "title"),
            "measures": _named(document.get("measures", ()), "title"),
            "money_flows": _named(document.get("money_flows", ()), "name"),
            "themes": tuple((code, theme_name(code, language)) for code in (*GROUPS, *THEMES)),
        },
        skills=_skills(document),
    )


def _named(rows: Iterable[Mapping[str, Any]], name: str) -> tuple[Option, ...]:
    return tuple((row["id"], row.get(name, row["id"])) for row in rows)


def _skills(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Every skill someone asks or offers here, so that two words for one thing are rare."""
    lists = [
        *(party.get("hours", ()) for party in document.get("parties", ())),
        *(measure.get("hours", ()) for measure in document.get("measures", ())),
    ]
    return tuple(sorted({one["skill"] for rows in lists for one in rows if one.get("skill")}))
