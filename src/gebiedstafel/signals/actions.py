"""What is done with signals: sent, taken back, answered, let out to the public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.exchange.free_text_guard import Reason, refusals
from gebiedstafel.exchange.themes import GROUPS, THEMES, group_of
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, one_line, written
from gebiedstafel.ui.refusals import Refused

from .answering import appointed_for
from .guard_words import sentences
from .models import (
    LONGEST,
    MOST,
    Answerer,
    Batch,
    BatchAnswer,
    BatchReview,
    NothingCounted,
    OpenFigures,
    RefusalCount,
    Signal,
    Trend,
    WaitingAnswer,
)
from .permissions import (
    check_can_answer,
    check_can_appoint,
    check_can_open_figures,
    check_can_review,
    check_can_send,
)
from .places import places_of
from .quarters import choices, quarter_of
from .releasing import show_alone, still_waiting
from .rules import most_seen
from .sealed import record_sealed

#: So many signals of one party may wait at once.
MOST_WAITING = 500
LONGEST_ANSWER = 1000
#: Below so many a group in a sentence could be recognised, whatever the theme.
SMALL_GROUP = 10
#: The same words of the same party within so long are one signal whose answer got lost on the way.
SENT_TWICE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a party sends: how many, of which theme, where, in which quarter, and a sentence."""

    kind: str
    how: str
    theme: str
    area: str
    quarter: str
    count: int
    trend: str
    text: str

    def tidied(self, table: AreaTable) -> Sent:
        """Return the same as it is kept: a street lifted to its buurt, the sentence on one line."""
        trend = self.trend if self.trend in Trend.values else Trend.UNKNOWN
        return replace(self, area=places_of(table).lifted(self.area), text=one_line(self.text), trend=trend)


def stopped(table: AreaTable, text: str) -> list[Reason]:
    """Return why the guard stops this text at this table; empty when it may be kept."""
    return refusals(text, k=SMALL_GROUP, places=place_names(table).values())


@transaction.atomic
def count_refusals(table: AreaTable, reasons: list[Reason], *, at: datetime) -> None:
    """Count that a text was stopped, and for what; the text itself is kept nowhere."""
    quarter = quarter_of(table.today_at(localdate(at)))
    for reason in reasons:
        row, _new = RefusalCount.objects.get_or_create(table=table, reason=reason.value, quarter=quarter)
        RefusalCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


@transaction.atomic
def send_signal(table: AreaTable, sent: Sent, *, by: Seat, at: datetime) -> Signal:
    """Send a signal for the own party; a count that is enough by itself is shown at once.

    What was seen and is sent again within minutes is the same signal: it is given back and counts once.
    """
    stay_at_table(by, table.pk)
    check_can_send(by)
    assert by.party is not None
    table = locked_table(table.pk)
    _check_open(table, sent.quarter, at)
    sent = sent.tidied(table)
    if sent.how == Signal.How.SEEN and (before := _just_sent(by.party, sent, at)):
        return before
    if still_waiting().filter(party=by.party).count() >= MOST_WAITING:
        raise Refused(_("Er wachten al heel veel signalen van uw partij. Kijk ze eerst na."))
    signal = keep_signal(by.party, sent, at=at)
    show_alone(signal, at=at)
    record_sealed(table, action="send_signal", subject=signal.subject, at=at)
    signal.refresh_from_db()
    return signal


def _just_sent(party: Party, sent: Sent, at: datetime) -> Signal | None:
    """Return the signal of which this is the same, sent once more; it may go another way by now."""
    same = asdict(sent)
    del same["trend"]
    return Signal.objects.filter(party=party, **same, sent_at__gt=at - SENT_TWICE).first()


def keep_signal(party: Party, sent: Sent, *, at: datetime) -> Signal:
    """Keep a tidied signal of a party, after the guard; the one way in, also for the demo."""
    if sent.theme not in THEMES or sent.kind not in Signal.Kind.values or sent.how not in Signal.How.values:
        raise Refused(_("Kies wat u meldt en waarover het gaat."))
    if not 1 <= sent.count <= MOST:
        raise Refused(_("Vul een aantal in van 1 tot {most}.").format(most=MOST))
    if why := why_too_many(sent.how, sent.theme, sent.count):
        raise Refused(why)
    check_fits(sent.text, LONGEST)
    if reasons := stopped(party.table, sent.text):
        raise Refused(" ".join(sentences(reasons)))
    if sent.how == Signal.How.COUNTED:
        row = {"party": party, "theme": sent.theme, "area": sent.area, "quarter": sent.quarter}
        _check_not_counted(**row, kind=sent.kind)
        NothingCounted.objects.filter(**row).delete()
    return Signal.objects.create(table=party.table, party=party, **asdict(sent), sent_at=at)


def why_too_many(how: str, theme: str, count: int) -> str:
    """Return why this is more than somebody just saw, and what would help; empty when it may be."""
    most = most_seen(theme)
    if how != Signal.How.SEEN or count <= most:
        return ""
    return _(
        "Gezien is één of een paar keer: hoogstens {most}. "
        "Telde u over het hele kwartaal? Kies dan ‘geteld over het hele kwartaal’."
    ).format(most=most)


def _check_open(table: AreaTable, quarter: str, at: datetime) -> None:
    if quarter not in choices(table.today_at(localdate(at))):
        raise Refused(_("Dit kwartaal is al gesloten. Kies het kwartaal van nu."))


def _check_not_counted(**row: Any) -> None:
    if Signal.objects.filter(**row, how=Signal.How.COUNTED).exists():
        raise Refused(
            _("Uw partij telde dit al voor deze plek en dit kwartaal. Neem dat signaal eerst terug.")
        )


@transaction.atomic
def say_nothing_counted(
    table: AreaTable, *, theme: str, area: str, quarter: str, by: Seat, at: datetime
) -> None:
    """Tick off a row of the round of the quarter: looked at, nothing to report."""
    stay_at_table(by, table.pk)
    check_can_send(by)
    table = locked_table(table.pk)
    if theme not in THEMES:
        raise Refused(_("Kies een thema."))
    _check_open(table, quarter, at)
    row: dict[str, Any] = {
        "party": by.party,
        "theme": theme,
        "area": places_of(table).lifted(area),
        "quarter": quarter,
    }
    _check_not_counted(**row)
    NothingCounted.objects.get_or_create(table=table, **row)
    record_sealed(table, action="say_nothing_counted", subject=quarter, at=at)


@transaction.atomic
def take_back_signal(signal: Signal, *, by: Seat, at: datetime) -> None:
    """Take back what was not shown yet: the row goes, with its text. What went already stays gone."""
    stay_at_table(by, signal.table_id)
    check_can_send(by)
    table = locked_table(signal.table_id)
    found = Signal.objects.select_for_update(no_key=True, of=("self",)).filter(pk=signal.pk).first()
    if found is None:
        return
    signal = found
    if signal.party_id != by.party_id:
        raise Refused(_("Dit signaal is van een andere partij."))
    if signal.batch_id:
        raise Refused(_("Dit signaal is al getoond, samen met andere. Dat blijft staan."))
    subject = signal.subject
    signal.delete()
    record_sealed(table, action="take_back_signal", subject=subject, at=at)


@transaction.atomic
def answer_batch(batch: Batch, text: str, *, by: Seat, at: datetime) -> BatchAnswer:
    """Answer in writing what was shown; whoever reported it reads the same words."""
    stay_at_table(by, batch.table_id)
    check_can_answer(by, appointed_for(batch.table).get(group_of(batch.theme)))
    batch = (
        Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("table").get(pk=batch.pk)
    )
    words = _answer(text)
    if BatchAnswer.objects.filter(batch=batch).exists():
        raise Refused(_("Dit is al beantwoord. Wie het meldde, leest misschien al wat er staat."))
    answer = BatchAnswer.objects.create(batch=batch, text=words, role=str(by), answered_by=by, answered_at=at)
    record_deed(batch.table.chain, action="answer_signals", subject=batch.subject, actor=by.actor, at=at)
    return answer


@transaction.atomic
def answer_waiting(
    table: AreaTable, groups: Sequence[str], text: str, *, by: Seat, at: datetime
) -> list[WaitingAnswer]:
    """Tell whoever waits what happens with it, for these groups of themes; nobody knows whether any waits."""
    stay_at_table(by, table.pk)
    appointed = appointed_for(table)
    if not groups or not set(groups) <= set(GROUPS):
        raise Refused(_("Kies waarover uw antwoord gaat."))
    for group in groups:
        check_can_answer(by, appointed.get(group))
    words = _answer(text)
    quarter = quarter_of(table.today_at(localdate(at)))
    rows = [
        WaitingAnswer(
            table=table,
            group=group,
            quarter=quarter,
            text=words,
            role=str(by),
            answered_by=by,
            answered_at=at,
        )
        for group in dict.fromkeys(groups)
    ]
    made = WaitingAnswer.objects.bulk_create(rows)
    subject = f"{quarter} {','.join(one.group for one in made)}"
    record_deed(table.chain, action="answer_waiting", subject=subject, actor=by.actor, at=at)
    return made


def _answer(text: str) -> str:
    missing = _("Er staat nog niets. Schrijf wat er gebeurt, of waarom iets niet kan.")
    return written(text, LONGEST_ANSWER, missing=missing)


@transaction.atomic
def let_public_see(batch: Batch, *, by: Seat, at: datetime) -> None:
    """Let the public see the place, theme and size of a batch; its text and its makers never."""
    stay_at_table(by, batch.table_id)
    check_can_review(by)
    if not batch.for_public:
        raise Refused(
            _("Dit ziet de wijk niet: het is van één partij, gaat over veiligheid, of is te weinig.")
        )
    _review, new = BatchReview.objects.get_or_create(
        batch=batch, defaults={"reviewed_by": by, "reviewed_at": at}
    )
    if new:
        record_deed(batch.table.chain, action="let_public_see", subject=batch.subject, actor=by.actor, at=at)


@transaction.atomic
def appoint(table: AreaTable, group: str, party: Party | None, *, by: Seat, at: datetime) -> None:
    """Choose which party answers a group of themes; nobody means the chair."""
    stay_at_table(by, table.pk)
    check_can_appoint(by)
    if group not in GROUPS or (party is not None and party.table_id != table.pk):
        raise Refused(_("Kies een partij uit de lijst."))
    table = locked_table(table.pk)
    Answerer.objects.filter(table=table, group=group).delete()
    if party is not None:
        Answerer.objects.create(table=table, group=group, party=party)
    record_deed(table.chain, action="appoint_answerer", subject=group, actor=by.actor, at=at)


@transaction.atomic
def open_figures(table: AreaTable, *, by: Seat, at: datetime, is_open: bool) -> None:
    """Open the public figures to everyone, or close them again; what was taken along stays out there."""
    stay_at_table(by, table.pk)
    check_can_open_figures(by)
    table = locked_table(table.pk)
    rows = OpenFigures.objects.filter(table=table)
    if rows.exists() == is_open:
        return
    if is_open:
        OpenFigures.objects.create(table=table, opened_at=at)
    else:
        rows.delete()
    action = "open_figures" if is_open else "close_figures"
    record_deed(table.chain, action=action, subject="figures", actor=by.actor, at=at)
