"""The year most tables begin with: four tables, what lies in between, and the clocks of others."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .models import YearStep

STEP, TABLE, OUTSIDE = YearStep.Kind.STEP, YearStep.Kind.MEETING, YearStep.Kind.OUTSIDE


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step of the year as it is proposed."""

    kind: str
    name: str
    begins: date
    ends: date
    document: str = ""
    decision: str = ""


def default_year(year: int) -> tuple[Drawn, ...]:
    """Return the year as it is proposed to a table that has none of its own."""

    def months(first: int, last: int) -> tuple[date, date]:
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])

    def on(month: int, day: int) -> tuple[date, date]:
        return date(year, month, day), date(year, month, day)

    steps = (
        Drawn(
            STEP,
            _("Beeld verversen"),
            *months(1, 2),
            _("Gebiedsbeeld: nieuwe cijfers, signalen, verhalen"),
            _("Herkennen we dit?"),
        ),
        Drawn(
            TABLE,
            _("Tafel 1: opgaven kiezen"),
            *months(3, 3),
            _("Opgavenkaart"),
            _("Drie tot vijf opgaven, en wat wacht"),
        ),
        Drawn(
            STEP,
            _("In gesprek"),
            *months(4, 5),
            _("Dialoogverslag"),
            _("Waarover zijn we het eens?"),
        ),
        Drawn(
            OUTSIDE,
            _("Kadernota van de gemeente"),
            *months(5, 6),
            _("Claims uit het verbindvoorstel"),
            _("De raad geeft richting voor volgend jaar"),
        ),
        Drawn(
            TABLE,
            _("Tafel 2: verbinden"),
            *months(6, 6),
            _("Verbindvoorstel: maatregelen, geld en uren"),
            _("Wie doet wat samen, en wat vragen we"),
        ),
        Drawn(
            OUTSIDE,
            _("Activiteitenoverzicht van de corporaties"),
            *on(7, 1),
            _("Activiteitenoverzicht"),
            _("Wat corporaties volgend jaar bijdragen"),
        ),
        Drawn(
            STEP,
            _("Partijen besluiten, ieder in eigen huis"),
            *months(7, 9),
            _("Besluitenlijst"),
            _("Voorbehoud eraf, of omhoog"),
        ),
        Drawn(
            TABLE,
            _("Tafel 3: plan en buurtbudget"),
            *months(9, 9),
            _("Gebiedsplan met jaarschijf"),
            _("Vaststellen; inbreng voor prestatieafspraken"),
        ),
        Drawn(
            OUTSIDE,
            _("Begroting van de gemeente"),
            *months(10, 11),
            _("Raadsvoorstel"),
            _("Het geld ligt vast"),
        ),
        Drawn(
            STEP,
            _("Bewoners stemmen over het buurtbudget"),
            *months(10, 11),
            _("Uitslag"),
            _("Welke plannen krijgen geld"),
        ),
        Drawn(
            TABLE,
            _("Tafel 4: terugblik"),
            *months(12, 12),
            _("Beloofd, gedaan, geleerd"),
            _("Stoppen, doorgaan of veranderen"),
        ),
        Drawn(
            OUTSIDE,
            _("Prestatieafspraken met de corporaties"),
            *on(12, 15),
            _("Prestatieafspraken"),
            _("Gemeente, corporaties en huurders tekenen"),
        ),
    )
    return tuple(sorted(steps, key=lambda one: (one.begins, one.ends)))
