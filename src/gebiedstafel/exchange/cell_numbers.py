"""How numbers, money, hours and shares stand in a cell of a workbook, and what a cell says."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .cell_lists import UNKNOWN_WORDS
from .cell_values import GENERAL, TEXT, Names, Unreadable, Value
from .dutch_values import amount_in, number_in, share_in

EUROS, EUROS_AND_CENTS = '"€" #,##0;[Red]-"€" #,##0', '"€" #,##0.00;[Red]-"€" #,##0.00'
WHOLE = "#,##0"


class Number(Value):
    """A number, whole or not."""

    __slots__ = ()
    is_text = False
    is_small = True

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return str(value).replace(".", ",")

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        # A workbook keeps sixteen digits of a number; what needs seventeen stands there as text.
        kept = isinstance(value, int) or float(f"{value:.16g}") == value
        return (value, GENERAL) if kept else (self.text(value, names), TEXT)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        number = number_in(text, small=self.is_small)
        if number is None:
            raise Unreadable(
                f"“{text}” is geen getal. Schrijf een getal als 12 of 12,5, zonder woorden erbij.",
                f"“{text}” is no number. Write a number such as 12 or 12,5, without words.",
            )
        return self.of_number(number)

    def of_number(self, number: Decimal) -> Any:
        """Return what a number says."""
        return int(number) if number == number.to_integral_value() else float(number)


class Effect(Number):
    """veel, wat, weinig, weten we niet, or a number."""

    __slots__ = ()

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return value if isinstance(value, str) else Number.text(self, value, names)

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        return (value, TEXT) if isinstance(value, str) else Number.cell(self, value, names)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        plain = " ".join(text.casefold().split())
        if plain in self.choices:
            return plain
        if number_in(text, small=True) is None:
            raise Unreadable(
                f"“{text}” kan hier niet. Kies veel, wat, weinig of weten we niet, of geef een getal.",
                f"“{text}” is not possible here. Choose veel, wat, weinig or weten we niet, or a number.",
            )
        return Number.read(self, text)


class NumberOrWithheld(Number):
    """A number, or the word for one that is withheld or not known."""

    __slots__ = ()

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return "onbekend" if value is None else Number.text(self, value, names)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        return None if text.strip().casefold() in UNKNOWN_WORDS else Number.read(self, text)


class Whole(Number):
    """A whole number: hours, years, counts."""

    __slots__ = ()
    is_small = False

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        return value, GENERAL

    def of_number(self, number: Decimal) -> Any:
        """Return what a number says."""
        if number != number.to_integral_value():
            raise Unreadable(
                f"{Number.text(self, number, {})} is geen heel getal. Rond het af.",
                f"{number} is no whole number. Round it.",
            )
        return int(number)


class Hours(Whole):
    """Hours, grouped by thousands."""

    __slots__ = ()

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        return value, WHOLE


class Euros(Whole):
    """Money: euros in the cell, whole cents in the file."""

    __slots__ = ()
    least_is_zero = True

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        euros, cents = divmod(abs(value), 100)
        sign = "-" if value < 0 else ""
        grouped = f"{euros:,}".replace(",", ".")
        return f"{sign}€ {grouped},{cents:02}" if cents else f"{sign}€ {grouped}"

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        euros, cents = divmod(value, 100)
        return (value / 100, EUROS_AND_CENTS) if cents else (euros, EUROS)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        sign, plain = (-1, text.strip()[1:]) if text.strip()[:1] == "-" else (1, text)
        amount = amount_in(plain)
        if amount is None:
            raise Unreadable(
                f"“{text}” is geen bedrag, of kan er twee zijn. Schrijf 1250000 of € 1.250.000.",
                f"“{text}” is no amount, or could be two. Write 1250000 or € 1.250.000.",
            )
        return self.of_number(sign * amount)

    def of_number(self, number: Decimal) -> Any:
        """Return what a number says."""
        if number < 0 and self.least_is_zero:
            raise Unreadable(*_below_zero(Number.text(self, number, {})))
        cents = round(number * 100)
        # What a workbook keeps of a large amount may be off in its sixteenth digit.
        if abs(number * 100 - cents) > max(Decimal("0.0001"), abs(number) / 10**13):
            raise Unreadable(
                f"{Number.text(self, number, {})} heeft meer dan twee cijfers achter de komma. "
                "Rond af op centen.",
                f"{number} has more than two decimals. Round it to cents.",
            )
        return cents


class SignedEuros(Euros):
    """Money that may be below zero: a loss instead of a gain."""

    __slots__ = ()
    least_is_zero = False

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        shown, how = super().cell(abs(value), names)
        return (-shown if value < 0 else shown), how


def _below_zero(amount: str) -> tuple[str, str]:
    return (
        f"een bedrag is hier nooit minder dan nul ({amount}). Gaat er geld van een budget af? "
        "Zet dat zonder min in de kolom Correctie van dat jaar, met erbij waarom.",
        f"an amount is never below zero here ({amount}). Does money go off a budget? "
        "Put that without a minus in the column Correctie of that year, and say why.",
    )


class Band(Value):
    """From and to, in euros: “€ 50.000 tot € 80.000”."""

    __slots__ = ()
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return " tot ".join(Euros().text(each, names) for each in value)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        ends = text.split(" tot ")
        if len(ends) != 2:
            raise Unreadable(
                f"“{text}” is geen bandbreedte. Schrijf van en tot: € 50.000 tot € 80.000.",
                f"“{text}” is no band. Write from and to: € 50.000 tot € 80.000.",
            )
        return [Euros().read(each) for each in ends]


class Ratio(Number):
    """A number or a fraction of two whole numbers."""

    __slots__ = ()

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return value if isinstance(value, str) else Number.text(self, value, names)

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        return (value, TEXT) if isinstance(value, str) else Number.cell(self, value, names)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        share = share_in(text)
        if share is None:
            raise Unreadable(
                f"“{text}” is geen deel of verhouding. Schrijf 70%, 0,7 of 2/3.",
                f"“{text}” is no share or ratio. Write 70%, 0,7 or 2/3.",
            )
        return share if isinstance(share, str) else self.of_number(share)

    def of_day(self, day: str) -> Any:
        """Return what a date says."""
        raise Unreadable(
            f"Excel heeft van de breuk een datum gemaakt ({day}). Zet er een ' voor: '2/3.",
            f"Excel made a date of the fraction ({day}). Put a ' before it: '2/3.",
        )


class Share(Ratio):
    """A part of a whole, shown as a percentage."""

    __slots__ = ()

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        if isinstance(value, str):
            return value
        return Number.text(self, (Decimal(str(value)) * 100).normalize().__format__("f"), names) + "%"

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        shown, form = Ratio.cell(self, value, names)
        if form != GENERAL:
            return (shown, form) if isinstance(value, str) else (self.text(value, names), TEXT)
        places = max(0, -int((Decimal(str(value)) * 100).normalize().as_tuple().exponent))
        return shown, "0%" if not places else f"0.{'0' * min(places, 6)}%"
