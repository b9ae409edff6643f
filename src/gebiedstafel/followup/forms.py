"""What the pages of follow-up ask: rules of a table, one's own messages, and how an agreement goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.agreements.models import LONGEST_TEXT, Blockage, Status

from .models import FollowUpRules, Rhythm

NUMBER = {"required": gettext_lazy("Vul een getal in."), "invalid": gettext_lazy("Vul een heel getal in.")}


class RulesForm(forms.Form):
    """When a table reminds."""

    first_days = forms.IntegerField(
        label=gettext_lazy("Eerste herinnering: dagen ervoor"),
        min_value=2,
        max_value=90,
        error_messages=NUMBER,
    )
    second_days = forms.IntegerField(
        label=gettext_lazy("Laatste herinnering: dagen ervoor"),
        min_value=1,
        max_value=60,
        error_messages=NUMBER,
    )
    agenda_days = forms.IntegerField(
        label=gettext_lazy("Op de agenda: dagen erna"), min_value=1, max_value=180, error_messages=NUMBER
    )
    up_days = forms.IntegerField(
        label=gettext_lazy("Naar de voorzitter: dagen erna"),
        min_value=2,
        max_value=365,
        error_messages=NUMBER,
    )
    opens = forms.IntegerField(
        label=gettext_lazy("Mail gaat vanaf (uur)"), min_value=0, max_value=23, error_messages=NUMBER
    )
    closes = forms.IntegerField(
        label=gettext_lazy("Mail gaat tot (uur)"), min_value=1, max_value=24, error_messages=NUMBER
    )
    in_weekends = forms.BooleanField(label=gettext_lazy("Ook in het weekend"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def showing(cls, rules: FollowUpRules) -> RulesForm:
        """Return the form with the rules that hold."""
        return cls(
            initial={name: getattr(rules, name, None) for name in cls.base_fields} | {"seen": rules.version}
        )

    def clean(self) -> dict[str, Any]:
        """Tell all that does not fit together at once."""
        said = super().clean() or {}
        pairs = (
            (
                "first_days",
                "second_days",
                _("De eerste herinnering komt eerder dan de laatste. Kies meer dagen."),
            ),
            ("up_days", "agenda_days", _("Eerst op de agenda, daarna naar de voorzitter. Kies meer dagen.")),
            ("closes", "opens", _("Dit uur ligt voor het eerste uur. Kies een later uur.")),
        )
        for more, less, sentence in pairs:
            if more in said and less in said and said[more] <= said[less]:
                self.add_error(more, sentence)
        return said

    @property
    def rules(self) -> FollowUpRules:
        """The rules that were typed."""
        return FollowUpRules(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


class MessagesForm(forms.Form):
    """Which letters someone wants."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak wilt u een overzicht?"),
        choices=Rhythm.choices,
        error_messages={"invalid_choice": gettext_lazy("Kies hoe vaak u een overzicht wilt.")},
    )
    also_when_empty = forms.BooleanField(
        label=gettext_lazy("Ook mailen als er niets te melden is"), required=False
    )
    reminders = forms.BooleanField(
        label=gettext_lazy("Herinner mij voor de dag van een afspraak"), required=False
    )


REPORTED = (Status.ON_TRACK, Status.LATE, Status.BLOCKED, Status.DONE)


class ReportForm(forms.Form):
    """How an agreement goes: one tap and, if one likes, one sentence."""

    status = forms.ChoiceField(
        choices=[(one.value, one.label) for one in REPORTED],
        error_messages={
            "required": gettext_lazy("Kies hoe het gaat."),
            "invalid_choice": gettext_lazy("Kies hoe het gaat."),
        },
    )
    blockage = forms.ChoiceField(choices=[("", "–"), *Blockage.choices], required=False)
    words = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": gettext_lazy("Dit is te lang. Eén zin is genoeg.")},
    )
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """A blockage names its kind and says what is the matter."""
        said = super().clean() or {}
        if said.get("status") == Status.BLOCKED:
            if not said.get("blockage"):
                self.add_error("blockage", _("Kies wat het tegenhoudt."))
            if not said.get("words", "").strip() and "words" not in self.errors:
                self.add_error("words", _("Schrijf in één zin wat er speelt."))
        return said
