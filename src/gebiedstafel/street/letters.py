"""The letters of Mijn straat: they confirm an address, tell what changed, and ask a shop about works."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from gebiedstafel.accounts.letters import write_letter
from gebiedstafel.accounts.outbox import mark, post
from gebiedstafel.accounts.tokens import digest_of, new_token, token_of_seed
from gebiedstafel.tables.models import TableArea

from .followers import CONFIRMED_WITHIN
from .models import AskedShop, Follower, StopLink, StreetPage, WorksQuestion


def post_confirmation(follower: Follower, *, site: str, at: datetime) -> None:
    """Post the link that confirms an address or its shop; who has nothing to confirm gets one to stop."""
    if follower.used_at is None or follower.asks_shop:
        seed = f"street/confirm/{new_token()}"
        follower.digest = digest_of(token_of_seed(seed))
        follower.sent_at, follower.expires_at = at, at + CONFIRMED_WITHIN
        follower.save(update_fields=["digest", "sent_at", "expires_at"])
        url = site + reverse("street:confirm", args=["X"]).replace("X", mark(seed))
    else:
        seed, url = stop_link(follower, site=site, at=at)
    letter = write_letter(
        "street/letters/confirm.txt",
        to=follower.email,
        language=follower.language,
        table=follower.table,
        place=_place(follower.table_id, follower.area),
        follower=follower,
        url=url,
    )
    post(letter, key=f"{follower.letters}confirm/{at.isoformat()}", at=at, seeds=[seed])


def post_digest(follower: Follower, changes: object, page: StreetPage, *, site: str, at: datetime) -> None:
    """Post what changed near a follower."""
    seed, stop_url = stop_link(follower, site=site, at=at)
    letter = write_letter(
        "street/letters/digest.txt",
        to=follower.email,
        language=follower.language,
        changes=changes,
        place=_place(follower.table_id, follower.area),
        table=follower.table,
        url=site + reverse("street:area", args=[page.address, follower.area]),
        stop_url=stop_url,
    )
    headers = {"List-Unsubscribe": f"<{stop_url}>"}
    post(letter, key=f"{follower.letters}digest/{at.isoformat()}", at=at, seeds=[seed], headers=headers)


def post_question(question: WorksQuestion, asked: AskedShop, *, site: str, at: datetime) -> None:
    """Post a question about works to one shop, to leave when it can no longer be called back."""
    assert asked.follower is not None
    follower, seed = asked.follower, f"street/answer/{new_token()}"
    asked.digest = digest_of(token_of_seed(seed))
    asked.save(update_fields=["digest"])
    stop_seed, stop_url = stop_link(follower, site=site, at=at)
    letter = write_letter(
        "street/letters/works.txt",
        to=follower.email,
        language=follower.language,
        question=question,
        table=question.table,
        place=_place(question.table_id, question.area),
        url=site + reverse("street:answer", args=["X"]).replace("X", mark(seed)),
        stop_url=stop_url,
    )
    post(
        letter,
        key=f"{follower.letters}works/{asked.pk}",
        about=question.subject,
        at=at,
        seeds=[seed, stop_seed],
        headers={"List-Unsubscribe": f"<{stop_url}>"},
        not_before=question.leaves_at,
    )


def stop_link(follower: Follower, *, site: str, at: datetime) -> tuple[str, str]:
    """Return the seed and the address of a new link to stop; the ones before keep working."""
    seed = f"street/stop/{new_token()}"
    StopLink.objects.create(follower=follower, digest=digest_of(token_of_seed(seed)), made_at=at)
    return seed, site + reverse("street:stop", args=["X"]).replace("X", mark(seed))


def _place(table_id: str, area: str) -> TableArea | None:
    return TableArea.objects.filter(table=table_id, key=area).first()
