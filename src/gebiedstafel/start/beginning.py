"""The first things a new table asks of its chair: where it is, who joins, and what is planned already."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from .facts import Facts
from .new_table import OWN_AREA
from .one_task import Task


def beginning(facts: Facts) -> Iterator[Task]:
    """Yield what is still to begin with; a table that knows its measures has begun."""
    if facts.measures:
        return
    if facts.table.area == OWN_AREA:
        yield _task(
            facts,
            1,
            _("Zoek uw gebied op"),
            _("Dan staan de openbare cijfers van uw wijk meteen op de pagina Gebied."),
            _("Kies het gebied"),
            "start:begin_area",
        )
    if len(facts.parties) < 2:
        yield _task(
            facts,
            2,
            _("Noem de partijen die meedoen"),
            _("Een naam is genoeg. Daarna nodigt u mensen uit die voor hen aan tafel zitten."),
            _("Voeg partijen toe"),
            "start:parties",
        )
    yield _task(
        facts,
        3,
        _("Zet het eerste werk neer dat al gepland is"),
        _("Met een straat, een jaar en een eigenaar staat het al op de werkkalender. De rest mag later."),
        _("Noem een werk"),
        ("means:new", "maatregelen"),
    )


def _task(facts: Facts, rank: int, title: str, text: str, label: str, page: str | tuple[str, str]) -> Task:
    name, *rest = (page,) if isinstance(page, str) else page
    try:
        url = reverse(name, args=[facts.table.pk, *rest])
    except NoReverseMatch:
        url = ""
    return Task(
        f"begin {name} {rest}",
        None,
        "",
        _("om te beginnen"),
        "let",
        "plus",
        title,
        text,
        label,
        url,
        rank=rank,
    )
