"""Who bears what: a division of the costs of a plan, and whether anybody would object to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .carried import NoSolution, borne_by_benefits, carried_cents, without_carried
from .game import Game, InvalidGame, compensated
from .nucleolus import nucleolus
from .objections import Objection, objection
from .rounding import whole_cents
from .shapley import ShapleyValue, shapley_value
from .worth import EXACT_PARTIES, Cents, Piece, pieces, worth_table


class Method(StrEnum):
    """How costs are shared."""

    PROPORTIONAL = "proportional"
    SHAPLEY = "shapley"
    NUCLEOLUS = "nucleolus"


@dataclass(frozen=True, slots=True)
class Sharing:
    """A division of what the benefits have to cover; all amounts are cents.

    `pays` is what each party bears (below zero: it is paid for harm), `gains` what it keeps. They add up
    to what is shared and to what all gain. `carried` is per measure what the benefits do not cover.
    `by_measure` says what a party pays for which measure; only the proportional division knows.
    `objects` is the group that would be better off apart. `half_width_cents` is above zero where the
    division was estimated from drawn orders.
    """

    method: Method
    pays: Mapping[str, int]
    gains: Mapping[str, int]
    carried: Mapping[str, int]
    compensation: Mapping[str, int]
    by_measure: Mapping[tuple[str, str], int]
    objects: Objection | None
    half_width_cents: float = 0.0

    @property
    def shared_cents(self) -> int:
        """What all parties bear together."""
        return sum(self.pays.values())


class Fair:
    """One game made ready once: harm compensated, what is carried set apart, every coalition known."""

    def __init__(self, game: Game) -> None:
        plain, self.compensation = compensated(game)
        try:
            self.carried = carried_cents(plain)
        except NoSolution:
            raise InvalidGame(
                ["The savings are more than the measures cost: count each saving once."]
            ) from None
        self.game = without_carried(plain, self.carried)
        self.parts: tuple[Piece, ...] = pieces(self.game)
        exact = len(game.parties) <= EXACT_PARTIES
        self.table: Cents | None = worth_table(self.parts, len(game.parties)) if exact else None
        cost = sum(measure.cost_cents for measure in self.game.measures)
        self.shared_cents = cost - self.game.saved_cents
        self.benefits = self.game.benefit_of
        self.worth_cents = sum(self.benefits.values()) - self.shared_cents

    def objection(self, gains: Mapping[str, int]) -> Objection | None:
        """Return who would be better off apart than with these gains, in cents."""
        return objection(self.game, gains, self.table)

    def shapley(self, *, seed: int = 0) -> ShapleyValue:
        """Return the Shapley value of the game."""
        return shapley_value(self.game, seed=seed, parts=self.parts)

    def share(self, method: Method = Method.PROPORTIONAL, *, seed: int = 0) -> Sharing:
        """Return the costs shared in one way, with who objects to it."""
        by_measure: dict[tuple[str, str], int] = {}
        half_width = 0.0
        if method is Method.PROPORTIONAL:
            by_measure = self._proportional()
            gains = dict(self.benefits)
            for (_, party), cents in by_measure.items():
                gains[party] -= cents
        elif method is Method.SHAPLEY:
            value = self.shapley(seed=seed)
            gains, half_width = self._whole(value.gains), value.half_width_cents
        else:
            gains = self._whole([Fraction(gain) for gain in nucleolus(self._known())])
        return Sharing(
            method=method,
            pays={
                party: self.benefits[party] - gains[party] - self.compensation.get(party, 0)
                for party in self.game.parties
            },
            gains=gains,
            carried=self.carried,
            compensation=self.compensation,
            by_measure=by_measure,
            objects=self.objection(gains),
            half_width_cents=half_width,
        )

    def _known(self) -> Cents:
        if self.table is None:
            raise InvalidGame(
                [
                    f"The nucleolus looks at every group of parties, which goes up to {EXACT_PARTIES}. "
                    "Ask for proportional or shapley, or leave out parties that gain nothing."
                ]
            )
        return self.table

    def _whole(self, gains: list[Fraction] | tuple[Fraction, ...]) -> dict[str, int]:
        return dict(zip(self.game.parties, whole_cents(gains, self.worth_cents), strict=True))

    def _proportional(self) -> dict[tuple[str, str], int]:
        """Per measure each pays b/Σb of what its benefits bear: pay = b × borne / B."""
        borne = borne_by_benefits(self.game).by_measure
        parts = [
            (measure, party, cents)
            for measure in self.game.measures
            for party, cents in sorted(measure.benefits.items())
            if cents
        ]
        amounts = [cents * borne[measure.id] / measure.benefit_cents for measure, _, cents in parts]
        whole = whole_cents(amounts, self.shared_cents)
        return {(measure.id, party): cents for (measure, party, _), cents in zip(parts, whole, strict=True)}


def share(game: Game, method: Method = Method.PROPORTIONAL, *, seed: int = 0) -> Sharing:
    """Return the costs of a plan shared among its parties; `seed` counts beyond 20 parties only.

    Raises `InvalidGame` where the game cannot be shared this way, saying what would help.
    """
    return Fair(game).share(method, seed=seed)
