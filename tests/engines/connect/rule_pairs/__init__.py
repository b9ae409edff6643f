"""Pairs of tiny tables that differ in one rule: with it the plan is this, without it the plan is that."""

from .money import MONEY
from .pair import Pair
from .people import PEOPLE
from .programmes import PROGRAMMES
from .time import TIME
from .together import TOGETHER
from .value import VALUE

PAIRS: dict[str, Pair] = {**MONEY, **PROGRAMMES, **PEOPLE, **TIME, **TOGETHER, **VALUE}
