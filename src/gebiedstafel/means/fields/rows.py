"""Fields that are a list of rows: hours, benefits, predecessors, conditions; always one empty row more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.exchange import dutch_amounts as dutch

from .around import Around, Option
from .boxes import Boxes, FieldWords, Text, Unreadables
from .choosing import _with_own
from .kind import Box, Kind, Line, read
from .per_year import in_a_row, offsets_shown, year_words, years_shown
from .single import _day, _dutch_day

Flat = dict[str, str]
Row = dict[str, Any]
#: More rows than this are not read: nobody types them, and a page with them would not open.
MOST_ROWS = 60
QUALITIES = (
    ("geschat", gettext_lazy("geschat")),
    ("bevestigd", gettext_lazy("bevestigd")),
    ("betwist", gettext_lazy("betwist")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One box of every row."""

    name: str
    label: Text
    shape: str = "text"
    how: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    choices: str | tuple[tuple[str, Text], ...] = ()
    needed: bool = False
    unit: str = ""
    listed: str = ""

    def options(self, around: Around) -> tuple[Option, ...]:
        """Return what may be chosen here."""
        if isinstance(self.choices, str):
            return around.options(self.choices)
        return tuple((value, str(label)) for value, label in self.choices)


YEARS, OFFSETS = "years", "offsets"
PARTY = Column("party", gettext_lazy("partij"), "select", choices="parties", needed=True)
ANY_PARTY = Column("party", gettext_lazy("van wie"), "select", choices="parties")
SKILL = Column("skill", gettext_lazy("vak of taak"), listed="skills")


def _rows_kind(columns: tuple[Column, ...], *, over: str = "", one: bool = False) -> Kind:
    """A list of rows of these columns, and over the years when the row holds hours per year."""

    def boxes(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
        return {
            f"{number}.{name}": text
            for number, row in enumerate(value or ())
            for name, text in _flat(row, columns, over).items()
        }

    def value(field: FieldWords, typed: Boxes, around: Around) -> Any:
        found: list[Row] = []
        wrong: list[str] = []
        for number, flat in sorted(_by_row(typed).items()):
            try:
                found.append(_row(flat, columns, over, number))
            except Unreadables as unreadable:
                wrong += unreadable.sentences
        if wrong:
            raise Unreadables(*wrong)
        return found or None

    def lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
        rows = _by_row(typed)
        shown = [rows.get(number, {}) for number in range(max(rows, default=-1) + 2)]
        return tuple(
            Line(_boxes(number, flat, columns, over, shown, around), is_new=not flat)
            for number, flat in enumerate(shown)
        )

    return Kind("rows" if not over else "hours", boxes, value, lines, nothing=list)


def _flat(row: Mapping[str, Any], columns: tuple[Column, ...], over: str) -> Flat:
    flat = {one.name: one.write(row[one.name]) for one in columns if row.get(one.name) is not None}
    hours = row.get("per_year", {}) if over else {}
    years = hours.items() if over == YEARS else enumerate(hours)
    return flat | {f"y{year}": str(number) for year, number in years}


def _by_row(typed: Boxes) -> dict[int, Flat]:
    """The filled boxes of each row, by its number."""
    rows: dict[int, Flat] = {}
    for key, text in typed.items():
        number, _dot, name = key.partition(".")
        if number.isdecimal() and int(number) < MOST_ROWS and text.strip():
            rows.setdefault(int(number), {})[name] = text.strip()
    return rows


def _row(flat: Flat, columns: tuple[Column, ...], over: str, number: int) -> Row:
    row: Row = {}
    wrong: list[str] = []
    where = _("rij {number}").format(number=number + 1)
    for one in columns:
        if one.name in flat:
            try:
                row[one.name] = read(one.how, flat[one.name], f"{where}, {one.label}")
            except Unreadables as unreadable:
                wrong += unreadable.sentences
        elif one.needed:
            wrong.append(_("{where}: vul ook “{label}” in.").format(where=where, label=one.label))
    if over:
        try:
            row["per_year"] = _hours(flat, over, where)
        except Unreadables as unreadable:
            wrong += unreadable.sentences
    if wrong:
        raise Unreadables(*wrong)
    return row


def _hours(flat: Flat, over: str, where: str) -> Any:
    hours = {
        name[1:]: read(dutch.whole_of, text, where)
        for name, text in flat.items()
        if name[:1] == "y" and name[1:].isdecimal()
    }
    if over == OFFSETS:
        hours = {int(year): number for year, number in hours.items()}  # type: ignore[misc]
        if not hours:
            raise Unreadables(_("{where}: vul in hoeveel uur het is.").format(where=where))
        return in_a_row(hours, where)  # type: ignore[arg-type]
    return hours


def _boxes(
    number: int, flat: Flat, columns: tuple[Column, ...], over: str, shown: list[Flat], around: Around
) -> tuple[Box, ...]:
    own = [_box(number, flat, one, around) for one in columns]
    filled = [name[1:] for row in shown for name in row if name[:1] == "y" and name[1:].isdecimal()]
    if over == YEARS:
        own += [
            Box(f"{number}.y{year}", year, flat.get(f"y{year}", ""), "number", unit=_("uur"))
            for year in years_shown(around, filled)
        ]
    if over == OFFSETS:
        own += [
            Box(f"{number}.y{n}", year_words(n), flat.get(f"y{n}", ""), "number", unit=_("uur"))
            for n in offsets_shown(map(int, filled))
        ]
    return tuple(own)


def _box(number: int, flat: Flat, column: Column, around: Around) -> Box:
    now = flat.get(column.name, "")
    options = _with_own((("", "–"), *column.options(around)), [now]) if column.shape == "select" else ()
    return Box(
        f"{number}.{column.name}", str(column.label), now, column.shape, options, column.unit,
        listed=column.listed,
    )  # fmt: skip


def _unit_boxes(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {} if value is None else {"cents": dutch.typed_euros(value["cents"]), "unit": value["unit"]}


def _unit_typed(field: FieldWords, typed: Boxes, around: Around) -> Any:
    unit, amount = typed.get("unit", "").strip(), typed.get("cents", "").strip()
    if not unit and not amount:
        return None
    if not unit or not amount:
        raise Unreadables(_("Vul het bedrag in en ook waarvoor, zoals woning of kind."))
    return {"unit": unit, "cents": read(dutch.cents_of, amount)}


def _unit_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    amount = Box("cents", _("bedrag"), typed.get("cents", ""), "money", unit="€")
    return (Line((amount, Box("unit", _("per (woning, kind, meter …)"), typed.get("unit", "")))),)


def _counts(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    rows = [{"unit": unit, "number": str(number)} for unit, number in (value or {}).items()]
    return {f"{n}.{name}": text for n, row in enumerate(rows) for name, text in row.items()}


_COUNTED = _rows_kind(
    (
        Column("number", gettext_lazy("aantal"), "number", dutch.whole_of, needed=True),
        Column("unit", gettext_lazy("waarvan (woning, kind, meter …)"), needed=True),
    )
)


def _counted(field: FieldWords, typed: Boxes, around: Around) -> Any:
    rows = _COUNTED.value(field, typed, around)
    return {row["unit"]: row["number"] for row in rows} if rows else None


PER_UNIT = Kind("per_year", _unit_boxes, _unit_typed, _unit_lines)
UNITS = Kind("rows", _counts, _counted, _COUNTED.lines, nothing=dict)
HOURS_PER_YEAR = _rows_kind((SKILL,), over=YEARS)
HOURS_ASKED = _rows_kind((ANY_PARTY, SKILL), over=OFFSETS)
HOURS_FREED = _rows_kind((PARTY,), over=OFFSETS)
HOURS_GIVEN = _rows_kind((PARTY,), over=OFFSETS)
BENEFITS = _rows_kind(
    (
        PARTY,
        Column(
            "cents_per_year", gettext_lazy("per jaar"), "money", dutch.signed_cents_of, dutch.typed_euros,
            needed=True, unit="€",
        ),
        Column("until", gettext_lazy("tot en met"), "number", dutch.whole_of),
        Column("quality", gettext_lazy("hoe zeker"), "select", choices=QUALITIES[:1]),
    )
)  # fmt: skip
REQUIRES = _rows_kind(
    (
        Column("measure", gettext_lazy("eerst deze maatregel"), "select", choices="measures", needed=True),
        Column("lag", gettext_lazy("zoveel jaar eerder"), "number", dutch.whole_of),
    )
)
CONDITIONS = _rows_kind(
    (
        Column("text", gettext_lazy("wat moet geregeld zijn"), needed=True),
        Column("checked_by", gettext_lazy("wie toetst het"), listed="parties"),
        Column("by", gettext_lazy("uiterlijk"), "date", _day, _dutch_day),
    )
)
