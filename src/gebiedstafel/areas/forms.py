"""The form with which someone hands in files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.exchange.figures_csv import LARGEST_MB


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
        label=gettext_lazy("Cijfers (CSV)"),
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

    def clean(self) -> dict[str, Any]:
        """Refuse an empty form, and boundaries of which nobody says the year."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("figures"):
            if not cleaned.get("boundaries"):
                raise forms.ValidationError(_("Kies een bestand met cijfers, met grenzen, of allebei."))
            if not cleaned.get("year"):
                self.add_error("year", _("Van welk jaar zijn deze grenzen? Vul het jaar in."))
        return cleaned
