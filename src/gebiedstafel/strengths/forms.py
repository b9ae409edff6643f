"""What one fills in to bring a strength: three things are enough, the rest may come later."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gebiedstafel.exchange.themes import themes_by_group
from gebiedstafel.tables.models import AreaTable, Level

from .models import Strength
from .said import Said, cleaned, faults_of

Words = Any
THEME_BOXES = ("theme1", "theme2", "theme3")

#: What each kind is, with an example, so that nobody has to wonder.
EXAMPLES: dict[str, Words] = {
    Strength.Kind.INITIATIVE: _("mensen die samen iets doen, zoals een moestuin of kookclub"),
    Strength.Kind.PLACE: _("waar mensen elkaar vinden, zoals een plein of huiskamer"),
    Strength.Kind.ROOM: _("ruimte die leeg staat of vaak leeg is"),
    Strength.Kind.TOOL: _("iets om te lenen, zoals een bakfiets of partytent"),
    Strength.Kind.NETWORK: _("een club, vereniging of app-groep die veel mensen bereikt"),
}


def _words(label: Words, help_text: Words = "") -> forms.CharField:
    # No length for the browser: one that cuts off what is too long tells nothing, we tell the count.
    return forms.CharField(label=label, help_text=help_text, required=False)


def _with_example(kind: str, label: Words) -> SafeString:
    return format_html("<b>{}</b> <small>{}</small>", label, EXAMPLES[kind])


def place_choices(table: AreaTable) -> list[tuple[str, str]]:
    """Return the places of a table to choose from: the whole of it first, then its parts and streets."""
    wide = (Level.MUNICIPALITY, Level.REGION, Level.STATE)
    rows = table.areas.exclude(level__in=wide).exclude(key=table.area).values_list("key", "name")
    return [("", _now("het hele gebied")), *rows]


class ResidentForm(forms.Form):
    """What a resident says of a strength, without an account."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Wat is het?"), required=False, widget=forms.RadioSelect)
    name = _words(_("Hoe heet het?"))
    sentence = _words(_("Vertel er één zin over"), _("Noem geen namen van mensen, ook niet die van uzelf."))
    area = forms.ChoiceField(label=_("Waar is het?"), required=False)
    holder = _words(
        _("Van welke organisatie of plek is het?"),
        _("Een organisatie, club of plek. Geen persoon."),
    )
    available = _words(_("Wanneer kan het?"), _("Bijvoorbeeld: dinsdag en donderdag in de ochtend."))
    capacity = _words(
        _("Hoeveel is er, of hoeveel past erin?"), _("Bijvoorbeeld: veertig stoelen en een keuken.")
    )
    in_kind = forms.ChoiceField(
        label=_("Mag de wijk het gebruiken?"),
        required=False,
        choices=Strength.InKind.choices,
        initial=Strength.InKind.ASK,
        widget=forms.RadioSelect,
    )

    #: What stands under *Meer vertellen*.
    later: tuple[str, ...] = ("holder", "available", "capacity", "in_kind")

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table
        self._choose("kind", [(key, _with_example(key, label)) for key, label in Strength.Kind.choices])
        self._choose("area", place_choices(table))

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def said(self) -> Said:
        """What was filled in, as it would be kept; a box that was left out has its usual value."""
        usual = Said()
        typed = self.data
        one = {name: typed.get(name, "") for name in self.fields if not name.startswith("theme")}
        for name in ("in_kind", "circle"):
            one[name] = one.get(name) or getattr(usual, name)
        themes = tuple(typed[name] for name in THEME_BOXES if typed.get(name))
        return cleaned(Said(**one, themes=themes))

    def clean(self) -> dict[str, Any]:
        """Tell every fault at its own box, at once."""
        # The words of our own say more than "choose from the list".
        self.errors.clear()
        for name, fault in faults_of(self.said, self.table).items():
            self.add_error(name if name in self.fields else None, fault)
        return self.cleaned_data

    @property
    def first(self) -> list[forms.BoundField]:
        """The boxes that are enough."""
        return [self[name] for name in self.fields if name not in self.later]

    @property
    def more(self) -> list[forms.BoundField]:
        """The boxes that may wait."""
        return [self[name] for name in self.fields if name in self.later]

    @property
    def more_is_open(self) -> bool:
        """Whether something stands or is wrong under *Meer vertellen*."""
        return any(self.errors.get(name) for name in self.later) if self.is_bound else bool(self.initial)


class StrengthForm(ResidentForm):
    """What a seat at the table says of a strength."""

    party = forms.ChoiceField(label=_("Welke partij biedt het aan?"), required=False)
    theme1 = forms.ChoiceField(label=_("Bij welk thema helpt het?"), required=False)
    theme2 = forms.ChoiceField(label=_("Nog een thema"), required=False)
    theme3 = forms.ChoiceField(label=_("En nog een"), required=False)
    circle = forms.ChoiceField(
        label=_("Wie mag dit zien?"),
        required=False,
        choices=Strength.Circle.choices,
        initial=Strength.Circle.TABLE,
        widget=forms.RadioSelect,
    )
    later = (*ResidentForm.later, "party", *THEME_BOXES)

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, table=table, **kwargs)
        parties = table.parties.values_list("key", "name")
        self._choose("party", [("", _now("geen partij")), *parties])
        for name in THEME_BOXES:
            self._choose(name, [("", _now("geen thema")), *themes_by_group(get_language() or "nl")])


def filled_in(said: Said) -> dict[str, Any]:
    """Return what a form shows of what a strength says now."""
    one: dict[str, Any] = {
        name: getattr(said, name) for name in StrengthForm.base_fields if hasattr(said, name)
    }
    return one | dict(zip(THEME_BOXES, said.themes, strict=False))
