"""What the stacking engine must answer, counted slowly, one area at a time, in exact fractions."""

from fractions import Fraction
from functools import cache
from math import isnan, sqrt

FEWEST = 20


def place_among(value, others):
    """The place of a value among others, none of which is its own; nothing with too few."""
    if len(others) < FEWEST:
        return None
    below = sum(1 for other in others if other < value)
    equal = sum(1 for other in others if other == value)
    return 100 * (below + Fraction(equal, 2)) / len(others)


class Slow:
    """Answers by area and domain, straight from the words of the README."""

    def __init__(self, problem):
        self.problem = problem
        self.row = {area: at for at, area in enumerate(problem.areas)}
        self.domains = sorted({one.domain for one in problem.indicators if one.core})
        # Slow, but not the same thing twice.
        self.place, self.score = cache(self.place), cache(self.score)

    def figure(self, area, at):
        """The figure turned so that higher is less favourable; nothing when missing or too small."""
        row = self.row[area]
        if self.problem.small is not None and self.problem.small[row, at]:
            return None
        value = float(self.problem.values[row, at])
        return None if isnan(value) else value * self.problem.indicators[at].direction

    def fellows(self, area):
        group = self.problem.groups[self.row[area]]
        return [
            other
            for other, theirs in zip(self.problem.areas, self.problem.groups, strict=True)
            if theirs == group and other != area
        ]

    def place(self, area, at, value=None):
        """The place on one indicator, of the area's own figure or of another one."""
        own = self.figure(area, at)
        if own is None:
            return None
        held = [self.figure(other, at) for other in self.fellows(area)]
        return place_among(own if value is None else value, [one for one in held if one is not None])

    def reach(self, area, at):
        """The least and the most place that an uncertain figure could have."""
        if self.problem.low is None:
            mine = self.place(area, at)
            return mine, mine
        row, turn = self.row[area], self.problem.indicators[at].direction
        ends = sorted(float(end[row, at]) * turn for end in (self.problem.low, self.problem.high))
        return tuple(self.place(area, at, end) for end in ends)

    def core(self, domain):
        return [n for n, one in enumerate(self.problem.indicators) if one.core and one.domain == domain]

    def score(self, area, domain):
        """The mean place of the figures that are there, when they are three in five of the core."""
        core = self.core(domain)
        places = [place for at in core if (place := self.place(area, at)) is not None]
        if len(places) < Fraction(3, 5) * len(core):
            return None
        return sum(places) / len(places)

    def domain_place(self, area, domain):
        own = self.score(area, domain)
        if own is None:
            return None
        scores = [self.score(other, domain) for other in self.fellows(area)]
        return place_among(own, [one for one in scores if one is not None])

    def domain_reach(self, area, domain):
        """The least and the most place of a domain when its figures err apart from one another."""
        own = self.score(area, domain)
        if own is None:
            return None, None
        pairs = [
            (place, *self.reach(area, at))
            for at in self.core(domain)
            if (place := self.place(area, at)) is not None
        ]
        down = sqrt(sum((place - low) ** 2 for place, low, _high in pairs)) / len(pairs)
        up = sqrt(sum((high - place) ** 2 for place, _low, high in pairs)) / len(pairs)
        others = [self.score(other, domain) for other in self.fellows(area)]
        # The engine compares to nine digits, so that two ways to one number are equal.
        held = [round(float(one), 9) for one in others if one is not None]
        low, high = (round(round(float(own), 9) + round(step, 9), 9) for step in (-down, up))
        return place_among(low, held), place_among(high, held)

    def piled(self, area):
        places = [self.domain_place(area, domain) for domain in self.domains]
        return sum(1 for place in places if place is not None and place >= 80)
