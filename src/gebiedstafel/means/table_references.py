"""Whether everything a table's file names is in it, and only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

Document = dict[str, Any]

LISTS = ("areas", "figures", "parties", "challenges", "money_flows", "measures", "bundles", "statements")


def reference_faults(document: Document) -> list[str]:
    """Return a sentence for each id that is doubled or unknown, all at once."""
    return [*_doubled(document), *_unknown(document)]


def _doubled(document: Document) -> Iterator[str]:
    for name in LISTS:
        times = Counter(entry["id"] for entry in document.get(name, ()))
        for key in sorted(key for key, count in times.items() if count > 1):
            yield _("{list}: “{key}” staat er meer dan één keer. Geef elk een eigen id.").format(
                list=name, key=key
            )


def _unknown(document: Document) -> Iterator[str]:
    known = {name: {entry["id"] for entry in document.get(name, ())} for name in LISTS}
    for place, kind, key in _references(document):
        if key not in known[kind]:
            yield _("{place} noemt “{key}”, maar die staat niet in {list}. Voeg hem toe of verbeter het id.").format(
                place=place, key=key, list=kind
            )


def _references(document: Document) -> Iterator[tuple[str, str, str]]:
    yield "table → area", "areas", document["table"]["area"]
    for flow in document.get("money_flows", ()):
        for name in ("holder", "applicant", "needs_at_table"):
            if name in flow:
                yield f"money_flows → {flow['id']} → {name}", "parties", flow[name]
    for measure in document.get("measures", ()):
        yield from _measure_references(measure, f"measures → {measure['id']}")
    choices = document.get("choices", {})
    for part in ("in", "out", "start"):
        for key in choices.get(part, ()):
            yield f"choices → {part}", "measures", key


def _measure_references(measure: Document, place: str) -> Iterator[tuple[str, str, str]]:
    for name in ("hours", "hours_freed", "benefits"):
        for entry in measure.get(name, ()):
            if "party" in entry:
                yield f"{place} → {name}", "parties", entry["party"]
    for key in measure.get("effects", ()):
        yield f"{place} → effects", "challenges", key
    for entry in measure.get("requires", ()):
        yield f"{place} → requires", "measures", entry["measure"]
