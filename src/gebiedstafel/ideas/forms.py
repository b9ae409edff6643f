"""What someone fills in to bring an idea or an offer, and what the table fills in to answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gebiedstafel.tables.models import AreaTable, Level
from gebiedstafel.ui.plain_words import LONGEST

from .models import Idea


class IdeaForm(forms.Form):
    """An idea or an offer: what, and where."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Wat brengt u?"), choices=Idea.Kind.choices)
    text = forms.CharField(
        label=_("Vertel het in een paar zinnen"),
        help_text=_("Schrijf geen namen, adressen of telefoonnummers op, ook niet van uzelf."),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST}),
        error_messages={"required": _("Er staat nog niets. Schrijf in een paar zinnen wat u bedoelt.")},
    )
    area = forms.ChoiceField(label=_("Over welke buurt gaat het?"), required=False)

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = table.areas.filter(level=Level.NEIGHBOURHOOD).values_list("key", "name")
        self.fields["area"] = forms.ChoiceField(
            label=self.fields["area"].label, required=False, choices=[("", _("de hele wijk")), *places]
        )


class AnswerForm(forms.Form):
    """The table's answer in words."""

    use_required_attribute = False
    answer = forms.CharField(
        label=_("Antwoord"),
        help_text=_("Zeg wat er gebeurt, en als iets niet kan: waarom niet."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST}),
        error_messages={"required": _("Schrijf een antwoord in een paar zinnen.")},
    )


class QuestionForm(forms.Form):
    """A question for the agenda."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Vraag voor de tafel"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        error_messages={"required": _("Schrijf de vraag in een paar woorden.")},
    )
