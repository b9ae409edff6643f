"""The result of a round as a page reads it: first in words, then drawn, and everything with its counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.dates import day, day_and_month
from gebiedstafel.ui.templatetags.numbers import number

from .opinion_drawing import OpinionDrawing, css_of, opinion_drawing, sign_of
from .published import VOTERS_NEEDED
from .result_words import (
    INSTITUTION,
    RESIDENT,
    Bar,
    bars,
    group_name,
    order_of,
    share_in_words,
    sureness,
    votes_in_words,
    why_groups,
)
from .rounds import Round
from .told import AGREE, DISAGREE, Compared, Told

#: Words of two signs closer than this stand under each other.
NEAR = 0.3
NEAR_END = 0.06


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with how each group voted, how sure that is, and what became of it."""

    number: int
    text: str
    bars: tuple[Bar, ...]
    sure: str
    became: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """Where one group stands on the line from nobody to everyone."""

    letter: str
    css: str
    path: str
    at: float
    words: str

    @property
    def anchor(self) -> str:
        """Words at an end of the line stay within the drawing."""
        return "start" if self.at < NEAR_END else "end" if self.at > 1 - NEAR_END else "middle"


@dataclass(frozen=True, slots=True)
class Difference:
    """One statement on which groups stand apart."""

    number: int
    text: str
    ends: tuple[End, ...]
    label: str

    @property
    def span(self) -> tuple[float, float]:
        """From the least to the most."""
        return min(end.at for end in self.ends), max(end.at for end in self.ends)

    @property
    def second_line(self) -> int:
        """How low the words of the second sign stand, so that they do not lie over the first."""
        return 42 if self.span[1] - self.span[0] > NEAR else 60


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A found group: its sign, its size, and what marks it in the words of the statements."""

    id: str
    name: str
    css: str
    path: str
    size: str
    between: int
    agrees: tuple[str, ...]
    disagrees: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one way of dividing people shares, and where they differ."""

    agree: tuple[StatementRow, ...]
    disagree: tuple[StatementRow, ...]
    differing: tuple[Difference, ...]
    uncertain: tuple[StatementRow, ...]

    @property
    def shared(self) -> int:
        """How many statements are shared, agreeing or disagreeing."""
        return len(self.agree) + len(self.disagree)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything the page shows of one round."""

    first: str
    second: str
    lead: str
    why_title: str
    why: str
    given: Part | None
    found: Part
    groups: tuple[GroupCard, ...]
    between: int
    drawing: OpinionDrawing
    map_title: str
    no_groups: str
    map_headers: tuple[dict[str, object], ...]
    map_rows: tuple[tuple[str, ...], ...]
    table_headers: tuple[dict[str, object], ...]
    table_rows: tuple[tuple[str, ...], ...]


def statement_texts(round: Round, language: str = "") -> dict[int, str]:
    """Return the statements that are shown, in the reader's language where the table translated them."""
    language = language or (get_language() or "nl")[:2]
    rows = round.statements.filter(state="shown").prefetch_related("texts")
    return {
        row.number: next((one.text for one in row.texts.all() if one.language == language), row.text)
        for row in rows
    }


def result_page(
    round: Round | None,
    told: Told,
    *,
    texts: Mapping[int, str],
    became: Mapping[int, Iterable[str]],
    inhabitants: int | None,
    at: datetime,
) -> ResultPage:
    """Return the page of a round that has a result, or of counts that a file brought."""
    given = None if told.given is None else _part(told.given, texts, became)
    found = _part(told.found, texts, became)
    title, why = why_groups(told)
    groups = tuple(_card(one.id, told, texts) for one in told.found.groups)
    return ResultPage(
        first=_came(told, inhabitants) if round else _("Dit kwam mee in het bestand van de tafel."),
        second=_shared(given or found, told),
        lead=_lead(round, told, at),
        why_title=title,
        why=why,
        given=given,
        found=found,
        groups=groups,
        between=sum(point.between for point in told.points),
        drawing=opinion_drawing(told),
        map_title=_map_title(groups),
        no_groups=why if told.no_groups or not groups else "",
        map_headers=_map_headers(),
        map_rows=tuple((one.name, one.size, number(one.between), "; ".join(one.agrees)) for one in groups),
        table_headers=tuple(_table_headers(told)),
        table_rows=tuple(_table_rows(told, texts)),
    )


def _part(compared: Compared, texts: Mapping[int, str], became: Mapping[int, Iterable[str]]) -> Part:
    def rows(numbers: Iterable[int], side: str = AGREE) -> tuple[StatementRow, ...]:
        return tuple(
            StatementRow(
                number=one,
                text=texts[one],
                bars=bars(compared.cells.get(one, {})),
                sure=sureness(compared.bounds.get(one), side),
                became=tuple(became.get(one, ())),
            )
            for one in numbers
            if one in texts
        )

    return Part(
        agree=rows(compared.agree),
        disagree=rows(compared.disagree, DISAGREE),
        differing=tuple(_difference(one, compared, texts) for one in compared.differing if one in texts),
        uncertain=rows(compared.uncertain),
    )


def _difference(statement: int, compared: Compared, texts: Mapping[int, str]) -> Difference:
    ends = tuple(
        End(
            letter=group_name(key) if key in (RESIDENT, INSTITUTION) else key,
            css=_end_css(key),
            path=_end_path(key),
            at=float(cell.share(AGREE)),
            words=share_in_words(cell),
        )
        for key, cell in sorted(compared.cells[statement].items(), key=lambda pair: order_of(pair[0]))
    )
    label = ", ".join(
        _("{group}: {share} eens").format(
            group=end.letter if len(end.letter) > 1 else group_name(end.letter), share=end.words
        )
        for end in ends
    )
    return Difference(statement, texts[statement], ends, label)


def _end_css(key: str) -> str:
    return {RESIDENT: "gR", INSTITUTION: "gI"}.get(key) or css_of(key)


def _end_path(key: str) -> str:
    return sign_of({RESIDENT: "A", INSTITUTION: "D"}.get(key, key))


def _card(key: str, told: Told, texts: Mapping[int, str]) -> GroupCard:
    group = next(one for one in told.found.groups if one.id == key)
    said = {
        side: tuple(
            texts[mark.statement] for mark in group.marks if mark.side == side and mark.statement in texts
        )
        for side in (AGREE, DISAGREE)
    }
    between = sum(point.between for point in told.points if point.group == key)
    return GroupCard(
        id=key,
        name=group_name(key),
        css=css_of(key),
        path=sign_of(key),
        size=number(group.size),
        between=between,
        agrees=said[AGREE],
        disagrees=said[DISAGREE],
        label=_("{name}: {size} mensen. Wat deze groep kenmerkt.").format(
            name=group_name(key), size=number(group.size)
        ),
    )


def _came(told: Told, inhabitants: int | None) -> str:
    if not inhabitants:
        return ngettext("{n} bewoner stemde.", "{n} bewoners stemden.", told.residents).format(
            n=number(told.residents)
        )
    return _("{n} van de {all} bewoners stemden.").format(n=number(told.residents), all=number(inhabitants))


def _shared(part: Part, told: Told) -> str:
    if told.given is not None:
        words = _("Bewoners en instellingen delen {n} van de {all} stellingen.")
    elif told.found.groups:
        words = _("De groepen delen {n} van de {all} stellingen.")
    else:
        words = _("Samen delen zij {n} van de {all} stellingen.")
    return words.format(n=part.shared, all=told.statements)


def _lead(round: Round | None, told: Told, at: datetime) -> str:
    said = [_when(round, at)] if round else []
    if told.institutions:
        said.append(
            ngettext(
                "Ook {n} persoon van een instelling stemde.",
                "Ook {n} mensen van instellingen stemden.",
                told.institutions,
            ).format(n=number(told.institutions))
        )
    said.append(
        _(
            "Een stelling delen we als in elke groep minstens {n} mensen stemden, en vrijwel zeker meer dan "
            "de helft hetzelfde vindt."
        ).format(n=round.minimum_voters if round else VOTERS_NEEDED)
    )
    return " ".join(one for one in said if one)


def _when(round: Round, at: datetime) -> str:
    if round.opens_at is None:
        return ""
    if round.closes_at is None or at < round.closes_at:
        return _("Het gesprek is open sinds {day}; dit is het beeld tot nu toe.").format(
            day=day(localdate(round.opens_at))
        )
    return _("Dat was tussen {first} en {last}.").format(
        first=day_and_month(localdate(round.opens_at)), last=day(localdate(round.closes_at))
    )


def _map_title(groups: Iterable[GroupCard]) -> str:
    named = ", ".join(_("{name} met {size} mensen").format(name=one.name, size=one.size) for one in groups)
    return _("Kaart van meningen: {groups}").format(groups=named) if named else _("Kaart van meningen")


def _map_headers() -> tuple[dict[str, object], ...]:
    return (
        {"text": _("Groep")},
        {"text": _("Mensen"), "numeric": True},
        {"text": _("Daarvan tussen de groepen"), "numeric": True},
        {"text": _("Vaker eens met")},
    )


def _table_headers(told: Told) -> Iterable[dict[str, object]]:
    yield {"text": _("Stelling")}
    for compared in (told.given, told.found):
        for group in sorted(compared.groups if compared else (), key=lambda one: order_of(one.id)):
            yield {"text": group_name(group.id)}
    yield {"text": _("Oordeel")}


def _table_rows(told: Told, texts: Mapping[int, str]) -> Iterable[tuple[str, ...]]:
    verdicts = _verdicts(told.given or told.found)
    for statement, text in texts.items():
        row = [text]
        for compared in (told.given, told.found):
            cells = compared.cells.get(statement, {}) if compared else {}
            for group in sorted(compared.groups if compared else (), key=lambda one: order_of(one.id)):
                row.append(
                    votes_in_words(cells[group.id]) if group.id in cells else _("nog te weinig stemmen")
                )
        yield (*row, verdicts.get(statement, _("nog onzeker")))


def _verdicts(compared: Compared) -> dict[int, str]:
    said = {
        _("gedeeld: eens"): compared.agree,
        _("gedeeld: oneens"): compared.disagree,
        _("verschilt"): compared.differing,
    }
    return {number: words for words, numbers in said.items() for number in numbers}
