"""What someone hands in to take in a conversation that was held elsewhere."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING = {"required": _("Kies dit bestand uit de uitvoer.")}


class ImportForm(forms.Form):
    """The question and two of the files of an export."""

    use_required_attribute = False
    question = forms.CharField(label=_("Welke vraag werd gesteld?"), max_length=300)
    comments = forms.FileField(label=_("Stellingen (comments.csv)"), error_messages=MISSING)
    votes = forms.FileField(label=_("Stemmen (votes.csv)"), error_messages=MISSING)
