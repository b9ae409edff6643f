"""The words of the form of a party."""

from django.utils.translation import gettext_lazy as _

from gebiedstafel.means.fields.boxes import FieldWords as Field

from .choices import OWNER_CLASSES, PLACES

PARTY = (
    Field("name", "text", _("Naam van de partij"), required=True),
    Field(
        "owner_class", "choice", _("Wat voor organisatie is het?"),
        _("Sommige geldstromen mogen niet samengaan met geld van een bepaald soort organisatie."),
        choices=OWNER_CLASSES,
    ),
    Field(
        "hours", "hours_per_year", _("Hoeveel uur kan deze partij hier geven?"),
        _("Per jaar, en per vak of taak als dat uitmaakt. Laat het vak leeg voor elk soort werk."),
        none=_("geen uren"),
    ),
    Field(
        "max_leads", "whole", _("Trekt hoogstens {} maatregelen tegelijk."), group="hours",
    ),
    Field(
        "themes", "themes", _("Geeft alleen uren aan deze thema’s"),
        _("Niets gekozen: aan alle thema’s."), group="hours",
    ),
    Field(
        "interest", "words", _("Wat wilt u hier bereiken, en waarom?"),
        _("Uw belang. Uw partij bepaalt zelf wanneer anderen dit zien."), group="own", own=True,
    ),
    Field(
        "fear", "words", _("Waar maakt u zich zorgen over?"),
        _("Wat zou er mis kunnen gaan, voor u of voor de mensen voor wie u hier zit."), group="own", own=True,
    ),
    Field(
        "red_line", "words", _("Waar ligt uw grens?"), _("Wat er niet mag gebeuren, wat er ook gebeurt."),
        group="own", own=True,
    ),
    Field(
        "mandate", "words", _("Wat mag u aan tafel zelf toezeggen?"),
        _("Bijvoorbeeld: tot € 5.000, of tot 40 uur."), group="own",
    ),
    Field(
        "never_worse_off", "yes_no", _("Mag deze partij er nooit op achteruitgaan?"),
        _("Bij ja betaalt zij samen nooit meer dan wat het haar binnen de jaren van de tafel oplevert."),
        group="own",
    ),
    Field("at_table", "yes_no", _("Zit deze partij aan tafel?"),
          _("Bij nee blijft haar stoel leeg: haar uren tellen dan niet mee."), group="place"),
    Field("left_on", "date", _("Sinds wanneer is zij van tafel?"),
          _("Wat zij inbracht blijft staan, onder haar naam."), group="place"),
    Field("seat", "choice", _("Waar zit zij?"), group="place", choices=PLACES),
    Field("kind", "text", _("Soort partij, in eigen woorden"), group="place"),
    Field("parent", "choice", _("Hoort bij een grotere partij"), group="place", choices="parties"),
    Field("note", "words", _("Opmerking"), group="place"),
)  # fmt: skip
