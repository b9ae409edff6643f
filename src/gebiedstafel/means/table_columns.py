"""Which columns of the rows hold which entries of a table's file, under the same names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models

Row = dict[str, Any]

AREA = ("name", "level", "parent", "residents", "character")
FIGURE = ("name", "unit", "year", "direction", "note")
SOURCE = ("text", "seen_on", "valid_until")
PARTY = (
    "name", "kind", "owner_class", "parent", "at_table", "left_on", "seat", "interest", "fear", "red_line",
    "mandate", "max_leads", "themes", "never_worse_off", "note", "circles", "quality",
)  # fmt: skip
CHALLENGE = (
    "title", "themes", "areas", "arises", "solved_at", "owners", "need_words", "need", "urgency",
    "resident_priority", "key_higher", "circles", "quality",
)  # fmt: skip
STATEMENT = ("text", "theme", "served_by")
MEASURE = (
    "title", "short", "themes", "area", "owner", "leads", "alternative", "street", "opens_street", "kinds",
    "target_groups", "units", "nature", "resident_led", "funded_beyond", "note", "circles", "quality",
)  # fmt: skip
START = ("earliest", "latest", "planned")
BUNDLE = (
    "title", "owner", "measures", "saving_per_extra", "saving_on", "same_street", "nuisance_weeks", "note",
    "circles", "quality",
)  # fmt: skip
CONDITION = ("text", "checked_by", "by")
BENEFIT = ("cents_per_year", "until", "quality")
REPLY = ("says", "words")
FLOW = (
    "name", "short", "owner_class", "origin", "cost_types", "themes", "kinds", "target_groups",
    "certainty", "why_excluded", "certain_on", "carry_forward", "carry_backward", "available_from",
    "apply_by", "prepare_weeks", "decide_weeks", "start_by", "commit_by", "spend_by", "max_share",
    "min_share", "min_application", "max_application", "lump", "programme_min", "ban_group", "ban_classes",
    "nature", "strength", "burden", "in_engine", "exploration", "bands", "note",
)  # fmt: skip
MATCH = ("ratio", "excluded_classes", "certain_by", "programme")
CORE = ("share", "kinds", "themes")
OFFER = ("area", "only_led_by", "circles", "quality")
RESERVATION = ("text", "body", "by")
CORRECTION = ("per_year", "why")
ACCOUNTING = ("cents", "hours")
SCHEME = ("id", "version")

PARTY_LISTS = ("hours",)
STATEMENT_LISTS = ("votes",)
MEASURE_LISTS = (
    "costs", "revenue", "hours", "hours_freed", "offered_hours", "effects", "judgements", "benefits",
    "requires", "conditions",
)  # fmt: skip
FLOW_LISTS = ("budget", "match", "conditions")
TABLE_LISTS = (
    "figures", "parties", "challenges", "money_flows", "measures", "bundles", "statements", "choices",
)  # fmt: skip


def columns(
    model: type[models.Model], entry: Mapping[str, Any], names: Iterable[str], prefix: str = ""
) -> Row:
    """Return the columns for what an entry says; what it does not say stays NULL."""
    return {
        prefix + name: _stored(model, prefix + name, entry[name])
        for name in names
        if entry.get(name) is not None
    }


def entries(row: models.Model, names: Iterable[str], prefix: str = "") -> Row:
    """Return what a row says, under the names of the file; what is unknown is left out."""
    said = ((name, getattr(row, prefix + name)) for name in names)
    return {name: _written(value) for name, value in said if value is not None}


def empty_lists(entry: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """Return the lists that are known to be empty, which differs from unknown."""
    return [name for name in names if entry.get(name) is not None and not entry[name]]


def _stored(model: type[models.Model], column: str, value: Any) -> Any:
    if isinstance(model._meta.get_field(column), models.DateField) and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
