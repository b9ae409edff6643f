"""What a party does on the page of who pays and who gains: say something itself, agree, and take back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.plan_sharing import PlanSharing
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, one_line
from gebiedstafel.ui.refusals import Refused

from .models import Plan, ShareConsent, ShareReply
from .permissions import check_can_record_consent, check_can_speak_for
from .share_figures import fingerprint, named_parties, replies_of, share_figures, without_voice

#: A reply in one's own words is no report.
MOST_LETTERS = 500
#: In what way a party agreed: a letter and its date, not the letter itself.
MOST_LETTERS_OF_HOW = 200


@transaction.atomic
def reply_to_figures(table: AreaTable, words: str, *, by: Seat, at: datetime) -> None:
    """Set one's own sentence beside one's own figures; without words it is taken away."""
    stay_at_table(by, table.pk)
    check_can_speak_for(by)
    said = one_line(words)
    check_fits(said, MOST_LETTERS)
    if said:
        ShareReply.objects.update_or_create(
            party=_party(by), defaults={"table": table, "words": said, "by": by, "at": at}
        )
    else:
        ShareReply.objects.filter(party=_party(by)).delete()
    _write(table, "reply_to_share" if said else "withdraw_share_reply", by=by, at=at)


@transaction.atomic
def agree_to_share(plan: Plan, *, by: Seat, at: datetime) -> None:
    """Let everyone see the figures of one's own party in this plan, as they are now."""
    stay_at_table(by, plan.table_id)
    check_can_speak_for(by)
    found, party = share_figures(plan), _party(by)
    if found is None or party.key not in named_parties(found):
        raise Refused(_("Uw partij staat niet in deze cijfers. U hoeft niets goed te vinden."))
    _keep_consent(plan, found, party, how="", by=by, at=at)
    _write(plan.table, "agree_to_share", by=by, at=at)


@transaction.atomic
def record_consent(plan: Plan, key: str, how: str, *, by: Seat, at: datetime) -> None:
    """Write down that a party without a seat agreed, and in what way it let that be known."""
    stay_at_table(by, plan.table_id)
    check_can_record_consent(by)
    party, told = _silent_party(plan, key), one_line(how)
    if not told:
        raise Refused(
            _("Schrijf op hoe {party} het liet weten, bijvoorbeeld: brief van 3 mei.").format(party=party)
        )
    check_fits(told, MOST_LETTERS_OF_HOW)
    found = share_figures(plan)
    if found is None or party.key not in named_parties(found):
        raise Refused(_("{party} staat niet in deze cijfers.").format(party=party))
    _keep_consent(plan, found, party, how=told, by=by, at=at)
    _write(plan.table, "record_share_consent", by=by, at=at, party=party)


@transaction.atomic
def withdraw_recorded_consent(plan: Plan, key: str, *, by: Seat, at: datetime) -> None:
    """Take back what was written down for a party without a seat."""
    stay_at_table(by, plan.table_id)
    check_can_record_consent(by)
    party = _silent_party(plan, key)
    gone, _of_each = ShareConsent.objects.filter(plan=plan, party=party).exclude(how="").delete()
    if gone:
        _write(plan.table, "withdraw_recorded_consent", by=by, at=at, party=party)


@transaction.atomic
def withdraw_share(plan: Plan, *, by: Seat, at: datetime) -> None:
    """Take back that everyone may see the figures of one's own party."""
    stay_at_table(by, plan.table_id)
    check_can_speak_for(by)
    gone, _of_each = ShareConsent.objects.filter(plan=plan, party=_party(by)).delete()
    if gone:
        _write(plan.table, "withdraw_share", by=by, at=at)


def _keep_consent(plan: Plan, found: PlanSharing, party: Party, *, how: str, by: Seat, at: datetime) -> None:
    """Keep that a party agreed to these figures, and no others."""
    figures = fingerprint(found, party.key, replies_of(plan).get(party.key, ""))
    ShareConsent.objects.update_or_create(
        plan=plan, party=party, defaults={"figures": figures, "how": how, "by": by, "at": at}
    )


def _party(seat: Seat) -> Party:
    assert seat.party is not None
    return seat.party


def _silent_party(plan: Plan, key: str) -> Party:
    """Return a party of this table that has no seat to speak from; one that has, speaks for itself."""
    party = {one.key: one for one in Party.objects.filter(table=plan.table)}.get(key)
    if party is None:
        raise Refused(_("Die partij is niet bij deze tafel. Kies er een uit de lijst."))
    if party.key not in without_voice(plan.table):
        raise Refused(
            _("{party} heeft hier een stoel, en zegt het zelf. Vraag het aan tafel.").format(party=party)
        )
    return party


def _write(table: AreaTable, action: str, *, by: Seat, at: datetime, party: Party | None = None) -> None:
    about = party or _party(by)
    record_deed(table.chain, action=action, subject=f"party/{about.key}", actor=by.actor, at=at)
