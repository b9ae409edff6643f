"""The kinds of field: per kind the boxes of a value, the value of boxes, and the lines a page shows."""

from __future__ import annotations

from collections.abc import Mapping

from . import choosing, per_year, rows, single
from .kind import Kind

KINDS: Mapping[str, Kind] = {
    "text": single.TEXT,
    "words": single.WORDS,
    "terms": single.TERMS,
    "date": single.DATE,
    "share": single.SHARE,
    "ratio": single.RATIO,
    "euros": single.EUROS,
    "whole": single.WHOLE,
    "weight": single.RATIO,
    "choice": choosing.CHOICE,
    "graded": choosing.GRADED,
    "yes_no": choosing.YES_NO,
    "part": choosing.PART,
    "ticks": choosing.TICKS,
    "themes": choosing.THEMES,
    "start_years": per_year.START_YEARS,
    "euros_per_year": per_year.EUROS_PER_YEAR,
    "bands_per_year": per_year.BANDS_PER_YEAR,
    "euros_per_type": per_year.EUROS_PER_TYPE,
    "per_unit": rows.PER_UNIT,
    "units": rows.UNITS,
    "hours_per_year": rows.HOURS_PER_YEAR,
    "hours_asked": rows.HOURS_ASKED,
    "hours_freed": rows.HOURS_FREED,
    "hours_given": rows.HOURS_GIVEN,
    "effects": choosing.EFFECTS,
    "benefits": rows.BENEFITS,
    "requires": rows.REQUIRES,
    "conditions": rows.CONDITIONS,
}
