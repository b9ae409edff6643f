"""The forms with which a table begins and is arranged."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.tables.models import Level
from gebiedstafel.ui.day_input import DayInput

MOST_YEARS = 30
SPAN = re.compile(r"\s*([0-9]{4})\s*(?:[-–]|t/m|tot en met)\s*([0-9]{4})\s*")


class OneLine(forms.CharField):
    """Words on one line: line breaks and double spaces become one space."""

    def clean(self, value: Any) -> str:
        """Return the words."""
        return " ".join(str(super().clean(value) or "").split())


class BeginForm(forms.Form):
    """The two things a table cannot do without."""

    name = OneLine(
        label=_("Hoe heet uw tafel?"),
        max_length=200,
        help_text=_("Meestal de naam van de wijk of buurt."),
        error_messages={"required": _("We missen de naam van de tafel.")},
    )
    owner = OneLine(
        label=_("Voor welke organisatie zit u daar?"),
        max_length=200,
        help_text=_("Zij is de eerste partij aan tafel, en u bent de voorzitter."),
        error_messages={"required": _("We missen de organisatie. Een bewonersgroep mag ook.")},
    )
    owner_class = forms.ChoiceField(
        label=_("Wat voor organisatie is dat?"), required=False, choices=[("", _("weet ik niet"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_class"].choices = [("", _("weet ik niet")), *OwnerClass.choices]  # type: ignore[attr-defined]


class YearsField(forms.CharField):
    """Calendar years, as a span or one by one."""

    def clean(self, value: Any) -> list[int]:
        """Return the years in order; say what would be read when this is not."""
        text = str(super().clean(value) or "")
        span = SPAN.fullmatch(text)
        found = (
            range(int(span[1]), int(span[2]) + 1)
            if span
            else [int(y) for y in re.findall(r"\b[0-9]{4}\b", text)]
        )
        years = sorted(set(found))
        if not years or re.sub(r"[0-9\s,;–-]|t/m|tot en met|en", "", text):
            raise ValidationError(_now("Schrijf de jaren als 2027–2030, of als 2027, 2028."))
        if len(years) > MOST_YEARS:
            raise ValidationError(_now("Neem hoogstens {n} jaren.").format(n=MOST_YEARS))
        if years[0] < 1900 or years[-1] > 2200:
            raise ValidationError(_now("Neem jaren tussen 1900 en 2200."))
        return years


class HeadingForm(forms.Form):
    """Name, years and reference day of a table."""

    name = OneLine(
        label=_("Naam van de tafel"),
        max_length=200,
        error_messages={"required": _("We missen de naam van de tafel.")},
    )
    years = YearsField(
        label=_("Voor welke jaren maakt u plannen?"),
        help_text=_("Bijvoorbeeld 2027–2030."),
        error_messages={"required": _("We missen de jaren. Schrijf ze als 2027–2030.")},
    )
    as_of = forms.DateField(
        label=_("Stand van zaken op"),
        help_text=_("De dag waarop de gegevens van de tafel kloppen, bijvoorbeeld 2026-11-26."),
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={
            "required": _("We missen de dag."),
            "invalid": _("Dit is geen dag. Schrijf hem als 2026-11-26."),
        },
    )


class ArrangeForm(HeadingForm):
    """The heading of a table, with the one rule of money that a table may lift for itself."""

    one_off_pays_recurring = forms.BooleanField(
        label=_("Eenmalig geld mag kosten betalen die elk jaar terugkomen"),
        help_text=_(
            "Normaal mag dat niet: als het geld op is, blijven de kosten. Vinkt u dit aan, dan staat "
            "het bij elke betaling in een plan."
        ),
        required=False,
    )


class AreaForm(forms.Form):
    """The area in one's own words, where no figures are loaded."""

    name = OneLine(
        label=_("Hoe heet het gebied?"),
        max_length=200,
        error_messages={"required": _("We missen de naam van het gebied.")},
    )
    level = forms.ChoiceField(
        label=_("Wat voor gebied is het?"), choices=Level.choices, initial=Level.DISTRICT
    )


class PartyForm(forms.Form):
    """A party that takes part."""

    name = OneLine(
        label=_("Naam van de partij"),
        max_length=200,
        error_messages={"required": _("We missen de naam van de partij.")},
    )
    owner_class = forms.ChoiceField(label=_("Wat voor partij is het?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_class"].choices = [("", _("weet ik niet")), *OwnerClass.choices]  # type: ignore[attr-defined]
