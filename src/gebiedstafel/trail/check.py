"""Checking that no deed was changed, removed, moved or cut off."""

from collections.abc import Iterator

from .anchors import anchored_chains, anchors_of
from .models import Chain, Deed
from .seal import seal_of
from .segments import check_segments


def check_trail() -> list[str]:
    """Return a sentence for every place where the trail is not as it was written."""
    names = set(Chain.objects.values_list("name", flat=True)) | anchored_chains()
    names |= set(Deed.objects.values_list("chain_id", flat=True).distinct())
    return [fault for name in sorted(names) for fault in check_chain(name)]


def check_chain(name: str) -> Iterator[str]:
    """Yield what is wrong with one chain: its closed parts, its rows, its end, then what the anchors know."""
    faults, closed, previous, seals = check_segments(name)
    yield from faults
    expected = closed + 1
    for deed in Deed.objects.filter(chain_id=name).order_by("number").iterator():
        if deed.number != expected:
            yield f"{name}: deed {expected} is missing; the next one is {deed.number}."
        elif seal_of(previous, deed) != deed.seal:
            yield f"{name}: deed {deed.number} is not as it was written."
        previous, expected = deed.seal, deed.number + 1
        seals[deed.number] = deed.seal
    yield from _check_end(name, expected - 1, previous)
    yield from _check_anchors(name, seals, closed)


def _check_end(name: str, count: int, head: str) -> Iterator[str]:
    chain = Chain.objects.filter(name=name).first()
    if chain is None or (chain.count, chain.head) != (count, head):
        remembered = chain.count if chain else "no"
        yield f"{name}: {count} deeds are here, but the chain remembers {remembered}, or another last one."


def _check_anchors(name: str, seals: dict[int, str], closed: int) -> Iterator[str]:
    anchors = anchors_of(name)
    if seals and not anchors:
        yield f"{name}: nothing outside the database tells how long this chain is."
    for count, head in anchors:
        if count < closed and count not in seals:
            continue  # Its part was closed, and the file was handed to an archive.
        if seals.get(count) != head:
            yield f"{name}: the anchor outside the database knows another deed {count}, or it was removed."
            return
