"""What is wrong with many tables together, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..engines.connect.plan import Issue
from .faults import Fault

Facts = Mapping[str, object]
Two = tuple[str, str]

PARTS: Mapping[str, Two] = {
    "owner_class": ("het soort eigenaar", "the kind of owner"),
    "budget": ("de bedragen per jaar", "the amounts per year"),
    "cost_types": ("de kostensoorten", "the cost types"),
    "certainty": ("hoe zeker het is", "how certain it is"),
    "certain_on": ("wanneer het zeker is", "when it is certain"),
    "carry_forward": ("wat naar een volgend jaar mag", "what may go to a later year"),
    "carry_backward": ("of later geld eerder mag worden uitgegeven", "whether later money may go earlier"),
    "available_from": ("vanaf wanneer het er is", "from when it is there"),
    "start_by": ("de uiterste start", "the last start"),
    "commit_by": ("de uiterste toezegging", "the last commitment"),
    "spend_by": ("de uiterste besteding", "the last spending"),
    "max_share": ("het hoogste deel", "the largest share"),
    "min_share": ("het laagste deel", "the least share"),
    "match": ("de cofinanciering", "the co-funding"),
    "min_application": ("de kleinste aanvraag", "the smallest application"),
    "max_application": ("de grootste aanvraag", "the largest application"),
    "lump": ("het vaste bedrag", "the lump sum"),
    "max_per_unit": ("het bedrag per eenheid", "the amount per unit"),
    "programme_min": ("het minimum van het programma", "the minimum of the programme"),
    "core": ("de kern van het programma", "the core of the programme"),
    "nature": ("of het elk jaar terugkomt", "whether it comes back every year"),
    "burden": ("de last van verantwoorden", "the burden of accounting"),
    "in_engine": ("of de planner het mag gebruiken", "whether the planner may use it"),
}


def many_fault(issue: Issue) -> Fault | None:
    """The fault in words; None for what is a table's own and told with that table."""
    words = _WORDS.get(issue.code)
    if words is None:
        return None
    dutch, english = words(issue.facts)
    return Fault(issue.path, dutch, english)


def _differs(facts: Facts) -> Two:
    parts = facts["parts"]
    assert isinstance(parts, list)
    dutch, english = (", ".join(PARTS[part][n] for part in parts) for n in (0, 1))
    flow, holder, table, other = (facts[name] for name in ("flow", "holder", "table", "other"))
    return (
        f"Geldstroom {flow} van {holder} staat bij {other} en bij {table}, maar niet gelijk: {dutch}. Is het "
        "hetzelfde geld? Maak het dan gelijk. Is het ander geld? Geef het een andere id.",
        f"Money flow {flow} of {holder} stands at {other} and at {table}, but not alike: {english}. If it is "
        "the same money, make it alike. If it is other money, give it another id.",
    )


_WORDS: Mapping[str, Callable[[Facts], Two]] = {
    "no_tables": lambda facts: (
        "Er is geen tafel. Geef een of meer bestanden, of een map met bestanden.",
        "There is no table. Give one or more files, or a folder with files.",
    ),
    "double_table": lambda facts: (
        f"{facts['times']} bestanden heten tafel {facts['table']}. Geef elke tafel een eigen id.",
        f"{facts['times']} files are called table {facts['table']}. Give each table an id of its own.",
    ),
    "years_differ": lambda facts: (
        f"Tafel {facts['table']} heeft andere jaren dan tafel {facts['other']} "
        f"({' en '.join(_texts(facts))}). Tafels die geld delen, plannen over dezelfde jaren.",
        f"Table {facts['table']} has other years than table {facts['other']} "
        f"({' and '.join(_texts(facts))}). Tables that share money plan over the same years.",
    ),
    "weights_differ": lambda facts: (
        f"Tafel {facts['table']} weegt anders dan tafel {facts['other']}. Samen tellen kan alleen met "
        "dezelfde gewichten: maak settings.weights gelijk.",
        f"Table {facts['table']} weighs differently from table {facts['other']}. They can only be added up "
        "with the same weights: make settings.weights alike.",
    ),
    "shared_flow_differs": _differs,
    "too_many_tables": lambda facts: (
        f"{facts['number']} tafels tegelijk is te veel; hoogstens {facts['most']}. Plan ze in delen.",
        f"{facts['number']} tables at once is too many; at most {facts['most']}. Plan them in parts.",
    ),
    "table_too_large": lambda facts: (
        f"Tafel {facts['table']} is te groot: {facts['number']} mogelijke betalingen (maatregelen × "
        f"geldstromen × jaren), hoogstens {facts['most']}. Splits de tafel.",
        f"Table {facts['table']} is too large: {facts['number']} possible payments (measures × flows × "
        f"years), at most {facts['most']}. Split the table.",
    ),
    "tables_too_large": lambda facts: (
        f"Deze tafels samen zijn te groot: {facts['number']} mogelijke betalingen (maatregelen × geldstromen "
        f"× jaren), hoogstens {facts['most']}. Plan ze in delen.",
        f"These tables together are too large: {facts['number']} possible payments (measures × flows × "
        f"years), at most {facts['most']}. Plan them in parts.",
    ),
}


def _texts(facts: Facts) -> list[str]:
    years = facts["years"]
    assert isinstance(years, list)
    return [str(each) for each in years]
