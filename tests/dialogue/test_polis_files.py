"""A round goes out in the format of Polis and comes in again without loss, and without anyone to follow."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gebiedstafel.dialogue.ballots import EarlierVote, Participant, Vote
from gebiedstafel.dialogue.polis_files import export_round, import_round
from gebiedstafel.dialogue.rounds import Round, RoundStatement
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.polis import in_order, read_comments, read_participants, read_summary, read_votes
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.dialogue.small_round import NOON, a_round, vote
from tests.small_table import small_table

LATER = NOON + timedelta(days=7)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def round(table):
    made = a_round(table, closes_at=NOON + timedelta(days=1))
    vote(made, 11)
    vote(made, 6, camp=1)
    first = Vote.objects.filter(round=made).first()
    EarlierVote.objects.create(
        round=made,
        participant=first.participant,
        statement=first.statement,
        value=-first.value,
        number=9999,
        at=NOON,
    )
    Vote.objects.filter(pk=first.pk).update(number=10000)
    made.statements.filter(number=2).update(state="rejected", reason="Gaat over één persoon.")
    writer = Participant.objects.filter(round=made).first()
    made.statements.filter(number=3).update(writer=writer)
    return made


def files_of(round, chair):
    whole = zipfile.ZipFile(io.BytesIO(export_round(round, by=chair, at=LATER)))
    return {name: whole.read(name) for name in whole.namelist()}


def as_told(files):
    """Return what the files say, whatever numbers people drew."""
    cast = {}
    for one in read_votes(files["votes.csv"]):
        cast.setdefault(one.participant, []).append((one.statement, one.vote))
    comments = [
        (one.statement, one.text, one.agrees, one.disagrees, one.moderated)
        for one in read_comments(files["comments.csv"])
    ]
    return sorted(sorted(votes) for votes in cast.values()), comments


def test_what_goes_out_comes_in_again_without_loss(table, chair, round):
    out = files_of(round, chair)

    taken = import_round(
        table, question="Nog eens", comments=out["comments.csv"], votes=out["votes.csv"], by=chair, at=LATER
    )

    assert as_told(files_of(taken, chair)) == as_told(out)
    assert EarlierVote.objects.filter(round=taken).count() == 1
    assert taken.statements.get(number=2).state == RoundStatement.State.REJECTED


def test_a_whole_export_brings_question_introduction_and_numbers_along(table, chair, round):
    Round.objects.filter(pk=round.pk).update(intro="Wij lezen alles.")
    round.refresh_from_db()
    out = files_of(round, chair)

    taken = import_round(
        table,
        question=" ",
        comments=out["comments.csv"],
        votes=out["votes.csv"],
        summary=out["summary.csv"],
        by=chair,
        at=LATER,
    )

    assert (taken.question, taken.intro) == (round.question, "Wij lezen alles.")
    again = files_of(taken, chair)
    told = [dict(read_summary(one["summary.csv"])) for one in (out, again)]
    for part in ("topic", "conversation-description", "voters", "comments"):
        assert told[0][part] == told[1][part], part
    assert (
        read_comments(again["comments.csv"])[0].statement == read_comments(out["comments.csv"])[0].statement
    )


@pytest.mark.parametrize("name", ["brexit-consensus", "vtaiwan.uberx"])
def test_a_real_conversation_comes_in_and_goes_out_with_every_vote(table, chair, shared_data, name):
    folder = shared_data / "dialogue" / "opendata" / name
    comments, votes = ((folder / f"{part}.csv").read_bytes() for part in ("comments", "votes"))

    taken = import_round(table, question="Wat?", comments=comments, votes=votes, by=chair, at=LATER)
    out = files_of(taken, chair)

    def voted(source):
        cast = {}
        for one in in_order(read_votes(source)):
            cast.setdefault(one.participant, {}).setdefault(one.statement, []).append(one.vote)
        return sorted(sorted((what, tuple(log)) for what, log in own.items()) for own in cast.values())

    had = {one.statement: (one.text.strip(), one.moderated < 0) for one in read_comments(comments)}
    came = {one.statement: (one.text, one.moderated < 0) for one in read_comments(out["comments.csv"])}
    assert came == had
    ours, theirs = voted(out["votes.csv"]), voted(votes)
    assert len(ours) == len(theirs)
    assert [[(what, log[-1]) for what, log in own] for own in ours] == [
        [(what, log[-1]) for what, log in own] for own in theirs
    ]


@pytest.mark.parametrize(
    ("question", "with_summary", "told"),
    [("", False, "Schrijf de vraag, of geef summary.csv mee."), ("", True, ""), ("Wat?", False, "")],
)
def test_the_question_is_asked_where_no_file_tells_it(
    client, table, chair, round, question, with_summary, told
):
    out = files_of(round, chair)
    files = {name: SimpleUploadedFile(f"{name}.csv", out[f"{name}.csv"]) for name in ("comments", "votes")}
    if with_summary:
        files["summary"] = SimpleUploadedFile("summary.csv", out["summary.csv"])

    answer = client.post(reverse("gesprek:import", args=[table.pk]), {"question": question, **files})

    assert answer.status_code == (400 if told else 302)
    assert told in answer.content.decode()


def test_a_broken_summary_is_refused_in_words(table, chair, round):
    out = files_of(round, chair)

    with pytest.raises(BadFile) as bad:
        import_round(
            table,
            question="",
            comments=out["comments.csv"],
            votes=out["votes.csv"],
            summary=b"topic,Wat,nu\n",
            by=chair,
            at=LATER,
        )
    assert "een naam en een waarde" in bad.value.faults[0].sentence("nl")
    assert table.rounds.count() == 1


def test_the_last_vote_of_someone_stays_the_last(table, chair, round):
    last = Vote.objects.get(round=round, number=10000)
    out = files_of(round, chair)

    taken = import_round(
        table, question="Nog eens", comments=out["comments.csv"], votes=out["votes.csv"], by=chair, at=LATER
    )

    again = EarlierVote.objects.get(round=taken)
    assert again.value == -last.value
    assert Vote.objects.get(participant=again.participant, statement=again.statement).value == last.value


def test_everyone_draws_another_number_each_time_and_no_file_holds_who_or_when(round, chair):
    known = {str(pk) for pk in Participant.objects.filter(round=round).values_list("pk", flat=True)}
    drawn = set()
    for _ in range(5):
        people = read_participants(files_of(round, chair)["participants-votes.csv"])
        drawn.add(tuple(one.cast for one in people))
        assert [one.participant for one in people] == list(range(17))
        assert all(one.group is None for one in people)
    assert len(drawn) > 1
    votes = read_votes(files_of(round, chair)["votes.csv"])
    assert len({one.timestamp for one in votes}) == 2
    assert known


def test_only_the_chair_takes_the_votes_and_only_after_the_round(table, chair, round):
    resident = table.seats.get(party__key="buren")
    with pytest.raises(NotAllowed):
        export_round(round, by=resident, at=LATER)
    with pytest.raises(Refused):
        export_round(round, by=chair, at=NOON)

    export_round(round, by=chair, at=LATER)

    assert Deed.objects.filter(action="export_votes", subject=f"round/{round.address}").count() == 1


def test_every_fault_of_the_files_stands_on_the_page(client, table):
    comments = b"comment-id,comment-body\n1,Een\n1,Twee\n"
    votes = b"comment-id,voter-id,vote\n1,1,7\n"

    answer = client.post(
        reverse("gesprek:import", args=[table.pk]),
        {
            "question": "Wat?",
            "comments": SimpleUploadedFile("comments.csv", comments),
            "votes": SimpleUploadedFile("votes.csv", votes),
        },
    )

    assert answer.status_code == 400
    assert "stelling 1 stond al" in answer.content.decode()
    assert not table.rounds.exists()


@pytest.mark.parametrize("votes", [
    b"", b"\xff\xfe\x00", b"comment-id,voter-id,vote\n9,1,1\n", b"comment-id\n", b'"', b"a,b\n" * 50,
])  # fmt: skip
def test_broken_files_are_refused_in_words_and_nothing_stays(client, table, votes):
    answer = client.post(
        reverse("gesprek:import", args=[table.pk]),
        {
            "question": "Wat?",
            "comments": SimpleUploadedFile("comments.csv", b"comment-id,comment-body\n1,Een\n"),
            "votes": SimpleUploadedFile("votes.csv", votes),
        },
    )

    assert answer.status_code == 400
    assert not table.rounds.exists()


def test_a_conversation_from_elsewhere_is_shown_like_any_other(client, table, chair):
    rows = [f"{number},{person},{1 if number % 2 else -1}" for person in range(12) for number in range(1, 9)]
    comments = "comment-id,comment-body\n" + "".join(f"{n},Punt {n}\n" for n in range(1, 9))

    answer = client.post(
        reverse("gesprek:import", args=[table.pk]),
        {
            "question": "Wat elders gevraagd werd",
            "comments": SimpleUploadedFile("comments.csv", comments.encode()),
            "votes": SimpleUploadedFile(
                "votes.csv", ("comment-id,voter-id,vote\n" + "\n".join(rows)).encode()
            ),
        },
    )

    page = client.get(answer["Location"]).content.decode()
    assert "12 van de 6.100 bewoners stemden." in page
    assert "Punt 1" in page


def test_times_far_away_or_long_ago_never_break_the_taking_in(table, chair):
    votes = b"timestamp,comment-id,voter-id,vote\n99999999999999999,1,1,1\n0,1,2,-1\n"

    taken = import_round(
        table,
        question="",
        comments=b"comment-id,comment-body\n1,Een\n",
        votes=votes,
        by=chair,
        at=datetime(2026, 11, 21, tzinfo=UTC),
    )

    assert taken.opens_at <= taken.closes_at


def test_a_statement_without_words_keeps_its_votes_and_counts_nowhere(table, chair):
    comments = "comment-id,comment-body\n1,\n2,\u202eEen 🌳\n".encode()

    taken = import_round(
        table,
        question="Wat?",
        comments=comments,
        votes=b"comment-id,voter-id,vote\n1,1,1\n2,1,1\n",
        by=chair,
        at=LATER,
    )

    assert list(taken.statements.values_list("state", "text")) == [("rejected", "–"), ("shown", "Een 🌳")]
    assert Vote.objects.filter(round=taken).count() == 2
