"""A field as a template shows it: its words, its boxes with names, what is wrong, and whether it is known."""

from __future__ import annotations

from dataclasses import dataclass

from .around import Around
from .boxes import Boxes, FieldWords, Text
from .kind import Box, Line
from .kinds import KINDS
from .reading import NONE, STATE, UNKNOWN, stood_of


@dataclass(frozen=True, slots=True)
class ShownBox:
    """One box with its own name and place on the page."""

    name: str
    id: str
    box: Box

    @property
    def value(self) -> str:
        """What stands in it."""
        return self.box.value


@dataclass(frozen=True, slots=True)
class ShownLine:
    """Boxes beside one another."""

    title: str
    is_new: bool
    boxes: tuple[ShownBox, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One field on the page. `blocks` says what cannot be answered while it is unknown."""

    field: FieldWords
    id: str
    template: str
    lines: tuple[ShownLine, ...]
    faults: tuple[str, ...]
    state: str
    stood: str
    is_known: bool
    blocks: str = ""
    locked: str = ""

    @property
    def before(self) -> str:
        """The words before the value of a sentence; else the label."""
        return str(self.field.label).partition("{}")[0].strip()

    @property
    def after(self) -> str:
        """The words behind the value of a sentence."""
        return str(self.field.label).partition("{}")[2].strip()

    @property
    def first(self) -> ShownBox:
        """The box of a field with one box."""
        return self.lines[0].boxes[0]

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked, in words."""
        return tuple(one.box.label for line in self.lines for one in line.boxes if one.box.chosen)

    @property
    def described_by(self) -> str:
        """The ids of what explains this field."""
        ids = [f"{self.id}_help"] if self.field.help else []
        return " ".join([*ids, *([f"{self.id}_fault"] if self.faults else [])])

    @property
    def state_name(self) -> str:
        """The name of what is said of the whole field."""
        return f"{self.field.name}:{STATE}"


def shown_field(
    field: FieldWords,
    boxes: Boxes,
    around: Around,
    *,
    stood: str | None = None,
    faults: tuple[str, ...] = (),
    blocks: str = "",
    locked: Text = "",
    prefix: str = "",
) -> Shown:
    """Return a field ready to be shown. `prefix` keeps ids apart where a page shows two forms."""
    typed = {key: text for key, text in boxes.items() if key != STATE}
    id_ = prefix + field.name.replace(".", "_")
    kind = KINDS[field.kind]
    return Shown(
        field=field,
        id=id_,
        template=f"means/fields/{kind.template}.html",
        lines=tuple(_shown_line(line, field, id_) for line in kind.lines(field, typed, around)),
        faults=faults,
        state=boxes.get(STATE, "") or ("" if typed else UNKNOWN),
        stood=stood_of(boxes) if stood is None else stood,
        is_known=bool(typed) or boxes.get(STATE) == NONE,
        blocks=blocks,
        locked=str(locked),
    )


def _shown_line(line: Line, field: FieldWords, id_: str) -> ShownLine:
    return ShownLine(
        str(line.title),
        line.is_new,
        tuple(
            ShownBox(
                name=f"{field.name}:{box.suffix}" if box.suffix else field.name,
                id=f"{id_}_{box.suffix or box.value}".replace(".", "_")
                if box.suffix or box.shape == "radio"
                else id_,
                box=box,
            )
            for box in line.boxes
        ),
    )
