"""Whether a proposal to share costs is fair, in words: which groups could do without the others."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.engines.fairshare import Objection
from gebiedstafel.exchange.plan_sharing import PlanSharing
from gebiedstafel.exchange.second_way import SecondWay, second_way
from gebiedstafel.ui.templatetags.money import euros

from .amounts import listed, whole
from .reading import Reading

#: Of so many parties a sentence gives the names; beyond it counts the rest.
NAMED = 4


def checks(reading: Reading, found: PlanSharing) -> list[str]:
    """Return who would be better off without others, now and with the proposal; then a second reckoning."""
    if not found.shares_anything:
        return []
    said = []
    if found.objects_now is not None:
        said.append(_("Zoals nu: {words}").format(words=_objection(reading, found.objects_now)))
    if found.objects is not None:
        said.append(_("Met dit voorstel: {words}").format(words=_objection(reading, found.objects)))
    else:
        said.append(_("Met dit voorstel kan geen enkele groep het zonder de anderen goedkoper."))
    said.append(_second_way(reading, second_way(found)))
    return said


def _second_way(reading: Reading, found: SecondWay | None) -> str:
    """What the second way of reckoning comes to, and why that differs."""
    if found is None:
        return _("Een tweede rekenwijze komt op hetzelfde uit.")
    second = euros(whole(abs(found.second)))
    said = _(
        "Een tweede rekenwijze vraagt wat er zonder een partij niet zou lukken. Die scheelt het meest voor "
        "{party}: {second} in plaats van {fair}."
    ).format(
        party=reading.party(found.party),
        second=_("{cents} ontvangen").format(cents=second) if found.second < 0 else second,
        fair=euros(whole(found.fair)),
    )
    if not found.measures:
        return said
    if found.bears_less:
        why = ngettext(
            "Zonder deze partij gaat {measures} niet door, en anderen hebben daar voordeel van. "
            "Daarom draagt zij dan minder.",
            "Zonder deze partij gaan {measures} niet door, en anderen hebben daar voordeel van. "
            "Daarom draagt zij dan minder.",
            len(found.measures),
        )
    else:
        why = ngettext(
            "{measures} kan niet zonder de trekker. Daarom draagt die minder, en deze partij meer.",
            "{measures} kunnen niet zonder de trekker. Daarom draagt die minder, en deze partij meer.",
            len(found.measures),
        )
    names = listed((reading.short(one) for one in found.measures), NAMED)
    return f"{said} {why.format(measures=names)}"


def _objection(reading: Reading, found: Objection) -> str:
    return ngettext(
        "zonder de andere partij kan het voor {group} goedkoper, samen {cents}.",
        "zonder de andere {count} partijen kan het voor {group} goedkoper, samen {cents}.",
        len(found.without),
    ).format(
        count=len(found.without),
        group=listed((reading.party(one) for one in found.parties), NAMED),
        cents=euros(whole(found.cents)),
    )
