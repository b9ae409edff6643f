"""Links in letters of follow-up: kept as a hash, each opens one thing; why one opens nothing stays hidden."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.urls import reverse

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.outbox import mark
from gebiedstafel.accounts.tokens import digest_of, token_of_seed
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.permissions import check_can_report
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import why_not

from .models import CalendarFeed, MailChoice, ReportLink

LASTS = timedelta(days=30)
#: Stands in an address where the secret comes; no secret looks like it.
PLACE = "GEHEIM"


def new_seed() -> str:
    """Return a seed of which one secret is made."""
    return secrets.token_urlsafe(24)


def make_report_link(agreement: Agreement, seat: Seat, *, at: datetime) -> ReportLink:
    """Return a new link for this person; those before it stay open, for each lies in a letter of its own."""
    assert seat.person
    seed = new_seed()
    return ReportLink.objects.create(
        agreement=agreement,
        seat=seat,
        person=seat.person,
        seed=seed,
        digest=digest_of(token_of_seed(seed)),
        made_at=at,
        sent_at=at,
        expires_at=at + LASTS,
    )


def report_address(link: ReportLink) -> str:
    """Return where the link leads, with a mark for its secret, as it stands in the outbox."""
    return _marked("reporting:report", link.seed)


def stop_address(choice: MailChoice) -> str:
    """Return where someone ends the letters, with a mark for the secret."""
    return _marked("reporting:stop", choice.seed)


def _marked(route: str, seed: str) -> str:
    return site_address() + reverse(route, args=[PLACE]).replace(PLACE, mark(seed))


def choice_of(person: Person) -> MailChoice:
    """Return what a person chose, with the secret by which letters are ended."""
    seed = new_seed()
    defaults = {"seed": seed, "digest": digest_of(token_of_seed(seed))}
    choice, _new = MailChoice.objects.get_or_create(person=person, defaults=defaults)
    return choice


def open_report_link(token: str, *, at: datetime) -> ReportLink | None:
    """Return the link of this secret while it opens something: its person still sits there for that party."""
    links = ReportLink.objects.select_related("agreement__table", "agreement__lead", "seat__party", "person")
    link = links.filter(digest=digest_of(token)).first()
    if link is None or not link.is_open(at) or not link.person.is_active:
        return None
    seat = link.seat
    sits = seat.person_id == link.person_id and (seat.party is None or seat.party.sits)
    open_still = sits and not link.agreement.is_over and not link.agreement.drafted
    return link if open_still and not why_not(check_can_report, seat, link.agreement) else None


def choice_behind(token: str) -> MailChoice | None:
    """Return whose letters this secret ends."""
    choices = MailChoice.objects.select_related("person").filter(person__is_active=True)
    return choices.filter(digest=digest_of(token)).first()


def feed_behind(token: str) -> CalendarFeed | None:
    """Return the calendar of this secret, while its seat is still of who made it."""
    feeds = CalendarFeed.objects.select_related("seat__table", "seat__party", "person")
    feed = feeds.filter(digest=digest_of(token), revoked_at=None).first()
    if feed is None or feed.seat.person_id != feed.person_id or feed.seat.role == Seat.Role.VISITOR:
        return None
    return feed if feed.person is None or feed.person.is_active else None
