"""What the worker does for a round: it sends the mail, and reminds once before the last day."""

from __future__ import annotations

from datetime import datetime, time

from django.utils.timezone import make_aware, now
from django_tasks import task

from gebiedstafel.accounts.letters import NotSent, send_letter

from .letters import letter
from .links import make_link
from .models import AskedParty, Request

#: The hour of the day at which a reminder leaves by itself.
MORNING = time(9)


@task()
def carry_letter(asked_id: int, is_reminder: bool) -> None:
    """Send one party its mail. The link is made here, so that it is written down nowhere else."""
    around = ("party", "request__table", "request__created_by__person")
    one = AskedParty.objects.select_related(*around).filter(pk=asked_id).first()
    if one is None or not one.email or not one.request.is_open(now()) or not one.party.sits:
        return
    try:
        send_letter(letter(one, make_link(one, at=now()), is_reminder=is_reminder))
    except NotSent:
        AskedParty.objects.filter(pk=one.pk).update(mail_failed_at=now())
    else:
        AskedParty.objects.filter(pk=one.pk).update(mailed_at=now(), mail_failed_at=None)


@task()
def remind_before_the_end(request_id: int) -> None:
    """Remind once, some days before the last one, whoever has not answered; later if it was extended."""
    request = Request.objects.filter(pk=request_id).first()
    if request is None or request.reminded_at is not None or not request.is_open(now()):
        return
    if now() < reminder_moment(request):
        plan_reminder(request)
        return
    Request.objects.filter(pk=request.pk, reminded_at=None).update(reminded_at=now())
    for asked in request.asked.filter(answered_at=None).exclude(email=""):
        carry_letter.enqueue(asked.pk, True)


def reminder_moment(request: Request) -> datetime:
    """Return when whoever has not answered is reminded by itself."""
    return make_aware(datetime.combine(request.remind_on, MORNING))


def plan_reminder(request: Request) -> None:
    """Leave the reminder with the worker until its moment comes."""
    remind_before_the_end.using(run_after=max(reminder_moment(request), now())).enqueue(request.pk)
