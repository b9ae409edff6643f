"""What a request under the Wet open overheid may reveal, per kind of data that a table keeps."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class KindOfData:
    """A kind of data, what usually becomes public of it on request, what usually does not, and why."""

    name: str
    open: str
    closed: str


def kinds_of_data() -> tuple[KindOfData, ...]:
    """Return every kind a table keeps, in the order of the pages."""
    return (
        KindOfData(
            _("Plannen, opgaven en maatregelen"),
            _("Wat de tafel als plan koos, met bedragen en redenen."),
            _("Varianten en persoonlijke beleidsopvattingen in intern beraad."),
        ),
        KindOfData(
            _("Geldstromen en uren"),
            _("Bedragen van overheden, en wat voor een besluit is gebruikt."),
            _("Bedrijfsgegevens die een organisatie vertrouwelijk gaf. Zet ze op “eigen”, en zeg het erbij."),
        ),
        KindOfData(
            _("Afspraken"),
            _("Wie wat toezegt, wanneer, en wat ervan kwam. Ook afspraken die u “tafel” noemt."),
            _("Wat een derde vertrouwelijk toezegde, als openbaarheid die partij echt schaadt."),
        ),
        KindOfData(
            _("Mandaten"),
            _("Wat een overheid mag beslissen. Dat staat vaak al in een mandaatregeling."),
            _("De grens van een bedrijf of bewonersgroep, als die haar positie schaadt."),
        ),
        KindOfData(
            _("Verslagen van bijeenkomsten"),
            _("Besluiten en acties, en wat aan de wijk verteld wordt."),
            _("Wie wat vond in intern beraad. Schrijf daarom besluiten op, geen citaten."),
        ),
        KindOfData(
            _("Belangen, zorgen en grenzen van partijen"),
            _("Wat een overheid zelf schreef, als het bij een besluit hoort."),
            _("Persoonlijke opvattingen, en wat een partij alleen voor zichzelf hield."),
        ),
        KindOfData(
            _("Gesprek met bewoners"),
            _("De stellingen en de uitslag. Die staan al openbaar."),
            _("Wie wat stemde. Dat kan niemand meer zien: na 30 dagen is de koppeling gewist."),
        ),
        KindOfData(
            _("Mensen: namen, adressen, stoelen"),
            _("Namen van bestuurders en van wie namens een overheid besloot."),
            _("Namen en adressen van bewoners, en van medewerkers die niet naar buiten treden."),
        ),
        KindOfData(
            _("Het logboek"),
            _("Wat er wanneer gedaan is, vanaf welke stoel."),
            _("Wie dat was, als dat een privépersoon is. In het logboek staat geen naam, maar een teken."),
        ),
    )
