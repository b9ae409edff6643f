"""Which fields of which rows a party is asked for: what fits in ten minutes, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.schema_faults import table_schema
from gebiedstafel.means.field_words.choices import CERTAINTIES, COST_TYPES
from gebiedstafel.means.fields import FieldWords

#: The form of the file names one row by these words.
ROW_KINDS = {"parties": "party", "measures": "measure", "money_flows": "money_flow"}
#: The kinds of fields that have *weten we nog niet* among their choices.
SAYS_UNKNOWN_ITSELF = ("choice", "yes_no", "effects", "words", "text")


@dataclass(frozen=True, slots=True)
class AskedField:
    """One field of a row: how a party is asked for it, and whether its answer can be an estimate.

    `shape` marks what a party is asked only for its own part of: whether it leads, and its own hours.
    """

    kind: str
    words: FieldWords
    is_graded: bool = True
    shape: str = ""

    @property
    def name(self) -> str:
        """What the field is called in the row."""
        return self.words.name

    @property
    def is_name(self) -> bool:
        """Whether this field names the row."""
        return self.name in ("name", "title")

    @property
    def asks_unknown(self) -> bool:
        """Whether *weten we niet* is asked beside the boxes."""
        return self.words.kind not in SAYS_UNKNOWN_ITSELF

    @property
    def is_known(self) -> bool:
        """Whether the table's file has this field."""
        return self.name in table_schema()["$defs"][ROW_KINDS[self.kind]]["properties"]


_BY_SUBJECT: dict[str, tuple[AskedField, ...]] = {
    "uren": (
        AskedField(
            "parties",
            FieldWords(
                "hours",
                "hours_per_year",
                _("Hoeveel uur kunt u per jaar geven?"),
                _("Ook uren van vrijwilligers. Laat leeg wat u niet weet; geen uren is 0."),
            ),
        ),
    ),
    "belangen": (
        AskedField(
            "parties",
            FieldWords(
                "interest",
                "words",
                _("Waarom doet u mee?"),
                _("In uw eigen woorden. Niemand schrijft dit voor u."),
            ),
            is_graded=False,
        ),
        AskedField(
            "parties", FieldWords("fear", "words", _("Waar maakt u zich zorgen over?")), is_graded=False
        ),
        AskedField("parties", FieldWords("red_line", "words", _("Wat mag niet gebeuren?")), is_graded=False),
    ),
    "maatregelen": (
        AskedField("measures", FieldWords("title", "text", _("Hoe heet de maatregel?")), is_graded=False),
        AskedField(
            "measures", FieldWords("leads", "yes_no", _("Trekt u dit?")), is_graded=False, shape="lead"
        ),
        AskedField("measures", FieldWords("start", "start_years", _("Wanneer kan het beginnen?"))),
        AskedField(
            "measures", FieldWords("area", "choice", _("Waar is het?"), choices="areas"), is_graded=False
        ),
        AskedField(
            "measures", FieldWords("themes", "themes", _("Over welke thema’s gaat het?")), is_graded=False
        ),
        AskedField(
            "measures",
            FieldWords(
                "costs",
                "euros_per_type",
                _("Wat kost het?"),
                _("Per soort kosten, geteld vanaf het jaar waarin het begint. Leeg is onbekend; niets is 0."),
                choices=COST_TYPES,
            ),
        ),
        AskedField(
            "measures",
            FieldWords(
                "hours",
                "hours_asked",
                _("Hoeveel uur vraagt het van u zelf?"),
                _("Geteld vanaf het jaar waarin het begint. Leeg is onbekend; niets is 0."),
            ),
            shape="own_hours",
        ),
        AskedField(
            "measures", FieldWords("effects", "effects", _("Hoeveel helpt het, denkt u?")), is_graded=False
        ),
    ),
    "geldstromen": (
        AskedField("money_flows", FieldWords("name", "text", _("Hoe heet het geld?")), is_graded=False),
        AskedField(
            "money_flows",
            FieldWords(
                "budget",
                "euros_per_year",
                _("Hoeveel is er, per jaar?"),
                _(
                    "Schrijf het zoals u gewend bent: 90.000, 1,2 miljoen of 90k. "
                    "Leeg is onbekend; niets is 0."
                ),
            ),
        ),
        AskedField(
            "money_flows",
            FieldWords("certainty", "choice", _("Hoe zeker is het?"), choices=CERTAINTIES),
            is_graded=False,
        ),
        AskedField(
            "money_flows",
            FieldWords("area", "choice", _("Dit geld mag landen in {}."), choices="areas"),
            is_graded=False,
        ),
        AskedField(
            "money_flows",
            FieldWords("cost_types", "ticks", _("Welke kosten mag het betalen?"), choices=COST_TYPES),
            is_graded=False,
        ),
        AskedField(
            "money_flows",
            FieldWords("spend_by", "date", _("Wat op {} niet is uitgegeven, vervalt.")),
        ),
    ),
}
#: The kind of row that each subject brings along, and which a party may add to.
ADDED_BY = {"maatregelen": "measures", "geldstromen": "money_flows"}


def asked_fields(subjects: Iterable[str], kind: str) -> tuple[AskedField, ...]:
    """Return what is asked of one row of this kind, in the order of the page."""
    found = (field for subject in _BY_SUBJECT if subject in subjects for field in _BY_SUBJECT[subject])
    return tuple(field for field in found if field.kind == kind and field.is_known)


def asked_kinds(subjects: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of rows that are asked for."""
    return tuple(kind for kind in ROW_KINDS if asked_fields(subjects, kind))


def field_of(subjects: Iterable[str], kind: str, name: str) -> AskedField | None:
    """Return the field that is asked under this name; None when nobody asked for it."""
    if kind not in ROW_KINDS:
        return None
    return next((field for field in asked_fields(subjects, kind) if field.name == name), None)


def added_kinds(subjects: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of which a party may add a row."""
    return tuple(kind for subject, kind in ADDED_BY.items() if subject in subjects)
