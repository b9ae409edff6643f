"""The form with which someone hands in files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.areas.fetched import catalogue_here
from gebiedstafel.areas.models import Loading
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.figure_tables import LARGEST_MB
from gebiedstafel.exchange.open_data.catalogue import own_catalogue
from gebiedstafel.ui.plain_words import plain


class SeveralFiles(forms.ClearableFileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


def _size(file: "UploadedFile[Any]") -> int:
    return file.size or 0


class FilesField(forms.FileField):
    """Any number of files, each with its own fault when it is too big."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        """Return the files; refuse with every fault at once."""
        files: Sequence[UploadedFile[Any]] = (
            data if isinstance(data, list | tuple) else [data] if data else []
        )
        faults = [
            _("%(file)s is %(size)d MB. We lezen tot %(limit)d MB. Knip het per gemeente of per provincie.")
            % {"file": file.name, "size": _size(file) // 1_000_000, "limit": LARGEST_MB}
            for file in files
            if _size(file) > LARGEST_MB * 1_000_000
        ]
        if faults:
            raise forms.ValidationError(faults)
        return [super(FilesField, self).clean(file, initial) for file in files]


class LoadingForm(forms.Form):
    """Figures, boundaries, and of which year and source they are."""

    figures = FilesField(
        label=gettext_lazy("Cijfers (CSV, Excel of GeoJSON)"),
        help_text=gettext_lazy(
            "Kerncijfers wijken en buurten van het CBS, of een bestand met dezelfde codes."
        ),
        required=False,
    )
    boundaries = FilesField(
        label=gettext_lazy("Grenzen (GeoJSON)"),
        help_text=gettext_lazy("In lengte en breedte (WGS84) of in RD; RD rekenen we om."),
        required=False,
    )
    codes = FilesField(
        label=gettext_lazy("Oude en nieuwe codes (CSV of Excel)"),
        help_text=gettext_lazy(
            "Als gemeenten samengingen of een wijk een andere code kreeg. Kolommen oud, nieuw en vanaf, "
            "zoals GM0003;GM1979;2021."
        ),
        required=False,
    )
    year = forms.IntegerField(
        label=gettext_lazy("Jaar"),
        help_text=gettext_lazy("Alleen nodig als het jaar niet in het bestand of in de naam staat."),
        min_value=1990,
        max_value=2100,
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Bron"),
        help_text=gettext_lazy(
            "Zo staat het bij elk cijfer, zoals: CBS, Kerncijfers wijken en buurten 2024."
        ),
        max_length=200,
        required=False,
    )

    names_of = forms.RegexField(
        r"^\s*[Gg][Mm][0-9]{4}\s*$",
        label=gettext_lazy("Gemeentecode"),
        help_text=gettext_lazy(
            "Bijvoorbeeld GM0193. Alleen nodig als het bestand namen van buurten heeft en geen codes. "
            "Laad die buurten dan eerst met hun codes."
        ),
        error_messages={"invalid": gettext_lazy("Een gemeentecode ziet eruit als GM0193.")},
        max_length=10,
        required=False,
    )

    def clean_names_of(self) -> str:
        """Return the code as it is stored."""
        return str(self.cleaned_data["names_of"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """Refuse an empty form, and boundaries of which nobody says the year."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("figures"):
            if not cleaned.get("boundaries") and not cleaned.get("codes"):
                raise forms.ValidationError(_("Kies een bestand met cijfers, met grenzen of met codes."))
            if cleaned.get("boundaries") and not cleaned.get("year"):
                self.add_error("year", _("Van welk jaar zijn deze grenzen? Vul het jaar in."))
        return cleaned


#: What comes always, for everything else is divided by its residents.
ALWAYS = "kwb"
PLAIN_NAMES = {
    "energie": gettext_lazy("Gas, stroom en warmte (CBS)"),
    "ses": gettext_lazy("Welvaart, opleiding en werk (CBS)"),
    "gezondheid": gettext_lazy("Gezondheid (RIVM en GGD)"),
    "misdrijven": gettext_lazy("Misdrijven (politie)"),
    "grenzen": gettext_lazy("Grenzen (Kadaster)"),
}


def sources_to_choose() -> list[tuple[str, str]]:
    """Return the sources of this installation beside the key figures, each with its name in plain words."""
    try:
        catalogue = catalogue_here()
    except BadFile:
        # Whoever fetches is told what is wrong with the list; the page must not fall over it.
        catalogue = own_catalogue()
    return [(one.id, str(PLAIN_NAMES.get(one.id, one.name))) for one in catalogue.sources if one.id != ALWAYS]


class FetchForm(forms.Form):
    """Which municipality, and which sources beside the key figures."""

    municipality = forms.CharField(
        label=gettext_lazy("Welke gemeente?"),
        help_text=gettext_lazy("De naam of de code, zoals Purmerend of GM0439."),
        max_length=80,
    )
    sources = forms.MultipleChoiceField(
        label=gettext_lazy("Wat halen we op?"),
        help_text=gettext_lazy("De kerncijfers van het CBS komen altijd mee."),
        choices=sources_to_choose,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_municipality(self) -> str:
        """Return the name without what cannot be seen."""
        name = " ".join(plain(self.cleaned_data["municipality"]).split())
        if not name:
            raise forms.ValidationError(_("Vul de naam van een gemeente in."))
        return name

    @property
    def without(self) -> list[str]:
        """The sources that were not ticked."""
        return [name for name, _label in sources_to_choose() if name not in self.cleaned_data["sources"]]


def as_last_time() -> dict[str, Any]:
    """Return what was fetched last, to start from; at first every source."""
    last = Loading.objects.exclude(municipality="").order_by("-pk").first()
    left_out = last.without if last else []
    return {
        "municipality": last.municipality if last else "",
        "sources": [name for name, _label in sources_to_choose() if name not in left_out],
    }
