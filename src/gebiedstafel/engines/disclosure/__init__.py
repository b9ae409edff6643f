"""Which counts about people may be shown: together, in classes, once and for good."""

from .classes import NOTHING_SHOWN, SIZE_CLASSES, SizeClass, most_texts, waiting_shown
from .live import release
from .problem import Batch, Geography, InvalidDisclosure, Release, Report, Rules

__all__ = [
    "NOTHING_SHOWN",
    "SIZE_CLASSES",
    "Batch",
    "Geography",
    "InvalidDisclosure",
    "Release",
    "Report",
    "Rules",
    "SizeClass",
    "most_texts",
    "release",
    "waiting_shown",
]
