"""What one fills in to send a signal, a row of the round of the quarter, and an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.free_text_guard import Reason
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.ui.plain_words import one_line, too_long

from . import quarters
from .actions import stopped, why_too_many
from .guard_words import sentences
from .models import LONGEST, MOST, Signal, Trend
from .places import places_of
from .theme_choices import theme_choices

NUMBER = _("Vul een heel getal in, 1 of meer.")


class CountForm(forms.Form):
    """How many, how it goes, and a sentence: what every signal says."""

    use_required_attribute = False
    count = forms.IntegerField(
        label=_("Hoe vaak?"),
        help_text=_(
            "Mensen, huizen of keren. Alleen uw partij ziet dit getal; de tafel ziet ongeveer hoeveel."
        ),
        min_value=1,
        max_value=MOST,
        error_messages={"required": NUMBER, "invalid": NUMBER, "min_value": NUMBER},
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "gt-sig-count"}),
    )
    trend = forms.ChoiceField(
        label=_("Hoe gaat het?"), choices=Trend.choices, required=False, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Eén zin erbij"),
        help_text=_(
            "Wat ziet u vaker? Geen namen, huisnummers of iemand die te herkennen is. "
            "Schrijf ook niet hoe vaak: dat vult u al in. "
            "Wij herkennen niet elke naam, dus lees uw zin nog eens na."
        ),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    #: Why the guard stopped the text; the page counts these, and nothing else of it.
    stopped_for: list[Reason]

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.stopped_for = table, []

    def clean_text(self) -> str:
        """Let the guard read the sentence. What it stops goes back to this one screen and nowhere else."""
        text = one_line(self.cleaned_data["text"])
        if why := too_long(text, LONGEST):
            raise forms.ValidationError(why)
        self.stopped_for = stopped(self.table, text)
        if self.stopped_for:
            raise forms.ValidationError(sentences(self.stopped_for))
        return text


class SignalForm(CountForm):
    """A whole signal: what, of which theme, where, and whether it was counted or seen."""

    kind = forms.ChoiceField(
        label=_("Wat wilt u melden?"),
        choices=Signal.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de vier.")},
    )
    theme = forms.ChoiceField(
        label=_("Waar gaat het over?"), error_messages={"required": _("Kies een thema.")}
    )
    area = forms.ChoiceField(label=_("Waar?"), help_text=_("De buurt is precies genoeg."))
    how = forms.ChoiceField(
        label=_("Hoe weet u dit?"),
        choices=Signal.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de twee.")},
    )
    quarter = forms.ChoiceField(label=_("Over welk kwartaal?"))
    field_order = ("kind", "theme", "area", "how", "count", "quarter", "trend", "text")

    def __init__(
        self, *args: Any, table: AreaTable, party: Party | None, asked: tuple[str, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, table=table, **kwargs)
        places = places_of(table)
        self._choose("theme", [("", _("Kies een thema")), *theme_choices(party)])
        self._choose("area", [(key, name) for key, name in places.choices])
        self._choose("quarter", [(one, quarters.words(one)) for one in asked])
        if len(asked) == 1:
            self.fields["quarter"].widget = forms.HiddenInput()

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for a sentence where a number alone tells nothing, and how whoever saw many knows it."""
        said = super().clean() or {}
        if {"how", "theme", "count"} <= said.keys() and (
            why := why_too_many(said["how"], said["theme"], said["count"])
        ):
            self.add_error("count", why)
        bare = said.get("kind") == Signal.Kind.PATTERN and said.get("how") == Signal.How.COUNTED
        if "text" in said and not said["text"] and not bare and said.get("kind"):
            self.add_error("text", _("Schrijf één zin, anders weet niemand wat u bedoelt."))
        return said


class BatchAnswerForm(forms.Form):
    """An answer in words."""

    use_required_attribute = False
    answer = forms.CharField(
        label=_("Antwoord"),
        help_text=_("Zeg wat er gebeurt, en als iets niet kan: waarom niet."),
        error_messages={
            "required": _("Er staat nog niets. Schrijf wat er gebeurt, of waarom iets niet kan.")
        },
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
    )


class WaitingAnswerForm(BatchAnswerForm):
    """An answer to whoever sent what is not shown: about which group of themes, or all that is asked of one.

    `groups` are those that one may answer, `own` those that are asked of one: for a chair who chose a party
    for each of them that is none, so that a group has to be picked.
    """

    group = forms.ChoiceField(
        label=_("Waarover?"), error_messages={"required": _("Kies waarover u schrijft.")}
    )
    field_order = ("group", "answer")

    def __init__(self, data: Any = None, *, groups: Sequence[str], own: Sequence[str]) -> None:
        super().__init__(data, auto_id="wacht-%s")
        language = get_language() or "nl"
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        named = [(one, theme_name(one, language)) for one in groups]
        field.required = not own
        field.choices = named if len(named) == 1 else [("", _all_of(groups, own)), *named]


def _all_of(groups: Sequence[str], own: Sequence[str]) -> str | Promise:
    """Return what stands first where one chooses a group: all that is asked of one, or that one chooses."""
    if not own:
        return _("Kies waarover")
    return _("Alles wat u beantwoordt") if own == groups else _("Alles waar geen partij voor gekozen is")
