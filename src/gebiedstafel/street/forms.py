"""What residents fill in to follow their street, and the chair to tell and to ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.addresses import LONGEST as LONGEST_ADDRESS
from gebiedstafel.accounts.addresses import mail_address
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.day_input import DayInput
from gebiedstafel.ui.plain_words import BOX_TOO_LONG, LONGEST, plain

from .places import CHOSEN_FROM

#: Works lie within these years: a date beyond them is a slip of the hand.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class FollowForm(forms.Form):
    """An address that wants to hear of changes."""

    use_required_attribute = False
    email = forms.CharField(
        label=_("Uw e-mailadres"),
        max_length=LONGEST_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("We missen het e-mailadres.")},
    )
    has_shop = forms.BooleanField(
        label=_("Ik heb hier een winkel of bedrijf: vraag mij ook of werk voor de deur past"), required=False
    )

    def clean_email(self) -> str:
        """Return one address that mail can be sent to."""
        return mail_address(self.cleaned_data["email"])


class ToldForm(forms.Form):
    """What the table tells the wijk."""

    use_required_attribute = False
    words = forms.CharField(
        label=_("Wat vertelt de tafel?"),
        help_text=_("Zeg het in een paar korte zinnen. Schrijf geen namen van mensen op."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        error_messages={"required": _("Er staat nog niets. Schrijf in een paar zinnen wat u bedoelt.")},
    )
    area = forms.ChoiceField(label=_("Voor wie?"), required=False)
    learned = forms.BooleanField(label=_("Dit is iets wat we leerden"), required=False)

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label=self.fields["area"].label,
            required=False,
            choices=[("", _now("de hele wijk")), *area_choices(table)],
        )


def _day(label: Any, missing: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"required": missing, "invalid": _("Vul een datum in, bijvoorbeeld 15-03-2027.")},
    )


class QuestionForm(forms.Form):
    """A question about works to the shops near them."""

    use_required_attribute = False
    measure = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("Wat gebeurt er voor de deur?"),
        help_text=_("Bijvoorbeeld: Het riool wordt vernieuwd. Uw zaak blijft te voet bereikbaar."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        error_messages={
            "required": _("Schrijf in een of twee zinnen wat er gebeurt."),
            "max_length": BOX_TOO_LONG,
        },
    )
    area = forms.ChoiceField(
        label=_("In welke straat of buurt?"),
        error_messages={
            "required": _("Kies een straat of buurt."),
            "invalid_choice": _("Kies een straat of buurt uit de lijst."),
        },
    )
    begins_on = _day(_("Eerste dag van het werk"), _("Vul de eerste dag van het werk in."))
    ends_on = _day(_("Laatste dag van het werk"), _("Vul de laatste dag van het werk in."))
    answer_by = _day(_("Antwoorden kan tot en met"), _("Vul in tot wanneer ondernemers kunnen antwoorden."))

    def __init__(self, *args: Any, table: AreaTable, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["area"].choices = [("", _now("Kies …")), *area_choices(table)]  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        """Return what is left without signs that nobody sees."""
        found = plain(self.cleaned_data["words"])
        if not found:
            raise forms.ValidationError(self.fields["words"].error_messages["required"])
        return found

    def clean(self) -> dict[str, Any]:
        """Say of all days at once what is wrong with them."""
        found = super().clean() or {}
        begins, ends, last = (found.get(name) for name in ("begins_on", "ends_on", "answer_by"))
        for name in ("begins_on", "ends_on", "answer_by"):
            if found.get(name) and not FIRST_YEAR <= found[name].year <= LAST_YEAR:
                self.add_error(name, _now("Kijk het jaar na."))
        if begins and ends and ends < begins:
            self.add_error("ends_on", _now("De laatste dag komt na de eerste."))
        if begins and last and last > begins:
            self.add_error("answer_by", _now("Antwoorden moeten er zijn voordat het werk begint."))
        if last and last < self.today:
            self.add_error("answer_by", _now("Deze dag is al voorbij."))
        return found


def area_choices(table: AreaTable) -> list[tuple[str, str]]:
    """Return the streets and neighbourhoods of a table to choose from."""
    return list(table.areas.filter(level__in=CHOSEN_FROM).values_list("key", "name"))
