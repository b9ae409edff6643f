"""What one fills in to plan a meeting and to write a step of the year."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.ui.day_input import DayInput
from gebiedstafel.ui.plain_words import BOX_TOO_LONG
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .models import Meeting, YearStep
from .planning import EVENING, Plan
from .typed import FIRST_YEAR, LAST_YEAR, line
from .year import FIRST_YEAR as FIRST
from .year import LAST_YEAR as LAST
from .year import StepSaid

DAY = _("Vul een dag in, zoals 31-12-2027.")
FORMS = ["%Y-%m-%d", "%d-%m-%Y"]


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=FORMS,
        widget=DayInput(),
        error_messages={"required": DAY, "invalid": DAY},
    )


def _bounded(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(DAY)
    return day


@contextmanager
def refused_in(form: forms.Form) -> Iterator[None]:
    """Tell a refusal in the form, so that what was typed stays there."""
    try:
        yield
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))


class MeetingForm(forms.Form):
    """When, where, how long, and who leads."""

    use_required_attribute = False
    held_on = _day(_("Dag"))
    begins_at = forms.TimeField(
        label=_("Begint om"),
        initial=EVENING,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": _("Vul in hoe laat het begint, zoals 19:30."),
            "invalid": _("Dit is geen tijd die we kennen. Vul in zoals 19:30."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Duurt (minuten)"),
        initial=90,
        min_value=15,
        max_value=480,
        error_messages={
            "required": _("Vul in hoe lang het duurt. Negentig minuten is gewoon."),
            "invalid": _("Vul hele minuten in, zoals 90."),
            "min_value": _("Een bijeenkomst duurt minstens een kwartier."),
            "max_value": _("Een bijeenkomst duurt hooguit acht uur."),
        },
    )
    place = forms.CharField(
        label=_("Plaats (mag later nog)"),
        required=False,
        max_length=200,
        error_messages={"max_length": BOX_TOO_LONG},
    )
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=[
            (Meeting.Kind.QUARTER, _("kwartaaltafel: iedereen")),
            (Meeting.Kind.CORE, _("kernteam: alleen wat vastloopt")),
        ],
        initial=Meeting.Kind.QUARTER,
        error_messages={"required": _("Kies wat voor bijeenkomst het is.")},
    )
    chair = forms.ModelChoiceField(
        Party.objects.none(),
        label=_("Wie zit voor"),
        required=False,
        empty_label=_("de voorzitter van de tafel"),
        to_field_name="key",
        error_messages={
            "invalid_choice": _("Deze partij is niet van deze tafel. Kies een partij uit de lijst.")
        },
    )

    def __init__(self, table: AreaTable, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["chair"]
        field.queryset = Party.objects.filter(table=table).exclude(at_table=False)

    def clean_held_on(self) -> date:
        """Return a day of our time."""
        return _bounded(self.cleaned_data["held_on"])

    @property
    def plan(self) -> Plan:
        """What was filled in."""
        given = dict(self.cleaned_data)
        given["place"] = line(given["place"], 200)
        return Plan(**given)


class StepForm(forms.Form):
    """One step of the year."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Wat"),
        max_length=120,
        error_messages={
            "required": _("Geef deze stap een naam."),
            "max_length": BOX_TOO_LONG,
        },
    )
    kind = forms.ChoiceField(
        label=_("Soort"),
        choices=YearStep.Kind.choices,
        initial=YearStep.Kind.STEP,
        error_messages={"required": _("Kies wat voor stap het is.")},
    )
    begins = _day(_("Begint op"))
    ends = _day(_("Eindigt op"), _("Voor één dag: dezelfde dag."))
    document = forms.CharField(
        label=_("Welk document ligt er dan? (mag leeg blijven)"),
        required=False,
        max_length=200,
        error_messages={"max_length": BOX_TOO_LONG},
    )
    decision = forms.CharField(
        label=_("Wat wordt er besloten? (mag leeg blijven)"),
        required=False,
        max_length=300,
        error_messages={"max_length": BOX_TOO_LONG},
    )

    def clean_begins(self) -> date:
        """Return a day in a year that can be arranged."""
        begins: date = self.cleaned_data["begins"]
        if not FIRST <= begins.year <= LAST:
            raise forms.ValidationError(
                _("Kies een dag van {first} tot en met {last}.").format(first=FIRST, last=LAST)
            )
        return begins

    def clean_ends(self) -> date:
        """Return a day of our time."""
        return _bounded(self.cleaned_data["ends"])

    def clean(self) -> dict[str, Any]:
        """Refuse a step that ends before it begins, beside the day."""
        cleaned = super().clean() or {}
        if "begins" in cleaned and "ends" in cleaned and cleaned["ends"] < cleaned["begins"]:
            self.add_error("ends", _("De stap eindigt voordat de stap begint. Kijk naar de dagen."))
        return cleaned

    @property
    def said(self) -> StepSaid:
        """What was filled in."""
        given = self.cleaned_data
        return StepSaid(
            line(given["name"], 120),
            given["begins"],
            given["ends"],
            given["kind"],
            line(given["document"], 200),
            line(given["decision"], 300),
        )
