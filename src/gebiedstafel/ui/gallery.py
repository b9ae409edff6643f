"""What the gallery fills its parts with: made-up words, as plain as the real ones."""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from .qr import qr_code

DRAWING = mark_safe(
    '<svg viewBox="0 0 300 60" role="img" aria-labelledby="proefbalk"><title id="proefbalk">3 en 5</title>'
    '<rect class="cov-now" y="6" width="180" height="16"/>'
    '<rect class="cov-now" y="34" width="300" height="16"/></svg>'
)


class ExampleForm(forms.Form):
    """A few fields of different kinds, one of them with a fault."""

    name = forms.CharField(label=_("Naam"), help_text=_("Zo noemt de tafel het."))
    year = forms.IntegerField(
        label=_("Jaar"), error_messages={"required": _("We missen het jaar. Vul 2027 tot en met 2030 in.")}
    )
    kind = forms.ChoiceField(label=_("Soort"), choices=[("a", _("groen")), ("b", _("grijs"))])
    reason = forms.CharField(label=_("Waarom"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sure = forms.BooleanField(label=_("Ik weet het zeker"), required=False)


def examples() -> dict[str, Any]:
    """Return one example for every part."""
    return {
        "form": ExampleForm({"name": _("Regentuinen"), "kind": "a"}),
        "rows": [
            {
                "name": _("Regentuinen"),
                "url": "#rule_list",
                "value": "€\u00a0260.000",
                "note": _("Wacht op een gesprek."),
            },
            {"name": _("Warmteplan"), "value": "€\u00a090.000"},
        ],
        "headers": [
            {"text": _("Straat")},
            {"text": _("Bomen"), "numeric": True},
            {"text": _("Bankjes"), "numeric": True},
        ],
        "cells": [["Kersenstraat", 12, 3], ["Perenlaan", 9, 5]],
        "drawing": DRAWING,
        "qr": qr_code("https://voorbeeld.nl/straat/"),
        "date": date(2027, 2, 1),
        "page": Paginator(range(60), 20).page(2),
    }
