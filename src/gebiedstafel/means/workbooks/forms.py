"""The form that takes a workbook."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class WorkbookForm(forms.Form):
    """One file, and whether outcomes of formulas may count."""

    workbook = forms.FileField(
        label=_("Het werkboek"),
        help_text=_("Een bestand van Excel (.xlsx), hoogstens 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": _("We missen het bestand. Kies het werkboek op uw computer."),
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
            "invalid": _("We missen het bestand. Kies het werkboek op uw computer."),
        },
    )
    with_results = forms.BooleanField(label=_("Neem van formules de uitkomst over"), required=False)
