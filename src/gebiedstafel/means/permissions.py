"""Who may change which row of a table, and which of its fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.exchange.circles import DEFAULT, Viewer, may_see
from gebiedstafel.exchange.entries import OWNERS, find_entry, name_of, owner_of
from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.tables.viewers import organisation_of, spoken_for
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Whose, right

from . import voices

Row = Mapping[str, Any]

#: What a party says of itself: nobody writes it for another.
OWN_WORDS = ("interest", "fear", "red_line")
#: Who sees a row is its owner's choice alone.
OWN_CHOICE = ("circles", "exploration")


class Doer(Protocol):
    """Whoever changes rows: a seat, or a party that answers without one."""

    @property
    def table_id(self) -> str: ...  # noqa: D102
    @property
    def party(self) -> Party | None: ...  # noqa: D102
    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def actor(self) -> str: ...  # noqa: D102


def _a_row(kind: str, field: str, circle: str, *, is_new: bool = False) -> Any:
    """Return how the check is asked about a field of a row of one's own party, or of another's."""
    owner = OWNERS.get(kind, "id")

    def example(seat: Doer, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
        own = seat.party.key if seat.party else "own"
        party = own if whose == Whose.OWN else "other"
        row = {"id": "X", owner: [party] if owner == "owners" else party, "circles": {"*": circle}}
        parties = [{"id": key, "name": key} for key in (own, "other")]
        before, after = (None, row) if is_new else (row, {**row, field: "?"})
        return (seat, kind, before, after), {"fields": (field,), "document": {"parties": parties}}

    return example


def _a_voice(seat: Doer, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    """Return how the check is asked about what a party says of a measure that a third party brought in."""
    own = seat.party.key if seat.party else "own"
    before = {"id": "X", "title": "X", "owner": "third"}
    after = {**before, "leads": [own if whose == Whose.OWN else "other"]}
    parties = [{"id": key, "name": key} for key in (own, "other", "third")]
    return (seat, "measures", before, after), {"fields": ("leads",), "document": {"parties": parties}}


OWN_OR_OTHER = (Whose.OWN, Whose.OTHER)


@right(
    gettext_lazy("maatregelen, geld, uren en opgaven toevoegen"),
    on=OWN_OR_OTHER,
    example=_a_row("measures", "title", "tafel", is_new=True),
)
@right(
    gettext_lazy("wat met de tafel gedeeld is veranderen"),
    on=OWN_OR_OTHER,
    example=_a_row("measures", "title", "tafel"),
)
@right(
    gettext_lazy("wat een partij voor zichzelf houdt veranderen"),
    on=OWN_OR_OTHER,
    example=_a_row("measures", "costs", "eigen"),
)
@right(
    gettext_lazy("opschrijven wat een partij wil, vreest en niet doet"),
    on=OWN_OR_OTHER,
    example=_a_row("parties", "interest", "tafel"),
)
@right(
    gettext_lazy("zeggen dat een partij een maatregel trekt, hoeveel die helpt en wat vrijwilligers doen"),
    on=OWN_OR_OTHER,
    example=_a_voice,
)
@right(
    gettext_lazy("kiezen wie iets van een partij mag zien"),
    on=OWN_OR_OTHER,
    example=_a_row("measures", "circles", "tafel"),
)
def check_can_change(
    by: Doer,
    kind: str,
    before: Row | None,
    after: Row | None,
    *,
    fields: Collection[str],
    document: Mapping[str, Any],
) -> None:
    """Refuse a change that is not this seat's to make: whose row it is decides, and then which fields.

    `before` is None for a new row, `after` for one that goes; `fields` are those that change.
    """
    if by.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Een bezoeker kijkt mee en verandert niets."))
    own = spoken_for(by.party.key, document) if by.party else frozenset()
    if kind == "measures" and after is not None:
        fields = _beside_voices(by, before, after, fields, own, document)
        if not fields:
            return
    owner = owner_of(kind, before if before is not None else after or {"id": ""})
    if owner in own:
        _check_keeps(by, kind, after, own)
        return
    if by.role != Seat.Role.CHAIR:
        raise NotAllowed(_not_yours(kind, before, owner, document))
    _check_chair_may(by, kind, before, fields, document)


def _beside_voices(
    by: Doer,
    before: Row | None,
    after: Row,
    fields: Collection[str],
    own: Collection[str],
    document: Mapping[str, Any],
) -> set[str]:
    """Return what changes beside what parties say themselves; refuse what is said for another.

    Who brings in a new measure for the table may note who offered to lead it.
    """
    said = set(fields) & set(voices.FIELDS)
    if before is None and by.role == Seat.Role.CHAIR:
        return set(fields)
    for field in said:
        others = voices.changed_voices(before, after, field) - set(own)
        if others:
            names = ", ".join(_party_name(party, document) for party in sorted(others))
            raise NotAllowed(_("Dit zegt alleen {parties} zelf.").format(parties=names))
    if before is None:
        return set(fields)
    beside = {one for one in fields if one not in said or not voices.only_voices(before, after, one, own)}
    if not beside and not _sees(by, "measures", before, ("title", *said), document):
        raise NotAllowed(_("Deze maatregel wordt nog niet met u gedeeld."))
    return beside


def _party_name(key: str, document: Mapping[str, Any]) -> str:
    party = find_entry(document, "parties", key)
    return str(party["name"]) if party else key


def _sees(by: Doer, kind: str, row: Row, fields: Collection[str], document: Mapping[str, Any]) -> bool:
    whose = organisation_of(by.party.key, document) if by.party else frozenset()
    viewer, default = Viewer(whose), document.get("circles_default", DEFAULT)
    return all(may_see(viewer, dict(row), kind, field, default) for field in fields)


def _check_keeps(by: Doer, kind: str, after: Row | None, own: Collection[str]) -> None:
    given = owner_of(kind, after) if after is not None else None
    if after is not None and given is not None and given not in own and by.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Een rij aan een ander geven doet alleen de voorzitter."))


def _check_chair_may(
    by: Doer, kind: str, before: Row | None, fields: Collection[str], document: Mapping[str, Any]
) -> None:
    """The chair may do much for others, but not speak for them nor change what it cannot see."""
    own_words = OWN_WORDS if kind == "parties" else ()
    if set(fields) & set(own_words):
        raise NotAllowed(_("Wat een partij wil, vreest en niet doet, schrijft alleen die partij zelf op."))
    if before is None or owner_of(kind, before) is None:
        return
    if set(fields) & set(OWN_CHOICE):
        raise NotAllowed(_("Wie dit mag zien, kiest alleen de partij van wie het is."))
    if not _sees(by, kind, before, fields, document):
        raise NotAllowed(_("Een deel van deze rij ziet alleen de partij van wie die is."))


def _not_yours(kind: str, before: Row | None, owner: str | None, document: Mapping[str, Any]) -> str:
    party = find_entry(document, "parties", owner) if owner else None
    if before is None:
        return _("U kunt alleen iets toevoegen voor uw eigen partij.")
    if party is None:
        return _("Van wie “{row}” is, weten we niet. Alleen de voorzitter verandert het.").format(
            row=name_of(kind, before)
        )
    return _("“{row}” is van {owner}. Alleen {owner} en de voorzitter veranderen het.").format(
        row=name_of(kind, before), owner=party["name"]
    )


@right(gettext_lazy("van een gedeelde stelling of een idee werk maken"))
def check_can_make_work(seat: Doer) -> None:
    """Who sits at the table makes work of what people said."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.MEMBER):
        raise NotAllowed(_("Alleen wie aan tafel zit, maakt werk van een stelling."))


@right(gettext_lazy("regelingen van de gemeente toevoegen, veranderen en weghalen, voor al haar tafels"))
def check_can_keep_schemes(seat: Seat) -> None:
    """The chair or the finance officer of a table keeps the schemes of its municipality."""
    if seat.role not in (Seat.Role.CHAIR, Seat.Role.FINANCE):
        raise NotAllowed(
            _("Regelingen van de gemeente houdt de voorzitter of de financieel adviseur bij. Vraag het hun.")
        )
