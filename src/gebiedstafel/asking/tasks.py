"""What the worker does for a round: it reminds once before the last day."""

from __future__ import annotations

from datetime import datetime, time

from django.db import transaction
from django.utils.timezone import make_aware, now
from django_tasks import task

from .letters import post_letter
from .models import Request

#: The hour of the day at which a reminder leaves by itself.
MORNING = time(9)


@task()
@transaction.atomic
def remind_before_the_end(request_id: int) -> None:
    """Remind once, some days before the last one, whoever has not answered; later if it was extended."""
    request = Request.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if request is None or request.reminded_at is not None or not request.is_open(now()):
        return
    if now() < reminder_moment(request):
        plan_reminder(request)
        return
    request.reminded_at = now()
    request.save(update_fields=["reminded_at"])
    around = ("party", "request__table", "request__created_by__person")
    for asked in request.asked.filter(answered_at=None).exclude(email="").select_related(*around):
        post_letter(asked, at=now(), is_reminder=True)


def reminder_moment(request: Request) -> datetime:
    """Return when whoever has not answered is reminded by itself."""
    return make_aware(datetime.combine(request.remind_on, MORNING))


def plan_reminder(request: Request) -> None:
    """Leave the reminder with the worker until its moment comes."""
    remind_before_the_end.using(run_after=max(reminder_moment(request), now())).enqueue(request.pk)
