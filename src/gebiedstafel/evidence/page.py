"""The page of what the picture brings up: what the table may weigh, and what it decided before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.challenges.visible import seen_titles
from gebiedstafel.exchange.circles import THE_TABLE
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.models import AreaTable

from .gathered import KINDS, Piece, Theme, gathered_themes
from .models import WeighedTheme

#: So many pieces of a kind stand on a card; the rest is on the page of the theme.
ON_A_CARD = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What one kind of source says of a theme."""

    kind: str
    title: str
    pieces: tuple[Piece, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What the table did with a theme, in words."""

    weighed: WeighedTheme
    theme: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is proposed, without and with a challenge about it; what has one source only; and decisions."""

    fresh: tuple[tuple[Theme, tuple[Heard, ...]], ...]
    known: tuple[tuple[Theme, tuple[Heard, ...]], ...]
    thin: tuple[Theme, ...]
    decided: tuple[Decided, ...]

    @property
    def proposed(self) -> int:
        """How many themes the table may weigh."""
        return len(self.fresh) + len(self.known)


def kind_titles() -> dict[str, str]:
    """Return what each kind of source is called."""
    return {
        "stories": _("Wat bewoners vertellen"),
        "statements": _("Waar groepen het over eens zijn"),
        "signals": _("Wat vakmensen zien"),
        "figures": _("Wat de cijfers zeggen"),
        "strengths": _("Wat hier al sterk is"),
    }


def heard(theme: Theme, most: int | None = None) -> tuple[Heard, ...]:
    """Return what each kind of source says, residents first; at most so many pieces of each."""
    titles = kind_titles()
    rows = []
    for kind in KINDS:
        pieces = tuple(theme.pieces.get(kind, ()))
        if pieces:
            shown = pieces if most is None else pieces[:most]
            rows.append(Heard(kind, titles[kind], shown, len(pieces) - len(shown)))
    return tuple(rows)


def evidence_page(table: AreaTable) -> Page:
    """Return the page: themes that different sources speak of, unless the table decided about them."""
    rows = list(WeighedTheme.objects.filter(table=table, taken_back_at=None))
    weighed = {row.theme for row in rows}
    open_themes = [theme for theme in gathered_themes(table) if theme.code not in weighed]
    proposed = [theme for theme in open_themes if theme.is_proposed]
    return Page(
        fresh=tuple((theme, heard(theme, ON_A_CARD)) for theme in proposed if not theme.challenges),
        known=tuple((theme, heard(theme, ON_A_CARD)) for theme in proposed if theme.challenges),
        thin=tuple(theme for theme in open_themes if theme.borne_out_by == 1),
        decided=tuple(decided(rows, seen_titles(table, THE_TABLE))),
    )


def decided(rows: Iterable[WeighedTheme], titles: Mapping[str, str]) -> list[Decided]:
    """Return decisions with the names of theme and challenge as they are now; `titles` are those by key."""
    language = get_language() or "nl"
    return [Decided(row, theme_name(row.theme, language), titles.get(row.challenge, "")) for row in rows]


def kept_evidence(row: WeighedTheme, now: Iterable[Theme]) -> list[Heard]:
    """Return the evidence as the table read it when it decided.

    What can be taken back is read where it stands: taken back it is gone here too.
    """
    titles, live = kind_titles(), _by_subject(now)
    return [
        Heard(kind, titles[kind], pieces, 0)
        for kind in KINDS
        if (pieces := tuple(_read(row.evidence.get(kind, ()), live)))
    ]


def _by_subject(themes: Iterable[Theme]) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for theme in themes:
        for pieces in theme.pieces.values():
            for piece in pieces:
                if piece.subject and piece not in found.setdefault(piece.subject, []):
                    found[piece.subject].append(piece)
    return found


def _read(kept: Iterable[dict[str, str]], live: dict[str, list[Piece]]) -> Iterator[Piece]:
    done: set[str] = set()
    for one in kept:
        subject = one.get("subject", "")
        if not subject:
            yield Piece(**one)
        elif subject not in done:
            done.add(subject)
            yield from live.get(subject, ())
