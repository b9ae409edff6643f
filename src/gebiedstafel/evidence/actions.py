"""What a table does with a theme from the picture: adopt it, merge it, set it aside; and take that back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.challenges.visible import seen_challenges
from gebiedstafel.exchange.circles import THE_TABLE
from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.means.entry_changes import Change, change_entries, undo_change
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, one_line, plain
from gebiedstafel.ui.refusals import Refused

from .gathered import Theme, gathered_theme
from .models import LONGEST_REASON, WeighedTheme
from .permissions import check_can_weigh

LONGEST_TITLE, LONGEST_NEED = 300, 2000
MOST_AREAS = 5
Outcome = WeighedTheme.Outcome


@transaction.atomic
def adopt_theme(
    table: AreaTable, code: str, *, title: str, need: str, by: Seat, at: datetime
) -> WeighedTheme:
    """Make a challenge of a theme, in the table's own words, with the evidence beside it."""
    theme = _open(table, code, by)
    title, need = one_line(title), plain(need)
    if not title:
        raise Refused(_("Geef de opgave een naam. Een paar woorden zijn genoeg."))
    check_fits(title, LONGEST_TITLE)
    check_fits(need, LONGEST_NEED)
    values: dict[str, object] = {"title": title, "themes": [code]}
    if need:
        values["need_words"] = need
    # A signal or story may name an area that the table took out since.
    known = set(table.areas.values_list("key", flat=True))
    if areas := [key for key in theme.areas if key in known][:MOST_AREAS]:
        values["areas"] = areas
    change = change_entries(table, [Change("challenges", None, values)], by=by, at=at, origin="picture")
    assert change is not None
    row = change.rows.get()
    made = _keep(table, theme, Outcome.ADOPTED, challenge=row.key, change=change, by=by, at=at)
    _record(made, "adopt_theme", by=by, at=at)
    return made


@transaction.atomic
def merge_theme(table: AreaTable, code: str, challenge: str, *, by: Seat, at: datetime) -> WeighedTheme:
    """Let a theme be part of a challenge that is there; its evidence stands there from now on."""
    theme = _open(table, code, by)
    # What one party keeps to itself the table does not decide about.
    themes = {one.key: one.themes or () for one in seen_challenges(table, THE_TABLE)}
    if challenge not in themes:
        raise Refused(_("Die opgave is er niet meer. Kies er een uit de lijst."))
    there = themes[challenge]
    change = None
    if code not in there:
        asked = Change("challenges", challenge, {"themes": [*there, code]})
        change = change_entries(table, [asked], by=by, at=at, origin="picture")
    made = _keep(table, theme, Outcome.MERGED, challenge=challenge, change=change, by=by, at=at)
    _record(made, "merge_theme", by=by, at=at)
    return made


@transaction.atomic
def set_theme_aside(table: AreaTable, code: str, reason: str, *, by: Seat, at: datetime) -> WeighedTheme:
    """Leave a theme for now, with the reason; it can be taken up again."""
    theme = _open(table, code, by)
    said = one_line(reason)
    if not said:
        raise Refused(_("Schrijf in één zin waarom. Zo weet de tafel het volgend jaar nog."))
    check_fits(said, LONGEST_REASON)
    made = _keep(table, theme, Outcome.SET_ASIDE, reason=said, by=by, at=at)
    _record(made, "set_theme_aside", by=by, at=at)
    return made


@transaction.atomic
def take_back(weighed: WeighedTheme, *, by: Seat, at: datetime) -> None:
    """Weigh a theme anew: what was made of it goes too, unless somebody worked on it since."""
    stay_at_table(by, weighed.table_id)
    check_can_weigh(by)
    locked_table(weighed.table_id)  # Undoing holds the table too, and who weighs holds it first.
    rows = WeighedTheme.objects.select_for_update(no_key=True, of=("self",)).select_related("table", "change")
    weighed = rows.get(pk=weighed.pk)
    if weighed.taken_back_at is not None:
        return
    if weighed.change is not None:
        undo_change(weighed.change, by=by, at=at)
    WeighedTheme.objects.filter(pk=weighed.pk).update(taken_back_at=at)
    _record(weighed, "take_theme_back", by=by, at=at)


def _open(table: AreaTable, code: str, by: Seat) -> Theme:
    stay_at_table(by, table.pk)
    check_can_weigh(by)
    if code not in THEMES:
        raise Refused(_("Dit thema kennen we niet. Kies er een uit de lijst."))
    # Two who decide at the same moment: the second reads what the first decided.
    locked_table(table.pk)
    standing = WeighedTheme.objects.filter(table=table, theme=code, taken_back_at=None).first()
    if standing is not None:
        raise Refused(
            _("De tafel besliste hier al over: {outcome}. Neem dat eerst terug.").format(
                outcome=standing.get_outcome_display()
            )
        )
    return gathered_theme(table, code)


def _keep(
    table: AreaTable,
    theme: Theme,
    outcome: Outcome,
    *,
    by: Seat,
    at: datetime,
    challenge: str = "",
    reason: str = "",
    change: ChangeSet | None = None,
) -> WeighedTheme:
    return WeighedTheme.objects.create(
        table=table,
        theme=theme.code,
        outcome=outcome,
        challenge=challenge,
        reason=reason,
        evidence=theme.sentences(),
        change=change,
        at=at,
        by=by,
    )


def _record(weighed: WeighedTheme, action: str, *, by: Seat, at: datetime) -> None:
    record_deed(weighed.table.chain, action=action, subject=weighed.subject, actor=by.actor, at=at)
