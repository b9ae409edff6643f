"""What is done with signals: sent, taken back, answered, let out to the public."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.exchange.free_text_guard import Reason, refusals
from gebiedstafel.exchange.themes import GROUPS, THEMES
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import plain
from gebiedstafel.ui.refusals import Refused

from .answering import appointed_for, group_of
from .models import (
    LONGEST,
    MOST,
    Answerer,
    Batch,
    BatchAnswer,
    BatchReview,
    NothingCounted,
    RefusalCount,
    Signal,
    Trend,
)
from .permissions import check_can_answer, check_can_appoint, check_can_review, check_can_send
from .places import places_of
from .plain_words import one_line, sentences
from .quarters import choices, quarter_of
from .releasing import show_alone
from .rules import RULES

#: So many signals of one party may wait at once.
MOST_WAITING = 500
LONGEST_ANSWER = 1000
#: The same words of the same party within so long are one signal whose answer got lost on the way.
SENT_TWICE = timedelta(minutes=10)


def stopped(table: AreaTable, text: str, theme: str) -> list[Reason]:
    """Return why the guard stops this text at this table; empty when it may be kept."""
    names = table.areas.values_list("name", flat=True)
    return refusals(text, k=max(10, RULES.k.get(theme, 10)), places=names)


@transaction.atomic
def count_refusals(table: AreaTable, reasons: list[Reason], *, at: datetime) -> None:
    """Count that a text was stopped, and for what; the text itself is kept nowhere."""
    quarter = quarter_of(table.today_at(localdate(at)))
    for reason in reasons:
        row, _new = RefusalCount.objects.get_or_create(table=table, reason=reason.value, quarter=quarter)
        RefusalCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


@transaction.atomic
def send_signal(
    table: AreaTable,
    *,
    kind: str,
    how: str,
    theme: str,
    area: str,
    quarter: str,
    count: int,
    trend: str,
    text: str,
    by: Seat,
    at: datetime,
) -> Signal:
    """Send a signal for the own party; a count that is enough by itself is shown at once.

    What was seen and is sent again within minutes is the same signal: it is given back and counts once.
    """
    stay_at_table(by, table.pk)
    check_can_send(by)
    assert by.party is not None
    table = AreaTable.objects.select_for_update().get(pk=table.pk)
    if quarter not in choices(table.today_at(localdate(at))):
        raise Refused(_("Dit kwartaal is al gesloten. Kies het kwartaal van nu."))
    same = {"kind": kind, "how": how, "theme": theme, "quarter": quarter, "count": count}
    if how == Signal.How.SEEN and (
        before := Signal.objects.filter(
            party=by.party,
            **same,
            area=places_of(table).lifted(area),
            text=one_line(text),
            sent_at__gt=at - SENT_TWICE,
        ).first()
    ):
        return before
    if Signal.objects.filter(party=by.party, batch=None).count() >= MOST_WAITING:
        raise Refused(_("Er wachten al heel veel signalen van uw partij. Kijk ze eerst na."))
    signal = keep_signal(
        by.party,
        kind=kind,
        how=how,
        theme=theme,
        area=area,
        quarter=quarter,
        count=count,
        trend=trend,
        text=text,
        at=at,
    )
    record_deed(table.chain, action="send_signal", subject=signal.subject, actor=by.actor, at=at)
    show_alone(signal, at=at)
    signal.refresh_from_db()
    return signal


def keep_signal(
    party: Party,
    *,
    kind: str,
    how: str,
    theme: str,
    area: str,
    quarter: str,
    count: int,
    trend: str,
    text: str,
    at: datetime,
) -> Signal:
    """Keep a signal of a party, after the guard; the one way in, also for the demo."""
    words = one_line(text)
    if theme not in THEMES or kind not in Signal.Kind.values or how not in Signal.How.values:
        raise Refused(_("Kies wat u meldt en waarover het gaat."))
    if not 1 <= count <= MOST:
        raise Refused(_("Vul een aantal in van 1 tot {most}.").format(most=MOST))
    if len(words) > LONGEST:
        raise Refused(_("Zeg het in {most} tekens.").format(most=LONGEST))
    if reasons := stopped(party.table, words, theme):
        raise Refused(" ".join(sentences(reasons)))
    place = places_of(party.table).lifted(area)
    if how == Signal.How.COUNTED:
        same = Signal.objects.filter(
            party=party, how=how, theme=theme, area=place, quarter=quarter, kind=kind
        )
        if same.exists():
            raise Refused(
                _("Uw partij telde dit al voor deze plek en dit kwartaal. Neem dat signaal eerst terug.")
            )
        NothingCounted.objects.filter(party=party, theme=theme, area=place, quarter=quarter).delete()
    return Signal.objects.create(
        table=party.table,
        party=party,
        kind=kind,
        how=how,
        theme=theme,
        area=place,
        quarter=quarter,
        count=count,
        trend=trend if trend in Trend.values else Trend.UNKNOWN,
        text=words,
        sent_at=at,
    )


@transaction.atomic
def say_nothing_counted(
    table: AreaTable, *, theme: str, area: str, quarter: str, by: Seat, at: datetime
) -> None:
    """Tick off a row of the round of the quarter: looked at, nothing to report."""
    stay_at_table(by, table.pk)
    check_can_send(by)
    table = AreaTable.objects.select_for_update().get(pk=table.pk)
    if theme not in THEMES:
        raise Refused(_("Kies een thema."))
    if quarter not in choices(table.today_at(localdate(at))):
        raise Refused(_("Dit kwartaal is al gesloten. Kies het kwartaal van nu."))
    row: dict[str, Any] = {
        "party": by.party,
        "theme": theme,
        "area": places_of(table).lifted(area),
        "quarter": quarter,
    }
    if Signal.objects.filter(**row, how=Signal.How.COUNTED).exists():
        raise Refused(
            _("Uw partij telde dit al voor deze plek en dit kwartaal. Neem dat signaal eerst terug.")
        )
    NothingCounted.objects.get_or_create(table=table, **row)
    record_deed(table.chain, action="say_nothing_counted", subject=quarter, actor=by.actor, at=at)


@transaction.atomic
def take_back_signal(signal: Signal, *, by: Seat, at: datetime) -> None:
    """Take back what was not shown yet: the row goes, with its text. What went already stays gone."""
    stay_at_table(by, signal.table_id)
    check_can_send(by)
    # The table first, as whoever shows signals does: so neither waits for the other.
    table = AreaTable.objects.select_for_update().get(pk=signal.table_id)
    found = Signal.objects.select_for_update(of=("self",)).filter(pk=signal.pk).first()
    if found is None:
        return
    signal = found
    if signal.party_id != by.party_id:
        raise Refused(_("Dit signaal is van een andere partij."))
    if signal.batch_id:
        raise Refused(_("Dit signaal is al getoond, samen met andere. Dat blijft staan."))
    record_deed(table.chain, action="take_back_signal", subject=signal.subject, actor=by.actor, at=at)
    signal.delete()


@transaction.atomic
def answer_batch(batch: Batch, text: str, *, by: Seat, at: datetime) -> BatchAnswer:
    """Answer in writing what was shown; whoever reported it reads the same words."""
    stay_at_table(by, batch.table_id)
    check_can_answer(by, appointed_for(batch.table).get(group_of(batch.theme)))
    batch = Batch.objects.select_for_update(of=("self",)).select_related("table").get(pk=batch.pk)
    words = plain(text)
    if not any(sign.isalpha() for sign in words):
        raise Refused(_("Er staat nog niets. Schrijf wat er gebeurt, of waarom iets niet kan."))
    if len(words) > LONGEST_ANSWER:
        raise Refused(_("Zeg het in {most} tekens.").format(most=LONGEST_ANSWER))
    if BatchAnswer.objects.filter(batch=batch).exists():
        raise Refused(_("Dit is al beantwoord. Wie het meldde, leest misschien al wat er staat."))
    answer = BatchAnswer.objects.create(batch=batch, text=words, role=str(by), answered_by=by, answered_at=at)
    record_deed(batch.table.chain, action="answer_signals", subject=batch.subject, actor=by.actor, at=at)
    return answer


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
    table = AreaTable.objects.select_for_update().get(pk=table.pk)
    Answerer.objects.filter(table=table, group=group).delete()
    if party is not None:
        Answerer.objects.create(table=table, group=group, party=party)
    record_deed(table.chain, action="appoint_answerer", subject=group, actor=by.actor, at=at)
