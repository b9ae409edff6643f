"""The compatible recipe: groups and lists as Polis would publish them after the same votes."""

from .lists import Listed
from .log import VoteLog
from .recipe import PolisMap, Published, polis_map

__all__ = ["Listed", "PolisMap", "Published", "VoteLog", "polis_map"]
