"""What a trio tries between gatherings: said, told what happened and what it changed, and read by others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, plain, written
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .cards import SOMEONE
from .learning_models import PeerReview, Trying
from .permissions import check_can_facilitate
from .sitting_models import LONGEST_CARD, Guest, Sitting, Trio

LONGEST_TOLD = 1000
MOST_REVIEWS = 100


@transaction.atomic
def say_what_to_try(
    sitting: Sitting, text: str, *, by: Seat, at: datetime, trio: Trio | None = None
) -> Trying:
    """Write down what a trio tries before the next gathering."""
    stay_at_table(by, sitting.table_id)
    check_can_facilitate(by)
    said = Trying.objects.create(
        sitting=sitting, trio=trio, tried=written(text, LONGEST_CARD), said_at=at, version=1
    )
    _record("say_what_to_try", said, actor=by.actor, at=at)
    return said


@transaction.atomic
def tell_what_happened(
    trying: Trying, happened: str, changed: str, *, by: Seat | Guest, at: datetime, seen: int | None = None
) -> Trying:
    """Tell what came of it and what it changed; who looked at older words is refused with both texts."""
    trying = _locked(trying)
    actor = _may_tell(trying, by)
    said = (plain(happened), plain(changed))
    for words in said:
        check_fits(words, LONGEST_TOLD)
    before = (trying.happened, trying.changed)
    if said == before:
        return trying
    check_version(trying.version, seen, theirs=" · ".join(before), yours=" · ".join(said))
    trying.happened, trying.changed = said
    trying.told_at, trying.version = at, trying.version + 1
    trying.save(update_fields=["happened", "changed", "told_at", "version"])
    _record("tell_what_happened", trying, actor=actor, at=at)
    return trying


@transaction.atomic
def read_along(trying: Trying, strong: str, question: str, *, by: Seat | Guest, at: datetime) -> PeerReview:
    """Say what is strong in what another trio tries, and ask one question; never of one's own."""
    trying = _locked(trying)
    writer = _reader(trying, by)
    if trying.reviews.count() >= MOST_REVIEWS:
        raise Refused(_("Hier lazen al {n} mensen mee. Kies een ander trio.").format(n=MOST_REVIEWS))
    words = written(strong, LONGEST_CARD)
    asks = plain(question)
    check_fits(asks, LONGEST_CARD)
    review, _new = PeerReview.objects.get_or_create(
        trying=trying, strong=words, question=asks, **writer, defaults={"at": at}
    )
    actor = by.actor if isinstance(by, Seat) else SOMEONE
    _record("read_along", trying, actor=actor, at=at)
    return review


@transaction.atomic
def drop_trying(trying: Trying, *, by: Seat) -> None:
    """Take away what was just laid on the table, unless somebody wrote to it or it is on the agenda."""
    stay_at_table(by, trying.sitting.table_id)
    check_can_facilitate(by)
    trying = _locked(trying)
    if AgendaQuestion.objects.filter(table=by.table_id, subject=trying.subject).exists():
        raise Refused(_("Dit staat al op de agenda. Haal het daar eerst af."))
    if trying.told_at or trying.reviews.exists() or trying.table_notes.exists():
        raise Refused(_("Hier is al iets bij geschreven. Wat een trio probeerde, blijft dan staan."))
    trying.delete()


def _may_tell(trying: Trying, by: Seat | Guest) -> str:
    if isinstance(by, Seat):
        stay_at_table(by, trying.sitting.table_id)
        check_can_facilitate(by)
        return by.actor
    if by.trio_id is None or by.trio_id != trying.trio_id:
        raise NotAllowed(_("Dit is van een ander trio. Lees mee, of vertel over uw eigen proef."))
    return SOMEONE


def _reader(trying: Trying, by: Seat | Guest) -> dict[str, object]:
    if isinstance(by, Seat):
        stay_at_table(by, trying.sitting.table_id)
        check_can_facilitate(by)
        return {"seat": by, "guest": None, "trio": None}
    same_workshop = trying.sitting.workshop_id == by.sitting.workshop_id
    if by.trio_id is None or by.trio_id == trying.trio_id or not same_workshop:
        raise NotAllowed(_("U leest mee met een ander trio dan het uwe."))
    return {"seat": None, "guest": by, "trio": by.trio}


def _locked(trying: Trying) -> Trying:
    rows = Trying.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "sitting__table", "trio"
    )
    return rows.get(pk=trying.pk)


def _record(action: str, trying: Trying, *, actor: str, at: datetime) -> None:
    record_deed(trying.sitting.table.chain, action=action, subject=trying.subject, actor=actor, at=at)
