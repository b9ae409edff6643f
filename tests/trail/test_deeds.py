"""What was done stands in a chain that cannot be rewritten unseen."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gebiedstafel.trail.anchors import anchors_of
from gebiedstafel.trail.check import check_chain, check_trail
from gebiedstafel.trail.deeds import forget_actor, record_deed, token_of
from gebiedstafel.trail.models import Chain, Deed, Pseudonym, Rewriting

NOON = datetime(2027, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def write(count: int, chain: str = "table/a") -> None:
    for number in range(count):
        record_deed(
            chain,
            action="measure.choose",
            subject=f"measure {number}",
            actor=f"person/{number % 2}",
            at=NOON + timedelta(minutes=number),
        )


@pytest.mark.django_db(transaction=True)
def test_deeds_follow_one_another_in_their_own_chain():
    write(3)
    write(2, chain="table/b")

    assert list(Deed.objects.values_list("chain", "number")) == [
        ("table/a", 1),
        ("table/a", 2),
        ("table/a", 3),
        ("table/b", 1),
        ("table/b", 2),
    ]
    assert check_trail() == []
    assert [count for count, _ in anchors_of("table/a")] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_is_undone_leaves_no_row_and_no_anchor():
    write(1)

    def fall_over() -> None:
        with transaction.atomic():
            write(1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fall_over()

    assert Deed.objects.count() == 1
    assert len(anchors_of("table/a")) == 1
    assert check_trail() == []


@pytest.mark.django_db
def test_a_written_deed_is_neither_changed_nor_removed():
    write(1)
    deed = Deed.objects.get()

    deed.result = "something else"

    for rewrite in (deed.save, deed.delete, Deed.objects.all().delete, Deed.objects.all().update):
        with pytest.raises(Rewriting):
            rewrite()
    with pytest.raises(Rewriting):
        Deed.objects.bulk_update([deed], ["result"])
    assert Deed.objects.get().result == "ok"


@pytest.mark.django_db(transaction=True)
def test_an_actor_can_be_forgotten_and_the_chain_stays_whole():
    write(4)
    before = token_of("person/0")

    forget_actor("person/0")

    assert not Pseudonym.objects.filter(token=before).exists()
    assert Deed.objects.filter(actor=before).count() == 2
    assert token_of("person/0") != before
    assert check_trail() == []


@pytest.mark.django_db(transaction=True)
def test_no_name_of_an_actor_stands_in_the_deeds():
    record_deed("table/a", action="a", subject="s", actor="person/jansen", at=NOON)

    assert "jansen" not in str(Deed.objects.values().get())


@pytest.mark.django_db
def test_a_long_text_is_cut_with_a_sign_that_it_was():
    record_deed("table/a", action="a", subject="x" * 900, actor="person/1", at=NOON)

    subject = Deed.objects.get().subject
    assert len(subject) == 500
    assert subject.endswith("x…")


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_is_missing(capsys):
    write(3)
    call_command("check_trail")
    assert "3 deeds in 1 chains" in capsys.readouterr().out

    cut_off_last("table/a")

    with pytest.raises(CommandError, match="knows another deed 3, or it was removed"):
        call_command("check_trail")


@pytest.mark.django_db(transaction=True)
def test_a_whole_chain_that_vanished_is_missed():
    write(2)

    raw(lambda rows: rows._raw_delete("default"), Deed.objects.all())
    Chain.objects.all().delete()

    assert check_trail()


@pytest.mark.django_db(transaction=True)
def test_a_chain_cut_off_and_grown_again_is_still_seen():
    write(3)

    cut_off_last("table/a")
    write(2)

    assert any("another deed 3" in fault for fault in check_trail())


def raw(change, rows):
    """Do what someone with the database, but without the program, could do."""
    from django.db.models import QuerySet

    plain = QuerySet(Deed, query=rows.query.chain())
    return change(plain)


def cut_off_last(chain: str) -> None:
    """Remove the last row and cover the tracks inside the database."""
    last = Deed.objects.filter(chain=chain).last()
    before = Deed.objects.filter(chain=chain, number=last.number - 1).first()
    raw(lambda rows: rows._raw_delete("default"), Deed.objects.filter(pk=last.pk))
    Chain.objects.filter(name=chain).update(
        count=before.number if before else 0, head=before.seal if before else ""
    )


FIELDS = ["action", "subject", "result", "origin", "actor", "at", "seal"]


CHAINS = (f"table/{number}" for number in itertools.count())


def written(length: int) -> str:
    """Return a fresh chain of this length that nobody touched yet."""
    chain = next(CHAINS)
    write(length, chain=chain)
    assert list(check_chain(chain)) == []
    return chain


def set_number(deed_pk: int, number: int) -> None:
    raw(lambda rows: rows.update(number=number), Deed.objects.filter(pk=deed_pk))


@pytest.mark.django_db(transaction=True)
@hypothesis_settings(max_examples=40)
@given(length=st.integers(2, 6), where=st.integers(0, 5), field=st.sampled_from(FIELDS))
def test_a_changed_field_is_found(length, where, field):
    chain = written(length)
    deed = Deed.objects.filter(chain=chain)[where % length]
    changed = NOON - timedelta(days=1) if field == "at" else ("x" + getattr(deed, field))[:64]
    changed = changed[:32] if field == "actor" else changed

    raw(lambda rows: rows.update(**{field: changed}), Deed.objects.filter(pk=deed.pk))

    assert list(check_chain(chain))


@pytest.mark.django_db(transaction=True)
@hypothesis_settings(max_examples=25)
@given(length=st.integers(1, 6), start=st.integers(0, 5), stop=st.integers(1, 6))
def test_a_removed_stretch_is_found_even_when_the_tracks_are_covered(length, start, stop):
    chain = written(length)
    first = start % length
    gone = list(Deed.objects.filter(chain=chain).values_list("pk", flat=True)[first : first + stop])

    raw(lambda rows: rows._raw_delete("default"), Deed.objects.filter(pk__in=gone))
    left = list(Deed.objects.filter(chain=chain))
    for number, deed in enumerate(left, start=1):
        set_number(deed.pk, number)
    Chain.objects.filter(name=chain).update(count=len(left), head=left[-1].seal if left else "")

    assert list(check_chain(chain))


@pytest.mark.django_db(transaction=True)
@hypothesis_settings(max_examples=25)
@given(length=st.integers(2, 6), one=st.integers(0, 5), step=st.integers(1, 5))
def test_swapped_deeds_are_found(length, one, step):
    chain = written(length)
    one = one % length
    other = (one + 1 + step % (length - 1)) % length
    deeds = list(Deed.objects.filter(chain=chain))

    set_number(deeds[one].pk, 99)
    set_number(deeds[other].pk, deeds[one].number)
    set_number(deeds[one].pk, deeds[other].number)

    assert list(check_chain(chain))
