"""The words of the form of works that cost less together."""

from django.utils.translation import gettext_lazy as _

from gebiedstafel.means.fields.boxes import FieldWords as Field

BUNDLE = (
    Field("title", "text", _("Hoe heet dit samen?"), required=True),
    Field("owner", "choice", _("Wie brengt dit in?"), choices="parties"),
    Field("measures", "ticks", _("Welke werken gaan samen?"), choices="measures"),
    Field(
        "saving_per_extra", "euros", _("Elk werk dat tegelijk begint, bespaart {}."),
        _("Het eerste werk bespaart niets; elk volgend werk dit bedrag."), asks_unknown=True,
    ),
    Field(
        "same_street", "yes_no", _("Geldt dit alleen voor werken in dezelfde straat?"), group="more",
    ),
    Field(
        "saving_on", "ticks", _("Op welke werken valt de besparing?"),
        _("Niets gekozen: op alle werken die samengaan."), group="more", choices="measures",
    ),
    Field(
        "nuisance_weeks", "whole", _("Samen werken scheelt de straat {} weken overlast."), group="more",
    ),
    Field("note", "words", _("Opmerking"), group="more"),
)  # fmt: skip
