"""What the picture of an area says about each theme: figures, signals, stories, statements, strengths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.areas.table_areas import table_picture
from gebiedstafel.areas.words import decimals_of, figure_alone, figure_words, short_name
from gebiedstafel.challenges.visible import seen_challenges
from gebiedstafel.dialogue.models import Statement
from gebiedstafel.exchange.circles import THE_TABLE, Circle
from gebiedstafel.exchange.themes import THEMES, theme_name
from gebiedstafel.means.visible import read_document
from gebiedstafel.signals.published import batches_for_table
from gebiedstafel.stories.published import stories_for
from gebiedstafel.strengths.published import Circle as StrengthCircle
from gebiedstafel.strengths.published import strengths_for
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.trail.deeds import newest_seal

from .figure_themes import THEMES_OF

#: What people live, what is counted and what professionals see: two of these make a proposal.
BEAR_OUT = ("stories", "statements", "signals", "figures")
KINDS = (*BEAR_OUT, "strengths")


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that the picture says: in words, where, and from whom or what.

    `subject` names what its maker may take back; of that no words are kept beside a decision.
    """

    words: str
    place: str = ""
    source: str = ""
    area: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with all that the picture says of it, and the challenges that are about it already."""

    code: str
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    challenges: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """What people call it, in the reader's language."""
        return theme_name(self.code, get_language() or "nl")

    @property
    def borne_out_by(self) -> int:
        """How many kinds of sources speak of a need here; what is strong is no need."""
        return sum(bool(self.pieces.get(kind)) for kind in BEAR_OUT)

    @property
    def is_proposed(self) -> bool:
        """Whether so different sources say it that the table should weigh it."""
        return self.borne_out_by >= 2

    @property
    def areas(self) -> list[str]:
        """The areas it is about, the most named first."""
        named: dict[str, int] = defaultdict(int)
        for kind in BEAR_OUT:
            for piece in self.pieces.get(kind, ()):
                if piece.area:
                    named[piece.area] += 1
        return sorted(named, key=lambda key: (-named[key], key))

    def sentences(self) -> dict[str, list[dict[str, str]]]:
        """Return the evidence as it is kept beside a decision: of what can be taken back only its name."""
        return {kind: [_kept(piece) for piece in self.pieces.get(kind, ())] for kind in KINDS}


def _kept(piece: Piece) -> dict[str, str]:
    if piece.subject:
        return {"subject": piece.subject}
    return {"words": piece.words, "place": piece.place, "source": piece.source}


def gathered_themes(table: AreaTable) -> list[Theme]:
    """Return every theme that the picture says something about, most sources first.

    Rests on what the whole table sees, never on what one party keeps to itself. Whatever is told, shown or
    taken back writes a deed: until then it is as it was.
    """
    about = f"evidence/{newest_seal(table.chain)}"
    return remembered(table, about, lambda: _gathered(table))


def _gathered(table: AreaTable) -> list[Theme]:
    found: dict[str, dict[str, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for kind, theme, piece in _pieces(table):
        if theme in THEMES:
            found[theme][kind].append(piece)
    about = _challenges(table)
    themes = [
        Theme(code, {kind: list(pieces) for kind, pieces in kinds.items()}, tuple(about.get(code, ())))
        for code, kinds in found.items()
    ]
    return sorted(themes, key=_order)


def gathered_theme(table: AreaTable, code: str) -> Theme:
    """Return one theme, also where the picture says nothing of it."""
    there = {theme.code: theme for theme in gathered_themes(table)}
    return there.get(code) or Theme(code, {}, tuple(_challenges(table).get(code, ())))


def _order(theme: Theme) -> tuple[int, int, str]:
    pieces = sum(len(theme.pieces.get(kind, ())) for kind in BEAR_OUT)
    return (-theme.borne_out_by, -pieces, theme.code)


def _pieces(table: AreaTable) -> Iterator[tuple[str, str, Piece]]:
    """Yield everything the picture says: of which kind, about which theme, and what."""
    yield from _figures(table)
    for batch in batches_for_table(table):
        told = [one.text for one in batch.said] or [batch.quarter_words]
        source = ", ".join(part for part in (batch.alone, batch.size_words, batch.trend_words) if part)
        for words in told:
            yield "signals", batch.theme, Piece(words, batch.place_name, source, batch.place, batch.subject)
    for story in stories_for(table, Circle.TAFEL):
        for theme in story.themes:
            yield "stories", theme, Piece(story.text, story.place, area=story.area, subject=story.subject)
    for statement in Statement.objects.filter(table=table).shared():
        if statement.theme:
            yield "statements", statement.theme, Piece(statement.text)
    for one in strengths_for(table, StrengthCircle.TABLE):
        for theme in one.themes:
            yield "strengths", theme, Piece(one.name, one.place, one.holder, one.area, f"strength/{one.id}")


def _figures(table: AreaTable) -> Iterator[tuple[str, str, Piece]]:
    """Yield per figure the part of the area that does least well against the widest area known."""
    document = read_document(table, ("areas", "figures"))
    picture = table_picture(document.get("areas", ()), document.get("figures", ()), table.area)
    if picture is None or picture.yardstick is None:
        return
    for kind in picture.ranked:
        worse = [
            (by, part)
            for part in picture.parts or (picture.here,)
            if (by := picture.worse_by(part, kind)) is not None and by > 0
        ]
        if not worse:
            continue
        _by, part = max(worse, key=lambda pair: (pair[0], pair[1].code))
        decimals = decimals_of(place.reading(kind).value for place in (part, picture.yardstick))
        words = _("{figure}: {value}. In {wide}: {wider}.").format(
            figure=short_name(kind),
            value=figure_alone(part.reading(kind), kind, decimals),
            wide=picture.yardstick.name,
            wider=figure_words(picture.yardstick.reading(kind), kind, decimals),
        )
        source = _origin(part.reading(kind).source, part.reading(kind).year)
        for theme in THEMES_OF.get(kind.code, ()):
            yield "figures", theme, Piece(words, part.name, source, part.code)


def _origin(source: str, year: int | None) -> str:
    return source if year is None or str(year) in source else f"{source}, {year}".lstrip(", ")


def _challenges(table: AreaTable) -> dict[str, list[tuple[str, str]]]:
    """Return by theme the challenges that the whole table sees: key and title."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in seen_challenges(table, THE_TABLE):
        for theme in one.themes or ():
            found[theme].append((one.key, one.title))
    return found
