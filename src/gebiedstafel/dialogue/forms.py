"""What the chair fills in about a round, each fault told at once."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.day_input import DayInput

from .actions import MOST_PLACES, Rules
from .ballots import EntryCode
from .languages import LANGUAGES
from .rounds import FEWEST_VOTERS, Round, Side
from .sheets import MOST_AT_ONCE


class RoundForm(forms.Form):
    """The question and the rules; only the question is needed."""

    question = forms.CharField(
        label=gettext_lazy("Wat vraagt u aan de wijk?"),
        help_text=gettext_lazy("Eén open vraag, zoals: ‘Wat maakt onze wijk fijner om in te wonen?’"),
        max_length=200,
        error_messages={"required": gettext_lazy("We missen de vraag. Schrijf één zin.")},
    )
    intro = forms.CharField(
        label=gettext_lazy("Waarom vraagt u het, en wat gebeurt ermee?"),
        help_text=gettext_lazy("Twee of drie zinnen. Mag leeg blijven."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    access = forms.ChoiceField(
        label=gettext_lazy("Wie kan meedoen?"),
        choices=[
            (Round.Access.OPEN, gettext_lazy("Iedereen met de link of de QR-code")),
            (Round.Access.CODES, gettext_lazy("Alleen wie een code op een brief of stembiljet heeft")),
        ],
        initial=Round.Access.OPEN,
    )
    takes_statements = forms.BooleanField(
        label=gettext_lazy("Mensen mogen zelf stellingen inbrengen; u leest ze eerst"),
        required=False,
        initial=True,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Talen van de stellingen"),
        help_text=gettext_lazy(
            "U vertaalt zelf, of laat het iemand nakijken. De tekst van de schrijver blijft ernaast."
        ),
        choices=list(LANGUAGES.items()),
        initial=["nl"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Kies minstens één taal.")},
    )
    minimum_voters = forms.IntegerField(
        label=gettext_lazy("Een groep telt pas mee vanaf zoveel mensen"),
        min_value=FEWEST_VOTERS,
        max_value=1000,
        initial=FEWEST_VOTERS,
    )
    per_address = forms.IntegerField(
        label=gettext_lazy("Hooguit zoveel mensen per dag vanaf één internetadres"),
        help_text=gettext_lazy("Tegen wie vaker wil stemmen. Een flat of school deelt soms één adres."),
        min_value=1,
        max_value=10_000,
        initial=20,
    )

    def rules(self) -> Rules:
        """Return what was filled in, Dutch always among the languages' first."""
        filled = dict(self.cleaned_data)
        filled["languages"] = sorted(filled["languages"], key=lambda code: (code != "nl", code))
        return Rules(**filled)


def filled_in(round: Round) -> dict[str, Any]:
    """Return a round as its form shows it."""
    return {name: getattr(round, name) for name in RoundForm.base_fields}


class OpenForm(forms.Form):
    """Until when people can take part."""

    last_day = forms.DateField(
        label=gettext_lazy("Tot en met welke dag?"),
        widget=DayInput(),
        error_messages={
            "required": gettext_lazy("We missen de laatste dag."),
            "invalid": gettext_lazy("Schrijf de dag als 31-12-2027."),
        },
    )

    def closes_at(self) -> datetime:
        """Return the end of the last day."""
        return end_of(self.cleaned_data["last_day"])


def end_of(day: date) -> datetime:
    """Return the last moment of a day, here."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=get_current_timezone())


class PlaceAndSide(forms.Form):
    """For which place and side an entrance or a code is."""

    area = forms.ChoiceField(label=gettext_lazy("Voor welk gebied?"), required=False)
    side = forms.ChoiceField(label=gettext_lazy("Voor wie?"), choices=Side.choices, initial=Side.RESIDENT)

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [
            (one.key, one.name) for one in table.areas.all() if one.level in ("buurt", "wijk", "straat")
        ]
        self.fields["area"].choices = [("", _("het hele gebied")), *places]  # type: ignore[attr-defined]


class EntranceForm(PlaceAndSide):
    """Another link, poster or hall."""

    route = forms.ChoiceField(
        label=gettext_lazy("Wat wilt u maken?"),
        choices=[
            ("qr", gettext_lazy("Een poster met QR-code")),
            ("link", gettext_lazy("Een link")),
            ("hall", gettext_lazy("Een avond in de zaal")),
        ],
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Zaal: hoeveel uur is die open?"), required=False, min_value=1, max_value=12
    )
    places = forms.IntegerField(
        label=gettext_lazy("Zaal: hoeveel mensen passen erin?"),
        required=False,
        min_value=1,
        max_value=MOST_PLACES,
    )
    field_order = ["route", "area", "side", "hours", "places"]


class CodesForm(PlaceAndSide):
    """So many letters or paper ballots."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat wilt u printen?"),
        choices=[
            (EntryCode.Kind.LETTER, gettext_lazy("Brieven met een code")),
            (EntryCode.Kind.PAPER, gettext_lazy("Papieren stembiljetten, die u overtypt")),
        ],
    )
    count = forms.IntegerField(
        label=gettext_lazy("Hoeveel?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        error_messages={"required": gettext_lazy("Zeg hoeveel u er wilt.")},
    )
    batch = forms.SlugField(max_length=32, widget=forms.HiddenInput)
    field_order = ["kind", "count", "area", "side"]
