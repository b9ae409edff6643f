"""The form of an agreement: what is enough to begin, then in order what makes it concrete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.exchange.dutch_amounts import Unreadable, cents_of, whole_of
from gebiedstafel.ui.day_input import DayInput
from gebiedstafel.ui.templatetags.money import euros

from .models import Publicity
from .said import FIELDS, LABELS, LISTS, HoursSaid, MoneySaid, PartSaid, Said

#: So many empty rows stand below what is there.
EMPTY_ROWS = 2
MOST_ROWS = 40


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=DayInput(),
        error_messages={"invalid": gettext_lazy("Dit is geen dag. Schrijf bijvoorbeeld 2027-01-31.")},
    )


def _text(label: Any, help_text: Any = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=widget, max_length=None, strip=True
    )


def _choice(label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=help_text, required=False)


class AgreementForm(forms.Form):
    """One agreement, apart from the rows of parties, money and hours."""

    words = _text(
        gettext_lazy("De afspraak in één zin"),
        gettext_lazy("Wie doet wat, waar, en wanneer is het te zien?"),
        rows=3,
    )
    lead = _choice(gettext_lazy("Wie trekt?"), gettext_lazy("Eén partij. Zij vertelt hoe het gaat."))
    due = _day(gettext_lazy("Klaar op"))
    first_step = _text(
        gettext_lazy("Eerste stap die mensen kunnen zien"), gettext_lazy("Klein mag. Wat ziet u als eerste?")
    )
    first_step_on = _day(gettext_lazy("Wanneer is die eerste stap?"))
    counter = _text(
        gettext_lazy("Wat doen de anderen in ruil?"),
        gettext_lazy("Een afspraak is van twee kanten. Zet bij elke partij hieronder wat zij doet."),
        rows=2,
    )
    proof = _text(gettext_lazy("Waaraan ziet u dat het klaar is?"))
    role = _text(
        gettext_lazy("Welke rol trekt het?"), gettext_lazy("Een functie, geen naam van een persoon.")
    )
    mandate = _text(gettext_lazy("Wie mag dit beslissen?"), rows=2)
    reservation = _text(
        gettext_lazy("Voorbehoud"), gettext_lazy("Wacht dit nog op een besluit? Schrijf welk."), rows=2
    )
    reservation_body = _text(gettext_lazy("Wie neemt dat besluit?"), gettext_lazy("Bijvoorbeeld de raad."))
    reservation_by = _day(gettext_lazy("Wanneer is dat besluit er?"))
    escalate_to = _text(gettext_lazy("Naar wie als het vastloopt?"))
    challenge = _choice(gettext_lazy("Bij welke opgave hoort dit?"))
    measure = _choice(gettext_lazy("Bij welke maatregel hoort dit?"))
    area = _choice(gettext_lazy("Waar is het te zien?"))
    need = _text(gettext_lazy("Welke behoefte van bewoners dient dit?"), rows=2)
    waits_for = _text(
        gettext_lazy("Wacht dit op een andere afspraak?"), gettext_lazy("Schrijf de nummers, zoals A03, A05.")
    )
    publicity = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=Publicity.choices,
        required=False,
        help_text=gettext_lazy("Iedereen: dan staat het ook op de pagina voor bewoners."),
    )
    told = _text(gettext_lazy("Wat vertellen we de wijk?"), gettext_lazy("Eén gewone zin."), rows=2)

    def __init__(self, data: Mapping[str, Any] | None, *, choices: Choices, said: Said | None = None) -> None:
        super().__init__(data, initial=_initial(said) if said else {"publicity": Publicity.TABLE})
        for name in ("lead", "challenge", "measure", "area"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            kept = getattr(said, name) if said else ""
            offered = list(getattr(choices, name))
            if kept and kept not in dict(offered):
                offered.append((kept, _("zoals het nu is")))
            field.choices = [("", _("kies")), *offered]

    def parts_of(self, *names: str) -> Iterator[BoundField]:
        """Yield these fields in this order."""
        for name in names:
            yield self[name]

    @property
    def beginning(self) -> list[BoundField]:
        """What is enough to begin."""
        return list(self.parts_of("words", "lead", "due"))

    @property
    def step(self) -> list[BoundField]:
        """What is seen first, and when it is done."""
        return list(self.parts_of("first_step", "first_step_on", "proof"))

    @property
    def decision(self) -> list[BoundField]:
        """Who may decide, and what it still hangs on."""
        return list(self.parts_of("role", "mandate", "reservation", "reservation_body", "reservation_by",
                                  "escalate_to"))  # fmt: skip

    @property
    def place(self) -> list[BoundField]:
        """What it belongs to."""
        return list(self.parts_of("challenge", "measure", "area", "need", "waits_for"))

    @property
    def telling(self) -> list[BoundField]:
        """Who reads it."""
        return list(self.parts_of("publicity", "told"))


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: ids of the table's own things with their names."""

    lead: Sequence[tuple[str, str]] = ()
    party: Sequence[tuple[str, str]] = ()
    challenge: Sequence[tuple[str, str]] = ()
    measure: Sequence[tuple[str, str]] = ()
    area: Sequence[tuple[str, str]] = ()
    flow: Sequence[tuple[str, str]] = ()


def _initial(said: Said) -> dict[str, Any]:
    values = {name: getattr(said, name) for name in FIELDS if name not in LISTS}
    return {**values, "waits_for": ", ".join(said.waits_for)}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows as they were typed: parties, money and hours, each as a dictionary of texts."""

    parts: list[dict[str, str]]
    money: list[dict[str, str]]
    hours: list[dict[str, str]]


def rows_of(said: Said | None) -> Rows:
    """Return the rows of what is there, with empty ones below."""
    said = said or Said("")
    return _with_empty(
        Rows(
            [{"party": p.party, "does": p.does, "counter": "1" if p.is_counter else ""} for p in said.parts],
            [
                {"flow": m.flow, "year": str(m.year), "amount": euros(m.cents).replace("\u00a0", " ")}
                for m in said.money
            ],
            [{"party": h.party, "year": str(h.year), "hours": str(h.hours)} for h in said.hours],
        )
    )


def rows_sent(sent: QueryDict) -> Rows:
    """Return the rows as they were typed."""
    return _with_empty(
        Rows(
            _zipped(sent, parts=("party", "does", "counter")),
            _zipped(sent, money=("flow", "year", "amount")),
            _zipped(sent, hours=("party", "year", "hours")),
        )
    )


def _zipped(sent: QueryDict, **named: tuple[str, ...]) -> list[dict[str, str]]:
    ((kind, columns),) = named.items()
    rows = []
    for number in range(MOST_ROWS + EMPTY_ROWS):
        row = {column: sent.get(f"{kind}-{number}-{column}", "").strip() for column in columns}
        if any(row.values()):
            rows.append(row)
    return rows


def _with_empty(rows: Rows) -> Rows:
    return Rows(
        [*rows.parts, *({"party": "", "does": "", "counter": ""} for _n in range(EMPTY_ROWS))],
        [*rows.money, *({"flow": "", "year": "", "amount": ""} for _n in range(EMPTY_ROWS))],
        [*rows.hours, *({"party": "", "year": "", "hours": ""} for _n in range(EMPTY_ROWS))],
    )


def said_in(form: AgreementForm, rows: Rows) -> tuple[Said | None, dict[str, str]]:
    """Return what was said and what could not be read; nothing where something could not be read."""
    faults = {name: " ".join(map(str, found)) for name, found in form.errors.items()}
    parts = tuple(
        PartSaid(row["party"], row["does"], bool(row["counter"]))
        for row in rows.parts
        if row["party"] or row["does"]
    )
    if any(not one.party for one in parts):
        faults["parts"] = _("Bij een regel staat niet welke partij het doet. Kies de partij.")
    money = list(_money(rows.money, faults))
    hours = list(_hours(rows.hours, faults))
    if faults:
        return None, faults
    values = {name: form.cleaned_data.get(name) for name in FIELDS if name not in LISTS}
    values |= {"publicity": values["publicity"] or Publicity.TABLE}
    waits = form.cleaned_data["waits_for"].replace(",", " ").replace(";", " ").upper().split()
    said = Said(**values, parts=parts, money=tuple(money), hours=tuple(hours), waits_for=tuple(waits))  # type: ignore[arg-type]
    return said, {}


def _money(rows: Sequence[dict[str, str]], faults: dict[str, str]) -> Iterator[MoneySaid]:
    for row in rows:
        if not any(row.values()):
            continue
        try:
            yield MoneySaid(row["flow"], whole_of(row["year"]), cents_of(row["amount"]))
        except Unreadable:
            faults["money"] = _(
                "Bij geld klopt een jaar of bedrag niet: “{year}”, “{amount}”. "
                "Schrijf bijvoorbeeld 2027 en € 12.500."
            ).format(year=row["year"], amount=row["amount"])


def _hours(rows: Sequence[dict[str, str]], faults: dict[str, str]) -> Iterator[HoursSaid]:
    for row in rows:
        if not any(row.values()):
            continue
        try:
            yield HoursSaid(row["party"], whole_of(row["year"]), whole_of(row["hours"]))
        except Unreadable:
            faults["hours"] = _(
                "Bij uren klopt een jaar of aantal niet: “{year}”, “{hours}”. Schrijf zoals 2027 en 40."
            ).format(year=row["year"], hours=row["hours"])


def told_faults(form: AgreementForm, faults: Mapping[str, str]) -> list[str]:
    """Put each fault beside its field, and return those of the rows, which have no field of their own."""
    apart = []
    for name, words in faults.items():
        if name in form.fields:
            if words not in form.errors.get(name, ()):
                form.add_error(name, words)
        else:
            apart.append(f"{LABELS.get(name, name)}: {words}")
    return apart
