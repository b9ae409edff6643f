"""Writing down what was done, in the same transaction as the deed itself."""

import secrets
from datetime import datetime
from functools import partial

from django.db import transaction

from .anchors import drop_anchor
from .models import Chain, Deed, Pseudonym
from .seal import seal_of


@transaction.atomic
def record_deed(
    chain: str,
    *,
    action: str,
    subject: str,
    result: str = "ok",
    origin: str = "web",
    actor: str,
    at: datetime,
) -> None:
    """Add a deed to its chain: it stands if and only if the deed itself stands.

    Its chain is the last that a deed holds (docs/adr/locks-in-one-order.md): change all rows before.
    """
    Chain.objects.get_or_create(name=chain)
    end = Chain.objects.select_for_update(no_key=True).get(name=chain)
    deed = Deed(
        chain=end,
        number=end.count + 1,
        action=_shortened(action, "action"),
        subject=_shortened(subject, "subject"),
        result=_shortened(result, "result"),
        origin=_shortened(origin, "origin"),
        actor=token_of(actor),
        at=at,
    )
    deed.seal = seal_of(end.head, deed)
    deed.save(force_insert=True)
    end.count, end.head = deed.number, deed.seal
    end.save(update_fields=["count", "head"])
    transaction.on_commit(partial(drop_anchor, chain, deed.number, deed.seal))


@transaction.atomic
def hold_chains(*names: str) -> None:
    """Hold several chains for one deed, always in the same order, so that two never wait for each other."""
    for name in sorted(set(names)):
        Chain.objects.get_or_create(name=name)
        Chain.objects.select_for_update(no_key=True).get(name=name)


def _shortened(text: str, field: str) -> str:
    limit = getattr(Deed._meta.get_field(field), "max_length", 0)
    return text if len(text) <= limit else text[: limit - 1] + "…"


def newest_seal(chain: str) -> str:
    """Return the seal of the newest deed of a chain, another after each deed; nothing for no deed."""
    return Chain.objects.filter(name=chain).values_list("head", flat=True).first() or ""


def token_of(actor: str) -> str:
    """Return the token that stands for this actor in the trail."""
    pseudonym, _ = Pseudonym.objects.get_or_create(actor=actor, defaults={"token": secrets.token_hex(16)})
    return pseudonym.token


def forget_actor(actor: str) -> None:
    """Cut the thread between this actor and their deeds; the chain stays whole."""
    Pseudonym.objects.filter(actor=actor).delete()
