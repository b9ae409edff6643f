"""How each kind of value is asked on a page and read back: boxes out, boxes in, nothing lost between.

A value of the exchange document becomes *boxes*: texts by name, as a form sends them. `KINDS` holds
per kind of field how; `shown_field` is what a template shows, `read_field` what a person typed.
"""

from .around import Around, Option, around_of
from .boxes import Boxes, FieldWords, Unreadables
from .kinds import KINDS
from .reading import changed_boxes, digest_of, read_field
from .showing import Shown, shown_field

__all__ = [
    "KINDS",
    "Around",
    "Boxes",
    "FieldWords",
    "Option",
    "Shown",
    "Unreadables",
    "around_of",
    "changed_boxes",
    "digest_of",
    "read_field",
    "shown_field",
]
