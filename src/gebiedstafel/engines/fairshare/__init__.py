"""Who bears what of a plan: proportional to benefit, checked by Shapley value and core, or nucleolus."""

from .game import Game, InvalidGame, Measure, Saving, compensated, merged
from .nucleolus import LeastCore, least_core, nucleolus
from .objections import Objection, largest_excess, objection
from .projection import Pocket, Rule, Transfer, project, settlement
from .shapley import ShapleyValue, shapley, shapley_value
from .share import Fair, Method, Sharing, share
from .worth import EXACT_PARTIES, pieces, worth_table

__all__ = [
    "EXACT_PARTIES",
    "Fair",
    "Game",
    "InvalidGame",
    "LeastCore",
    "Measure",
    "Method",
    "Objection",
    "Pocket",
    "Rule",
    "Saving",
    "ShapleyValue",
    "Sharing",
    "Transfer",
    "compensated",
    "largest_excess",
    "least_core",
    "merged",
    "nucleolus",
    "objection",
    "pieces",
    "project",
    "settlement",
    "shapley",
    "shapley_value",
    "share",
    "worth_table",
]
