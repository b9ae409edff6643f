"""The words of the form of a measure."""

from django.utils.translation import gettext_lazy as _

from gebiedstafel.means.fields.boxes import FieldWords as Field

from .choices import COST_TYPES, NATURES

MEASURE = (
    Field("title", "text", _("Wat gaan we doen?"), required=True),
    Field("owner", "choice", _("Wie brengt dit in?"), choices="parties"),
    Field("start", "start_years", _("Wanneer kan het beginnen?")),
    Field("area", "choice", _("Waar is het?"), choices="areas"),
    Field("themes", "themes", _("Over welke thema’s gaat het?"), asks_unknown=True),
    Field(
        "costs", "euros_per_type", _("Wat kost het?"),
        _("Per soort kosten en per jaar na de start. Een schatting mag; leeg is onbekend, niets is 0."),
        choices=COST_TYPES, none=_("het kost niets"),
    ),
    Field(
        "effects", "effects", _("Hoeveel helpt het, volgens de tafel?"),
        _("Alleen invullen wat de tafel samen besloot. Wat elke partij er zelf van vindt, staat op de pagina "
          "van de maatregel; heeft de tafel niets besloten, dan telt de laagste middelste."),
        group="purpose", none=_("het helpt bij geen opgave"),
    ),
    Field(
        "revenue", "euros_per_type", _("Wat brengt het zelf op?"),
        _("Huur, kaartjes, een bijdrage van gebruikers. Dit hoeft niemand te betalen."),
        group="money", choices=COST_TYPES, none=_("niets"),
    ),
    Field(
        "benefits", "benefits", _("Wie spaart of verdient hierdoor elk jaar geld?"),
        _(
            "Een schatting. Alleen de partij die u noemt, bevestigt of betwist het. "
            "Kost het een partij juist geld, naast wat zij betaalt? Zet dan een min voor het bedrag."
        ),
        group="money", none=_("niemand"),
    ),
    Field(
        "hours", "hours_asked", _("Welke uren vraagt het?"),
        _("Per jaar na de start. Noem de partij, het vak, of allebei."), group="hours",
        none=_("geen uren"),
    ),
    Field("hours_freed", "hours_freed", _("Welke uren komen er vrij?"),
          _("Wordt getoond, maar niet meegeteld."), group="hours", none=_("geen uren")),
    Field("requires", "requires", _("Wat moet eerst?"), group="order", none=_("niets")),
    Field(
        "alternative", "text", _("Sluit andere maatregelen uit met het woord {}."),
        _("Geef maatregelen waarvan er maar één kan hetzelfde woord."), group="order",
    ),
    Field("street", "choice", _("Het werk is in {}."), group="order", choices="areas"),
    Field("opens_street", "yes_no", _("Gaat de straat hiervoor open?"), group="order"),
    Field("nature", "choice", _("De kosten zijn {}."), group="kind", choices=NATURES),
    Field("kinds", "terms", _("Wat voor soort maatregel is het?"),
          _("Eén per regel. Sommige geldstromen vragen erom."), group="kind"),
    Field("target_groups", "terms", _("Voor wie is het?"), _("Eén per regel. Groepen, nooit mensen."),
          group="kind"),
    Field("units", "units", _("Om hoeveel gaat het?"), group="kind"),
    Field("resident_led", "yes_no", _("Trekken bewoners dit zelf?"), group="kind"),
    Field(
        "funded_beyond", "yes_no", _("Is er geld voor na de jaren van de tafel?"),
        _("Zonder dat geld begint een werk dat langer duurt niet."), group="kind",
    ),
    Field("conditions", "conditions", _("Wat moet eerst geregeld zijn?"), group="account", none=_("niets")),
    Field("short", "text", _("Korte naam, voor tekeningen"), group="account"),
    Field("note", "words", _("Opmerking"), group="account"),
)  # fmt: skip
