"""The form in which a party says what it may decide by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.dutch_amounts import Unreadable, cents_of
from gebiedstafel.ui.day_input import DayInput
from gebiedstafel.ui.templatetags.money import euros

from .mandate_actions import MandateSaid
from .mandates import subject_choices
from .models import Mandate

LONGEST = 300
#: A thousand billion euros: what goes beyond is a slip of the keyboard.
LARGEST_CENTS = 10**14


class MandateForm(forms.Form):
    """One thing a party may decide: what, up to what amount, on what, until when."""

    decides = forms.CharField(
        label=_("Wat mag uw partij zelf beslissen?"),
        help_text=_("In één zin. Bijvoorbeeld: klein onderhoud in de wijk."),
        max_length=LONGEST,
        error_messages={"required": _("We missen wat uw partij mag beslissen.")},
    )
    limit = forms.CharField(
        label=_("Tot welk bedrag per besluit?"),
        help_text=_("Bijvoorbeeld: 10.000. Leeg: dat weten we niet. Alleen uren en geen geld: vul 0 in."),
        max_length=40,
        required=False,
    )
    unlimited = forms.BooleanField(label=_("Elk bedrag: er is geen grens"), required=False)
    subjects = forms.MultipleChoiceField(
        label=_("Over welke onderwerpen?"),
        help_text=_("Niets gekozen: over alle onderwerpen."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.DateField(
        label=_("Tot en met welke dag geldt dit?"),
        help_text=_("Leeg: tot u het verandert."),
        required=False,
        widget=DayInput(),
        error_messages={"invalid": _("Dit is geen dag. Schrijf hem als 2026-11-26.")},
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["subjects"]
        field.choices = subject_choices()

    def clean_decides(self) -> str:
        """Return the sentence on one line."""
        return " ".join(self.cleaned_data["decides"].split())

    def clean_limit(self) -> int | None:
        """Return the cents; nothing where no amount was named."""
        typed = self.cleaned_data["limit"].strip()
        if not typed:
            return None
        try:
            cents = cents_of(typed)
        except Unreadable as fault:
            raise forms.ValidationError(fault.words[0 if get_language() == "nl" else 1]) from None
        if not 0 <= cents <= LARGEST_CENTS:
            raise forms.ValidationError(_("Dit bedrag kan niet kloppen. Kijk de nullen en het minteken na."))
        return cents

    def clean_until(self) -> date | None:
        """Return the last day; a day that is over would make a mandate that never held."""
        until: date | None = self.cleaned_data["until"]
        if until is not None and until < self.today:
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies een dag vanaf vandaag."))
        return until

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; an amount and no limit at once cannot be."""
        cleaned = super().clean() or {}
        if cleaned.get("unlimited") and cleaned.get("limit") is not None:
            self.add_error("unlimited", _("Kies: een bedrag, of geen grens. Niet allebei."))
        return cleaned

    @property
    def said(self) -> MandateSaid:
        """What was filled in, as the deed takes it."""
        filled = self.cleaned_data
        return MandateSaid(
            filled["decides"],
            filled["limit"],
            filled["unlimited"],
            tuple(filled["subjects"]),
            filled["until"],
        )


def written(line: Mandate) -> dict[str, Any]:
    """Return what a line says, as the form shows it."""
    limit = "" if line.limit_cents is None else euros(line.limit_cents).replace("€", "").replace("\u00a0", "")
    return {
        "decides": line.decides,
        "limit": limit,
        "unlimited": line.unlimited,
        "subjects": line.subjects,
        "until": line.until,
    }
