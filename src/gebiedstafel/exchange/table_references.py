"""Faults in how the parts of a table refer to one another, in a table that fits the schema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from .corrections import corrections
from .counted import missing_answers
from .faults import Fault
from .schema_faults import Words, placed
from .yaml_values import Path

Table = Mapping[str, Any]
Found = tuple[Path, Words]

KINDS = (
    "areas", "figures", "parties", "challenges", "money_flows", "measures", "bundles", "statements",
)  # fmt: skip

# Per kind: the field that refers (dotted; "*" is each item, "%" is each name) and the kinds it may name.
REFERENCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "areas": {"parent": ("areas",)},
    "parties": {"parent": ("parties",)},
    "challenges": {"areas.*": ("areas",), "owners.*": ("parties",), "with.*": ("parties",)},
    "money_flows": {
        "holder": ("parties",),
        "applicant": ("parties",),
        "area": ("areas",),
        "needs_at_table": ("parties",),
        "only_led_by.*": ("parties",),
    },
    "measures": {
        "area": ("areas",),
        "owner": ("parties",),
        "leads.*": ("parties",),
        "hours.*.party": ("parties",),
        "hours_freed.*.party": ("parties",),
        "effects.%": ("challenges",),
        "judgements.*.challenge": ("challenges",),
        "judgements.*.party": ("parties",),
        "offered_hours.*.party": ("parties",),
        "benefits.*.party": ("parties",),
        "requires.*.measure": ("measures",),
    },
    "bundles": {
        "measures.*": ("measures",),
        "saving_on.*": ("measures",),
        "owner": ("parties",),
    },
    "statements": {"served_by.*": ("measures", "bundles")},
}
CHOICES = {"in.*": ("measures",), "out.*": ("measures",), "start.%": ("measures",)}
SHARES: Mapping[str, tuple[str, ...]] = {
    "challenges": ("resident_priority", "key_higher"),
    "money_flows": ("carry_forward", "max_share", "min_share", "core.share"),
}
KIND_WORDS: Mapping[str, Words] = {
    "areas": ("gebied", "area"),
    "figures": ("cijfer", "figure"),
    "parties": ("partij", "party"),
    "challenges": ("opgave", "challenge"),
    "money_flows": ("geldstroom", "money flow"),
    "measures": ("maatregel", "measure"),
    "bundles": ("bundel", "bundle"),
    "statements": ("stelling", "statement"),
}


def reference_faults(table: Table, lines: Mapping[Path, int]) -> Iterator[Fault]:
    """Doubled and unknown ids, circles of areas, parties and measures, shares above 1, wrong years."""
    for path, words in references_found(table):
        yield placed(path, words, table, lines)


def references_found(table: Table) -> Iterator[Found]:
    """The same faults, each with its place in the table."""
    for find in (_doubled, _unknown, _circles, _above_one, _years, corrections, _choices):
        yield from find(table)


def _doubled(table: Table) -> Iterator[Found]:
    for kind in KINDS:
        seen: dict[str, int] = {}
        for number, thing in enumerate(table.get(kind, [])):
            first = seen.setdefault(thing["id"], number)
            if first != number:
                yield (
                    (kind, number, "id"),
                    (
                        f"de id “{thing['id']}” staat er twee keer. Geef elk een eigen id.",
                        f"the id “{thing['id']}” is used twice. Give each its own id.",
                    ),
                )
    measures = {thing["id"] for thing in table.get("measures", [])}
    for number, bundle in enumerate(table.get("bundles", [])):
        if bundle["id"] in measures:
            yield (
                ("bundles", number, "id"),
                (
                    f"“{bundle['id']}” is ook de id van een maatregel. Geef de bundel een andere id.",
                    f"“{bundle['id']}” is also the id of a measure. Give the bundle another id.",
                ),
            )


def _unknown(table: Table) -> Iterator[Found]:
    known = {kind: {thing["id"] for thing in table.get(kind, [])} for kind in KINDS}
    yield from _missing(("table", "area"), table["table"]["area"], known, ("areas",))
    for kind, fields in REFERENCES.items():
        for number, thing in enumerate(table.get(kind, [])):
            for field, kinds in fields.items():
                for path, name in places_of(thing, field.split(".")):
                    yield from _missing((kind, number, *path), name, known, kinds)
    for number, figure in enumerate(table.get("figures", [])):
        for area in figure["values"]:
            if area != "NL":
                yield from _missing(("figures", number, "values", area), area, known, ("areas",))
    for field, kinds in CHOICES.items():
        for path, name in places_of(table.get("choices", {}), field.split(".")):
            yield from _missing(("choices", *path), name, known, kinds)


def _missing(path: Path, name: str, known: Mapping[str, set[str]], kinds: tuple[str, ...]) -> Iterator[Found]:
    if any(name in known[kind] for kind in kinds):
        return
    dutch = " of ".join(KIND_WORDS[kind][0] for kind in kinds)
    english = " or ".join(KIND_WORDS[kind][1] for kind in kinds)
    yield (
        path,
        (
            f"er is geen {dutch} met id “{name}”. Voeg die toe of verbeter de id.",
            f"there is no {english} with id “{name}”. Add it or correct the id.",
        ),
    )


def places_of(value: Any, steps: list[str]) -> Iterator[tuple[Path, str]]:
    """Every place a dotted field leads to, with the id written there."""
    if not steps:
        yield (), value
        return
    step, rest = steps[0], steps[1:]
    if step == "%":
        yield from (((name,), name) for name in value)
    elif step == "*":
        for number, item in enumerate(value):
            yield from (((number, *path), name) for path, name in places_of(item, rest))
    elif step in value:
        yield from (((step, *path), name) for path, name in places_of(value[step], rest))


def _circles(table: Table) -> Iterator[Found]:
    """Things that stand above themselves, and measures that wait for one another."""
    for kind in ("areas", "parties"):
        above = {thing["id"]: [thing["parent"]] for thing in table.get(kind, []) if "parent" in thing}
        yield from _circle(kind, above, table)
    waits = {
        thing["id"]: [needed["measure"] for needed in thing.get("requires", [])]
        for thing in table.get("measures", [])
    }
    yield from _circle("measures", waits, table)


def _circle(kind: str, above: Mapping[str, list[str]], table: Table) -> Iterator[Found]:
    told: set[str] = set()
    for number, thing in enumerate(table.get(kind, [])):
        circle = _way_back(thing["id"], above)
        if not circle or told & set(circle):
            continue
        told |= set(circle)
        way = " → ".join([*circle, circle[0]])
        field = "requires" if kind == "measures" else "parent"
        yield (
            (kind, number, field),
            (
                f"hier zit een kring in: {way}. Haal één stap weg.",
                f"this goes round in a circle: {way}. Take one step away.",
            ),
        )


def _way_back(start: str, above: Mapping[str, list[str]]) -> list[str]:
    """The steps from a thing back to itself, empty if there is no way back."""
    came_from: dict[str, str] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for step in above.get(here, []):
            if step == start:
                way = [here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if step not in came_from:
                came_from[step] = here
                waiting.append(step)
    return []


def _above_one(table: Table) -> Iterator[Found]:
    """Shares written as a fraction; the schema already bounds those written as a number."""
    discount = table.get("settings", {}).get("yearly_discount", 0)
    shares: list[tuple[Path, Any]] = [(("settings", "yearly_discount"), discount)]
    for kind, fields in SHARES.items():
        for number, thing in enumerate(table.get(kind, [])):
            for field in fields:
                shares += [
                    ((kind, number, *path), share) for path, share in places_of(thing, field.split("."))
                ]
    for path, share in shares:
        if isinstance(share, str) and Fraction(share) > 1:
            yield (
                path,
                (
                    f"{share} is meer dan 1. Een deel ligt tussen 0 en 1.",
                    f"{share} is above 1. A share lies between 0 and 1.",
                ),
            )


def _years(table: Table) -> Iterator[Found]:
    """Start years in the wrong order, a horizon with holes, money and hours outside the horizon."""
    years = table["table"]["years"]
    first, last = min(years), max(years)
    if sorted(years) != list(range(first, last + 1)):
        yield (
            ("table", "years"),
            (
                f"de jaren sluiten niet aan. Noem elk jaar van {first} tot en met {last}.",
                f"the years do not follow one another. Name each year from {first} to {last}.",
            ),
        )
    for number, measure in enumerate(table.get("measures", [])):
        if "start" in measure:
            yield from _start_years(("measures", number, "start"), measure["start"], first, last)
    for number, flow in enumerate(table.get("money_flows", [])):
        for field in ("budget", "bands"):
            for year in flow.get(field, ()):
                yield from _outside(("money_flows", number, field, year), int(year), first, last)
        yield from _bands(("money_flows", number, "bands"), flow.get("bands", {}))
    for number, party in enumerate(table.get("parties", [])):
        for row, offer in enumerate(party.get("hours", [])):
            for year in offer["per_year"]:
                yield from _outside(
                    ("parties", number, "hours", row, "per_year", year), int(year), first, last
                )


def _start_years(path: Path, start: Mapping[str, int], first: int, last: int) -> Iterator[Found]:
    earliest, latest = start["earliest"], start["latest"]
    if earliest > latest:
        yield (
            path,
            (
                f"het vroegste jaar ({earliest}) ligt na het laatste ({latest}). Draai ze om.",
                f"the earliest year ({earliest}) is after the latest ({latest}). Swap them.",
            ),
        )
    elif latest < first or earliest > last:
        yield (
            path,
            (
                f"de startjaren {earliest}–{latest} vallen buiten de tafel ({first}–{last}). "
                "Pas de startjaren aan, of de jaren van de tafel.",
                f"the start years {earliest}–{latest} lie outside the table ({first}–{last}). "
                "Change the start years, or the years of the table.",
            ),
        )


def _bands(path: Path, bands: Mapping[str, list[int]]) -> Iterator[Found]:
    for year, (low, high) in bands.items():
        if low > high:
            yield (
                (*path, year),
                (
                    f"het laagste bedrag van {year} is hoger dan het hoogste. Draai ze om.",
                    f"the lowest amount of {year} is above the highest. Swap them.",
                ),
            )


def _outside(path: Path, year: int, first: int, last: int) -> Iterator[Found]:
    if not first <= year <= last:
        yield (
            path,
            (
                f"het jaar {year} valt buiten de tafel ({first}–{last}). Haal het weg, of verleng de tafel.",
                f"the year {year} lies outside the table ({first}–{last}). Remove it, or extend the table.",
            ),
        )


def _choices(table: Table) -> Iterator[Found]:
    """Choices that contradict one another, or that ask what is not known."""
    choices = table.get("choices", {})
    kept_out = set(choices.get("out", []))
    lacking = {thing["id"]: missing_answers(thing, "measures") for thing in table.get("measures", [])}
    costs_known = {thing["id"]: "costs" in thing for thing in table.get("measures", [])}
    for number, name in enumerate(choices.get("in", [])):
        if name in kept_out:
            yield (
                ("choices", "in", number),
                (
                    f"“{name}” moet er in én moet er uit. Kies er één.",
                    f"“{name}” must be in and must be out. Choose one.",
                ),
            )
        if not costs_known.get(name, True):
            yield (
                ("choices", "in", number),
                (
                    f"“{name}” moet er in, maar de kosten zijn niet bekend. Vul “costs” in; "
                    "kost het niets, schrijf dan een 0.",
                    f"“{name}” must be in, but its costs are not known. Fill in “costs”; "
                    "if it costs nothing, write a 0.",
                ),
            )
        yield from _uncounted(("choices", "in", number), name, lacking.get(name, ()))
    windows = {thing["id"]: thing["start"] for thing in table.get("measures", []) if "start" in thing}
    for name, year in choices.get("start", {}).items():
        window = windows.get(name)
        if not window:
            continue
        earliest, latest = window["earliest"], window["latest"]
        if not earliest <= year <= latest:
            yield (
                ("choices", "start", name),
                (
                    f"“{name}” kan niet starten in {year}. Dat kan van {earliest} tot en met {latest}.",
                    f"“{name}” cannot start in {year}. It can from {earliest} to {latest}.",
                ),
            )


def _uncounted(path: Path, name: str, lacking: tuple[str, ...]) -> Iterator[Found]:
    if lacking:
        fields = ", ".join(f"“{field}”" for field in lacking)
        yield (
            path,
            (
                f"“{name}” moet er in, maar kan nog niet meetellen. Vul {fields} in.",
                f"“{name}” must be in, but cannot be counted yet. Fill in {fields}.",
            ),
        )
