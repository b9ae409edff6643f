"""What someone hands in to take in a conversation that was held elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING = {"required": _("Kies dit bestand uit de uitvoer.")}


class ImportForm(forms.Form):
    """The files of an export; the question where the summary does not tell it."""

    use_required_attribute = False
    question = forms.CharField(
        label=_("Welke vraag werd gesteld?"),
        help_text=_("Mag leeg blijven als u summary.csv meegeeft: daar staat de vraag in."),
        max_length=300,
        required=False,
    )
    comments = forms.FileField(label=_("Stellingen (comments.csv)"), error_messages=MISSING)
    votes = forms.FileField(label=_("Stemmen (votes.csv)"), error_messages=MISSING)
    summary = forms.FileField(label=_("Samenvatting (summary.csv), als u die hebt"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the question where no file can tell it."""
        filled = super().clean() or {}
        if not filled.get("question") and not filled.get("summary") and "question" not in self.errors:
            self.add_error("question", _("Schrijf de vraag, of geef summary.csv mee."))
        return filled
