"""What someone fills in to tell a story, and what a reader fills in about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gebiedstafel.exchange.photos import LARGEST_BYTES, BadPhoto, Photo, redrawn
from gebiedstafel.exchange.themes import plain_themes_by_group, themes_by_group
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.ui.plain_words import LONGEST, plain, written
from gebiedstafel.ui.refusals import Refused

from .actions import PLACES
from .guarded import asked_about, stopped_by
from .models import LONGEST_PHOTO_WORDS, LONGEST_REASON, MOST_THEMES, Story
from .photo_words import why_no_photo


class TellForm(forms.Form):
    """A story: what, where, and who may read it."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("Uw verhaal"),
        help_text=gettext_lazy(
            "Een paar zinnen is genoeg. Schrijf geen namen, huisnummers of telefoonnummers op, ook niet van"
            " uzelf."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST}),
        error_messages={
            "required": gettext_lazy("Er staat nog niets. Schrijf in een paar zinnen wat u meemaakt.")
        },
    )
    area = forms.ChoiceField(label=gettext_lazy("Waar is dat?"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("Waar gaat het over? (mag leeg blijven)"), required=False)
    circle = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=Story.Circle.choices,
        initial=Story.Circle.TABLE,
    )
    photo = forms.FileField(
        label=gettext_lazy("Een foto erbij (mag)"),
        help_text=gettext_lazy(
            "Zonder mensen die te herkennen zijn. Waar en wanneer de foto gemaakt is, halen wij eruit."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": gettext_lazy("Dit bestand is leeg. Kies een andere foto.")},
    )
    photo_words = forms.CharField(
        label=gettext_lazy("Wat staat er op de foto?"),
        help_text=gettext_lazy("Voor wie de foto niet kan zien. Mag leeg blijven."),
        required=False,
        max_length=LONGEST_PHOTO_WORDS,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Ik keek het na: niemand is te herkennen"),
        required=False,
        widget=forms.HiddenInput,
    )
    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, table: AreaTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = place_names(table).values()
        places = table.areas.filter(level__in=PLACES).exclude(key=table.area).values_list("key", "name")
        self.fields["area"] = forms.ChoiceField(
            label=self.fields["area"].label, required=False, choices=[("", _("ergens in de wijk")), *places]
        )
        self.fields["theme"] = forms.ChoiceField(
            label=self.fields["theme"].label,
            required=False,
            choices=[("", _("Kies een onderwerp")), *plain_themes_by_group(get_language() or "nl")],
        )
        if self.is_bound and self.errors and self.files.get("photo"):
            self._ask_photo_again()

    def _ask_photo_again(self) -> None:
        """A browser does not keep a file for who has to send a form again."""
        if "photo" not in self.errors:
            self.add_error("photo", _("Kies uw foto nog een keer. Een browser onthoudt hem niet."))

    def refuse(self, refusal: Refused, *, photo: bool) -> None:
        """Tell why it cannot be taken in now, with all that was typed; `photo` says that one was sent."""
        self.add_error(None, str(refusal))
        if photo:
            self._ask_photo_again()

    def clean_text(self) -> str:
        """Return the words as they are kept, without what could point at a person."""
        try:
            words = written(self.cleaned_data["text"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        if stopped := stopped_by(words, self.names):
            raise forms.ValidationError(stopped)
        return words

    def clean_photo_words(self) -> str:
        """Return what is on the photo, without what could point at a person."""
        words = plain(self.cleaned_data["photo_words"])
        if stopped := stopped_by(words, self.names):
            raise forms.ValidationError(stopped)
        return words

    def clean(self) -> dict[str, Any]:
        """Ask once about what may point at a person, and take it in when its teller looked."""
        filled = super().clean() or self.cleaned_data
        found = asked_about(f"{filled.get('text', '')}\n{filled.get('photo_words', '')}", self.names)
        if found:
            self.fields["sure"].widget = forms.CheckboxInput()
            if not filled.get("sure"):
                self.add_error("text", found)
                self.add_error("sure", _("Kijk nog een keer, pas het aan, of zet hieronder een vinkje."))
        return filled

    def clean_photo(self) -> Photo | None:
        """Return the photo drawn anew."""
        file: UploadedFile[bytes] | None = self.cleaned_data["photo"]
        if file is None:
            return None
        try:
            return redrawn(file.read(LARGEST_BYTES + 1))
        except BadPhoto as bad:
            raise forms.ValidationError(why_no_photo(bad.reason)) from None

    def told(self) -> dict[str, Any]:
        """Return what was filled in, as telling takes it."""
        filled = dict(self.cleaned_data)
        theme = filled.pop("theme")
        del filled["sure"]
        return {**filled, "themes": [theme] if theme else []}


class TypeForm(TellForm):
    """A story on paper, typed over."""

    other = forms.BooleanField(
        label=gettext_lazy("Dit is een ander vel, van iemand anders"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        """Keep the box in sight for whoever ticked it."""
        filled = super().clean()
        if filled.get("other"):
            self.ask_other()
        return filled

    def ask_other(self) -> None:
        """Let whoever types say that this is another sheet."""
        self.fields["other"].widget = forms.CheckboxInput()


class ReadForm(forms.Form):
    """What a reader says of a story: what it is about, and whether people would know the place."""

    use_required_attribute = False
    recognisable = forms.BooleanField(
        label=gettext_lazy("Dit zegt iets kwaads over een plek of zaak die mensen herkennen"),
        help_text=gettext_lazy("Dan leest een tweede lezer mee, en ziet niemand het tot die ook ja zegt."),
        required=False,
    )
    challenge = forms.ChoiceField(label=gettext_lazy("Hoort bij de opgave"), required=False)

    def __init__(self, *args: Any, challenges: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = self.fields.pop("challenge").label
        for number in range(MOST_THEMES):
            self.fields[f"theme_{number}"] = forms.ChoiceField(
                label=_("Onderwerp {number}").format(number=number + 1),
                required=False,
                choices=[("", _("geen")), *themes_by_group(get_language() or "nl")],
            )
        self.fields["challenge"] = forms.ChoiceField(
            label=label, required=False, choices=[("", _("geen opgave")), *challenges.items()]
        )

    def said(self) -> dict[str, Any]:
        """Return what was filled in, as showing takes it."""
        filled = self.cleaned_data
        themes = [filled[f"theme_{number}"] for number in range(MOST_THEMES)]
        return {
            "recognisable": filled["recognisable"],
            "themes": [theme for theme in themes if theme],
            "challenge": filled["challenge"],
        }


class ReasonForm(forms.Form):
    """Why a story is not shown."""

    use_required_attribute = False
    reason = forms.CharField(
        label=gettext_lazy("Waarom niet?"),
        help_text=gettext_lazy("De verteller leest dit. Zeg wat er anders zou kunnen."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_REASON}),
        error_messages={"required": gettext_lazy("Schrijf waarom. De verteller leest het.")},
    )
