"""What parties say of a measure: who leads, what each judges, whose volunteers help, what is disputed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.exchange.effects import UNKNOWN, effects_of, judged, they_differ
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.templatetags.money import euros, grouped

from .entry_subject import Subject
from .fields import Around
from .fields.choosing import SIZES
from .fields.per_year import FEWEST_YEARS, year_words


@dataclass(frozen=True, slots=True)
class Said:
    """A party, and what it says."""

    party: str
    words: str


@dataclass(frozen=True, slots=True)
class Effect:
    """How much the measure helps one challenge, by which rule, and who judged what."""

    challenge: str
    title: str
    size: str
    how: str
    said: tuple[Said, ...]
    differ: bool
    mine: str


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """One benefit, and the reply of the party named. `number` is its place in the list."""

    number: int
    party: str
    words: str
    quality: str
    reply: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class YearBox:
    """Hours in one year from the start."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MeasureVoices:
    """Everything said of a measure; `me` is the party this seat speaks for, or nothing."""

    me: str
    leads: tuple[str, ...]
    i_lead: bool
    effects: tuple[Effect, ...]
    sizes: tuple[tuple[str, str], ...]
    benefits: tuple[BenefitRow, ...]
    offers: tuple[Said, ...]
    my_years: tuple[YearBox, ...]

    @property
    def differing(self) -> int:
        """Of how many challenges parties judge differently."""
        return sum(one.differ for one in self.effects)


def measure_voices(subject: Subject) -> MeasureVoices:
    """Return what is said of a measure, as this seat sees it."""
    seat, entry, around = subject.seat, subject.entry, subject.around
    me = seat.party.key if seat.party and seat.role != Seat.Role.VISITOR else ""
    leads = entry.get("leads", ())
    offers = entry.get("offered_hours", ())
    mine: list[int] = next((one["per_year"] for one in offers if one["party"] == me), [])
    return MeasureVoices(
        me=around.label("parties", me) if me else "",
        leads=tuple(around.label("parties", party) for party in leads),
        i_lead=me in leads,
        effects=_effects(subject, me),
        sizes=tuple((size, str(label)) for size, label in SIZES),
        benefits=tuple(_benefit(n, one, around, me) for n, one in enumerate(entry.get("benefits", ()))),
        offers=tuple(
            Said(around.label("parties", one["party"]), _per_year(one["per_year"])) for one in offers
        ),
        my_years=tuple(
            YearBox(f"jaar:{n}", year_words(n), str(mine[n]) if n < len(mine) else "")
            for n in range(max(FEWEST_YEARS, len(mine) + 1))
        ),
    )


def _effects(subject: Subject, me: str) -> tuple[Effect, ...]:
    """Every challenge, those about which something was said first."""
    entry, around = subject.entry, subject.around
    decided, said, sizes = entry.get("effects", {}), judged(entry), effects_of(entry)
    rows = []
    for key, title in around.options("challenges"):
        own = said.get(key, {})
        rows.append(
            Effect(
                challenge=key,
                title=title,
                size=_size(sizes[key]) if key in sizes else "",
                how=_how(decided.get(key, UNKNOWN), own),
                said=tuple(Said(around.label("parties", party), _size(size)) for party, size in own.items()),
                differ=they_differ(own.values()),
                mine=own.get(me, ""),
            )
        )
    return tuple(sorted(rows, key=lambda one: not one.size))


def _size(size: str | int | float) -> str:
    labels = {key: str(label) for key, label in SIZES}
    return labels.get(str(size)) or _("{points} punten").format(points=str(size).replace(".", ","))


def _how(decided: str | int | float, said: dict[str, str]) -> str:
    if decided != UNKNOWN:
        return _("besloot de tafel")
    known = [size for size in said.values() if size != UNKNOWN]
    if not known:
        return _("niemand weet het nog")
    if len(known) == 1:
        return _("volgens één partij")
    return _("het laagste midden van {count} oordelen").format(count=len(known))


def _benefit(number: int, one: dict[str, object], around: Around, me: str) -> BenefitRow:
    words = _("{amount} per jaar").format(amount=euros(int(str(one["cents_per_year"]))))
    if "until" in one:
        words += _(", tot en met {year}").format(year=one["until"])
    reply = one.get("reply")
    said = str(reply.get("words", "")) if isinstance(reply, dict) else ""
    party = str(one["party"])
    return BenefitRow(
        number, around.label("parties", party), words, str(one.get("quality", "geschat")), said, party == me
    )


def _per_year(hours: list[int]) -> str:
    return ", ".join(
        _("{year}: {hours} uur").format(year=year_words(n), hours=grouped(number))
        for n, number in enumerate(hours)
    )
