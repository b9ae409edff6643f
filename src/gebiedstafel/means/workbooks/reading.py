"""What a delivery says, in the form of the table's document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.faults import BadFile, Fault
from gebiedstafel.exchange.pasted_rows import read_pasted
from gebiedstafel.exchange.workbook import Reading, read_workbook
from gebiedstafel.ui.refusals import Refused

from ..deliveries import Delivery


class FaultyDelivery(Refused):
    """A file that cannot be read at all, with every reason as a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_delivery(delivery: Delivery, document: Mapping[str, Any]) -> Reading:
    """Return what a delivery says; `document` is what its seat may see."""
    content = bytes(delivery.content)
    if delivery.origin == Delivery.Origin.PASTE:
        return read_pasted(content.decode(), delivery.name, within=document)
    return workbook_read(content, document, with_results=delivery.with_results)


def workbook_read(content: bytes, document: Mapping[str, Any], *, with_results: bool) -> Reading:
    """Read a workbook. Raises `FaultyDelivery` for a file that is none, or of another table."""
    try:
        reading = read_workbook(content, within=document, with_results=with_results)
    except BadFile as refused:
        raise FaultyDelivery(sentences(refused.faults)) from None
    if reading.base and reading.base.document["table"]["id"] != document["table"]["id"]:
        raise FaultyDelivery([_other_table(reading.base.document["table"]["name"], document)])
    return reading


def sentences(faults: tuple[Fault, ...]) -> list[str]:
    """Return faults in the reader's language."""
    return [fault.sentence(get_language() or "nl") for fault in faults]


def _other_table(name: str, document: Mapping[str, Any]) -> str:
    return _(
        "Dit werkboek hoort bij de tafel “{other}”, niet bij “{own}”. "
        "Download hier het werkboek van deze tafel."
    ).format(other=name, own=document["table"]["name"])
