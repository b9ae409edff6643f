"""What tables of one municipality share: the same kind of blockage, the same money, the same theme.

Only counts, kinds and names of tables travel between tables; words of an agreement only where it is public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.exchange.circles import DEFAULT, THE_PUBLIC, THE_TABLE, Viewer, may_see
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.means.money import FlowOffer
from gebiedstafel.tables.models import AreaTable

from .models import Agreement, Blockage, Publicity, Status


@dataclass(frozen=True, slots=True)
class Shared:
    """One thing that several tables meet: what it is, which tables, and what may be told of it."""

    kind: str
    name: str
    tables: tuple[str, ...]
    titles: tuple[str, ...]


def shared_at(table: AreaTable) -> tuple[Shared, ...]:
    """Return what this table meets that other tables of its municipality meet too."""
    if table.municipality_id is None:
        return ()
    tables = {one.pk: one for one in AreaTable.objects.filter(municipality=table.municipality_id)}
    if len(tables) < 2:
        return ()
    return (*_blockages(table, tables), *_flows(table, tables), *_themes(table, tables))


def _blockages(table: AreaTable, tables: dict[str, AreaTable]) -> Iterator[Shared]:
    met: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, list[str]] = defaultdict(list)
    rows = Agreement.objects.filter(table__in=tables, status=Status.BLOCKED, drafted=False)
    for where, kind, words, publicity in rows.values_list("table_id", "blockage", "words", "publicity"):
        met[kind].add(where)
        if publicity == Publicity.PUBLIC and where != table.pk:
            titles[kind].append(words)
    for kind, places in sorted(met.items()):
        if table.pk in places and len(places) > 1:
            name = _("geblokkeerd door {kind}").format(kind=Blockage(kind).label)
            yield Shared("blockage", name, _names(places, table, tables), tuple(titles[kind]))


def _flows(table: AreaTable, tables: dict[str, AreaTable]) -> Iterator[Shared]:
    own = {offer.flow_id: offer for offer in table.flow_offers.select_related("flow")}
    met: dict[int, set[str]] = defaultdict(set)
    for offer in FlowOffer.objects.filter(table__in=tables, flow__in=own):
        where = tables[offer.table_id]
        if where.pk == table.pk or _is_open(where, offer, "money_flows", "name"):
            met[offer.flow_id].add(where.pk)
    for flow, places in met.items():
        if len(places) > 1 and _is_open(table, own[flow], "money_flows", "name"):
            yield Shared("flow", own[flow].flow.name, _names(places, table, tables), ())


def _themes(table: AreaTable, tables: dict[str, AreaTable]) -> Iterator[Shared]:
    met: dict[str, set[str]] = defaultdict(set)
    titles: dict[str, list[str]] = defaultdict(list)
    for one in Challenge.objects.filter(table__in=tables):
        where = tables[one.table_id]
        # Of its own table also what the whole table may read; never what one party keeps to itself.
        if not _is_open(where, one, "challenges", "themes", to=THE_TABLE if where == table else THE_PUBLIC):
            continue
        for theme in one.themes or ():
            met[theme].add(one.table_id)
            if one.table_id != table.pk and _is_open(where, one, "challenges", "title"):
                titles[theme].append(f"{where.name}: {one.title}")
    for theme, places in sorted(met.items()):
        if table.pk in places and len(places) > 1:
            name = theme_name(theme, get_language() or "nl")
            yield Shared("theme", name, _names(places, table, tables), tuple(titles[theme]))


def _is_open(table: AreaTable, row: object, kind: str, field: str, *, to: Viewer = THE_PUBLIC) -> bool:
    entry = {"id": getattr(row, "key", ""), "circles": getattr(row, "circles", None)}
    return may_see(to, entry, kind, field, table.circles_default or DEFAULT)


def _names(places: set[str], table: AreaTable, tables: dict[str, AreaTable]) -> tuple[str, ...]:
    return tuple(sorted(tables[key].name for key in places if key != table.pk))
