"""The seats a visitor of the demo may take: one of each kind that its parties hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from .models import AreaTable, Party, Seat

Picks = Callable[[Party], bool]


def _is(*words: str) -> Picks:
    return lambda party: party.owner_class in words or party.kind in words


#: Who is looked for, from the first wish to the last; the first party that fits takes the seat.
SEATS: tuple[tuple[str, tuple[Picks, ...]], ...] = (
    (Seat.Role.CHAIR, (lambda party: bool(party.mandate), _is("gemeente"), lambda party: True)),
    (Seat.Role.MEMBER, (_is("bewoners"),)),
    (Seat.Role.MEMBER, (_is("ondernemers", "markt"),)),
    (Seat.Role.MEMBER, (lambda party: "wijkteam" in party.name.lower(), _is("zorg", "zorg_welzijn"))),
    (Seat.Role.MEMBER, (_is("corporatie"),)),
)


def seat_demo(table: AreaTable, *, purse: Party | None) -> list[Seat]:
    """Set the seats of a demo table; `purse` is the party whose money the finance officer reads."""
    parties = [party for party in table.parties.all() if party.sits]
    seats = list(_found(table, parties))
    name = purse.name if purse else table.name
    seats.append(
        Seat(
            table=table,
            party=purse,
            role=Seat.Role.FINANCE,
            label=_("Financieel adviseur – {name}").format(name=name),
        )
    )
    seats.append(Seat(table=table, role=Seat.Role.VISITOR, label=_("Bezoeker")))
    for position, seat in enumerate(seats):
        seat.position = position
    return Seat.objects.bulk_create(seats)


def _found(table: AreaTable, parties: Sequence[Party]) -> Iterable[Seat]:
    taken: set[int] = set()
    for role, wishes in SEATS:
        free = [party for party in parties if party.pk not in taken]
        party = next((one for wish in wishes for one in free if wish(one)), None)
        if party is None:
            continue
        taken.add(party.pk)
        label = _("{name} (voorzitter)").format(name=party.name) if role == Seat.Role.CHAIR else party.name
        yield Seat(table=table, party=party, role=role, label=label)
