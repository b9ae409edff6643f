"""The forms of the catalogue: what one looks for, a file of schemes, and one scheme of the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.exchange.themes import GROUPS, THEMES, theme_name
from gebiedstafel.ui.day_input import DayInput

from ..money import CostType
from .words import PLACES

LONG, MOST_LINES = 300, 12
NO_DAY = {"invalid": _("Dit is geen dag. Schrijf hem als 2026-11-26.")}


def _line(label: Any, help_text: Any, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=LONG, error_messages={"required": missing}
    )


def _ticks(label: Any, choices: Any, missing: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": missing},
    )


class SchemesFileForm(forms.Form):
    """One file with schemes of the municipality."""

    file = forms.FileField(
        label=_("Het bestand"),
        help_text=_("Een bestand met regelingen (.yaml), zoals u het hier kunt meenemen. Hoogstens 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        error_messages={
            "required": _("We missen het bestand. Kies het op uw computer."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
            "invalid": _("We missen het bestand. Kies het op uw computer."),
        },
    )


class SchemeForm(forms.Form):
    """One scheme of the municipality, in so many questions as a person can answer at once."""

    name = _line(_("Naam van de regeling"), "", _("We missen de naam."))
    purpose = _line(_("Waarvoor is het?"), _("In één zin."), _("Zeg in één zin waarvoor het is."))
    owner_class = forms.ChoiceField(label=_("Wiens geld is het?"), choices=OwnerClass.choices)
    applicants = _ticks(_("Wie kan aanvragen?"), OwnerClass.choices, _("Kies minstens één soort aanvrager."))
    who = _line(_("Wie precies, in woorden?"), "", _("Zeg in woorden wie kan aanvragen."))
    place = forms.ChoiceField(label=_("Waar mag het landen?"), choices=tuple(PLACES.items()))
    where = _line(_("Waar precies, in woorden?"), "", _("Zeg in woorden waar het mag landen."))
    cost_types = _ticks(
        _("Welke kosten mag het betalen?"), CostType.choices, _("Kies minstens één soort kosten.")
    )
    themes = forms.MultipleChoiceField(
        label=_("Alleen voor deze thema’s"),
        help_text=_("Niets gekozen: voor elk thema."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asks = forms.CharField(
        label=_("Wat vraagt het?"),
        help_text=_("Eén regel per eis, in gewone woorden. Geen bedragen en dagen: die veranderen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MOST_LINES * (LONG + 1),
        error_messages={"required": _("Zeg in minstens één regel wat het vraagt.")},
    )
    state = forms.ChoiceField(
        label=_("Kan men nu aanvragen?"),
        choices=(
            ("", _("dat wisselt, kijk bij de regeling")),
            ("continuous", _("ja, zonder rondes")),
            ("closed", _("nee, het is gesloten")),
        ),
        required=False,
    )
    valid_until = forms.DateField(
        label=_("Tot en met welke dag geldt het?"),
        help_text=_("Leeg: dat weten we niet."),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages=NO_DAY,
        widget=DayInput(),
        required=False,
    )
    source = _line(
        _("Waar staat de regeling?"), _("Bijvoorbeeld een besluit of een adres."), _("Noem de bron.")
    )
    url = forms.RegexField(
        r"^https://[a-z0-9.-]+\.[a-z]{2,}(/[^\s\"<>]*)?$",
        label=_("Adres van de regeling"),
        help_text=_("Van wie de regeling maakte; het begint met https://. Leeg: dat weten we niet."),
        max_length=LONG,
        required=False,
        error_messages={"invalid": _("Dit is geen adres. Schrijf het als https://www.gemeente.nl/regeling.")},
    )
    checked = forms.BooleanField(label=_("Ik heb de bron zelf gelezen"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "nl"
        self.fields["themes"].choices = [  # type: ignore[attr-defined]
            (
                theme_name(group, language),
                [(code, theme_name(code, language)) for code in THEMES if code[:3] == group],
            )
            for group in GROUPS
        ]

    def clean_asks(self) -> list[str]:
        """Return the lines, each a demand."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["asks"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES or any(len(line) > LONG for line in lines):
            raise forms.ValidationError(_("Houd het bij twaalf regels van hoogstens 300 tekens."))
        return lines


def shown_in_form(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the municipality as the form shows it."""
    rules = row["rules"]
    state = "continuous" if row.get("continuous") else "closed" if row.get("closed") else ""
    told = {name: row[name] for name in ("name", "purpose", "applicants", "who", "place", "where")}
    return {
        **told,
        "owner_class": rules["owner_class"],
        "cost_types": rules["cost_types"],
        "themes": [code for code in THEMES if {code, code[:3]} & set(rules.get("themes", ()))],
        "asks": "\n".join(row["asks"]),
        "state": state,
        "valid_until": row.get("valid_until"),
        "source": row["source"]["text"],
        "url": row["source"].get("url", ""),
        "checked": row["status"] == "nagekeken",
    }


def row_of_form(
    said: Mapping[str, Any], key: str, today: str, before: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the row that a filled-in form says; what the form does not ask of an older row stays."""
    kept = dict(before or {})
    rules = {
        **kept.get("rules", {}),
        "owner_class": said["owner_class"],
        "cost_types": list(said["cost_types"]),
    }
    rules.pop("themes", None)
    if said["themes"]:
        rules["themes"] = list(said["themes"])
    row = {
        **{
            name: value for name, value in kept.items() if name not in ("continuous", "closed", "valid_until")
        },
        "id": key,
        "edition": kept.get("edition", 1),
        **{name: said[name] for name in ("name", "purpose", "who", "place", "where", "asks")},
        "applicants": list(said["applicants"]),
        "rules": rules,
        "status": "nagekeken" if said["checked"] else "algemeen bekend",
        "source": {"text": said["source"], "seen_on": today},
    }
    if said["url"]:
        row["source"]["url"] = said["url"]
    if said["state"]:
        row[said["state"]] = True
    if said["valid_until"]:
        row["valid_until"] = said["valid_until"].isoformat()
    return row
