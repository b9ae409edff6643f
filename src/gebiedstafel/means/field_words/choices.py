"""What may be chosen in more than one form."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import OwnerClass
from gebiedstafel.means.money import Certainty, CostType
from gebiedstafel.tables.models import Level

OWNER_CLASSES = tuple(OwnerClass.choices)
COST_TYPES = tuple(CostType.choices)
CERTAINTIES = tuple(Certainty.choices)
LEVELS = tuple(Level.choices)
NATURES = (
    ("structureel", _("elk jaar terugkerend (structureel)")),
    ("incidenteel", _("eenmalig (incidenteel)")),
)
PLACES = (("kern", _("in de kern")), ("ring", _("in de ring eromheen")))
STRENGTHS = (("wettelijk", _("de wet")), ("afgesproken", _("een eigen afspraak")))
