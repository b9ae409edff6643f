"""The forms of a round: what is asked, of whom, by when; and its later day or another address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.addresses import mail_address
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.ui.day_input import DayInput
from gebiedstafel.ui.plain_words import BOX_TOO_LONG

from .models import Subject

LONGEST_WORD = 2000
A_YEAR = timedelta(days=366)


class MailField(forms.CharField):
    """The box for one address."""

    widget = forms.EmailInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        """Return one address that mail can be sent to; empty where it may be."""
        text = super().to_python(value)
        return mail_address(text) if text else ""


class RequestForm(forms.Form):
    """What the chair asks; each party at the table has a tick and an address."""

    subjects = forms.MultipleChoiceField(
        label=_("Wat vraagt u?"),
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=Subject.values,
        error_messages={"required": _("Kies minstens één ding om te vragen.")},
    )
    answer_by = forms.DateField(
        label=_("Tot en met welke dag kan men antwoorden?"),
        widget=DayInput(),
        error_messages={
            "required": _("We missen de laatste dag. Drie weken is gebruikelijk."),
            "invalid": _("Dit is geen dag. Schrijf bijvoorbeeld 2027-01-31."),
        },
    )
    word = forms.CharField(
        label=_("Een woord van uzelf (mag leeg)"),
        help_text=_("Waarom u dit vraagt, en wie men kan bellen."),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": BOX_TOO_LONG},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, table: AreaTable, today: date) -> None:
        super().__init__(data, initial={"answer_by": today + timedelta(days=21)})
        self.today = today
        self.parties = [party for party in table.parties.all() if party.sits]
        addresses = _addresses(table)
        for party in self.parties:
            self.fields[f"ask-{party.pk}"] = forms.BooleanField(
                label=party.name, required=False, initial=True
            )
            self.fields[f"mail-{party.pk}"] = MailField(
                label=_("E-mailadres"), required=False, initial=addresses.get(party.pk, "")
            )

    def party_fields(self) -> Iterator[tuple[Party, BoundField, BoundField]]:
        """Yield each party with its tick and its address."""
        for party in self.parties:
            yield party, self[f"ask-{party.pk}"], self[f"mail-{party.pk}"]

    def clean_answer_by(self) -> date:
        """The last day lies ahead, and not years away."""
        day: date = self.cleaned_data["answer_by"]
        if day < self.today:
            raise forms.ValidationError(_("Deze dag is voorbij. Kies een dag vanaf vandaag."))
        if day > self.today + A_YEAR:
            raise forms.ValidationError(_("Dit is meer dan een jaar weg. Kies een dag die dichterbij is."))
        return day

    def clean(self) -> dict[str, Any]:
        """Someone must be asked."""
        super().clean()
        if not any(self.cleaned_data.get(f"ask-{party.pk}") for party in self.parties):
            self.add_error(None, _("Kies minstens één partij."))
        return self.cleaned_data

    @property
    def asked(self) -> dict[Party, str]:
        """The parties that were ticked, with their address if it was filled in."""
        said = self.cleaned_data
        return {party: said[f"mail-{party.pk}"] for party in self.parties if said[f"ask-{party.pk}"]}


def _addresses(table: AreaTable) -> dict[int, str]:
    """Return the address of whoever sits for each party, the first seat first."""
    seats = Seat.objects.filter(table=table, party__isnull=False).exclude(person__email="")
    found: dict[int, str] = {}
    for party, email in seats.values_list("party", "person__email"):
        if party is not None and email:
            found.setdefault(party, email)
    return found


class LaterDay(forms.Form):
    """A later last day."""

    answer_by = RequestForm.base_fields["answer_by"]


class Address(forms.Form):
    """Where the mail to one party goes."""

    email = MailField(label=_("E-mailadres"), error_messages={"required": _("Vul een e-mailadres in.")})
