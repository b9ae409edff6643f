"""Conversations in the export format of Polis go in and out without loss, and bad files are told plainly."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.polis import (
    PolisComment,
    PolisParticipant,
    PolisVote,
    check_statements,
    in_order,
    read_comments,
    read_participants,
    read_summary,
    read_votes,
    write_comments,
    write_participants,
    write_summary,
    write_votes,
)

CONVERSATIONS = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "london.youth.policing",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=30)
ids = st.integers(0, 10**6)
votes = st.builds(
    PolisVote, ids, ids, st.sampled_from([-1, 0, 1]), st.none() | st.integers(0, 10**13), text.map(str.strip)
)
comments = st.builds(
    PolisComment,
    ids,
    ids,
    text,
    st.integers(0, 99),
    st.integers(0, 99),
    st.sampled_from([-1, 0, 1]),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    st.none() | st.integers(0, 10**13),
    text,
)


def cells(source: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(source, newline="")))


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_a_real_export_comes_out_as_it_went_in(name, shared_data):
    folder = shared_data / "dialogue" / "opendata" / name

    def original(file: str) -> str:
        return (folder / file).read_bytes().decode("utf-8-sig")

    cast = read_votes(original("votes.csv"))
    said = read_comments(original("comments.csv"))
    people = read_participants(original("participants-votes.csv"))
    header = cells(original("participants-votes.csv"))[0]
    statements = [int(column) for column in header if column.isdigit()]

    assert cells(write_votes(cast)) == cells(original("votes.csv"))
    assert cells(write_comments(said)) == cells(original("comments.csv"))
    assert cells(write_participants(people, statements)) == cells(original("participants-votes.csv"))
    assert [line for line in cells(write_summary(read_summary(original("summary.csv")))) if line] == [
        line for line in cells(original("summary.csv")) if line
    ]
    assert len(cast) > 100


@given(st.lists(votes, max_size=20))
def test_votes_come_back_as_they_went(cast):
    assert list(read_votes(write_votes(cast))) == cast


@given(st.lists(comments, max_size=20, unique_by=lambda one: one.statement))
def test_statements_come_back_with_what_is_seed_and_meta(said):
    assert list(read_comments(write_comments(said))) == said


def test_columns_we_do_not_know_are_kept():
    source = "comment-id,voter-id,vote,important\n1,2,1,yes\n"

    (vote,) = read_votes(source)

    assert vote.rest == (("important", "yes"),)
    assert "important" in write_votes([vote]).splitlines()[0]
    assert read_votes(write_votes([vote])) == (vote,)


def test_people_come_back_with_their_group_and_votes():
    people = (
        PolisParticipant(1, 0, 2, 3, 1, 1, ((5, 1), (7, -1), (9, 0)), xid=""),
        PolisParticipant(2, None, 0, 0, 0, 0, (), xid="x2"),
    )

    assert read_participants(write_participants(people, [5, 7, 9])) == people


def test_votes_are_put_in_the_order_of_their_times_whatever_the_order_of_lines():
    cast = [PolisVote(1, 1, 1, 30), PolisVote(1, 1, -1, 20), PolisVote(1, 2, 0, 20)]

    assert in_order(cast) == in_order(cast[::-1])
    assert in_order(cast)[-1].timestamp == 30


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (b"", "het bestand is leeg"),
        (b"\n\n", "het bestand is leeg"),
        (b"\x00\x01\x02", "dit bestand is geen tekst"),
        (b"a,b,c\n1,2,3\n", "er is geen kolom comment-id, voter-id, vote; gevonden: a, b, c"),
        (b"comment-id,voter-id,vote\n1,2\n", "regel 2: 2 cellen, maar de kop telt er 3"),
        (b'comment-id,voter-id,vote\n1,2,"1\n', "aanhalingsteken is niet gesloten"),
        (b"comment-id,voter-id,vote\n1,2,7\n", "regel 2: de stem is '7'"),
        (b"comment-id,voter-id,vote\n1,2,agree\n", "regel 2: de stem is 'agree'"),
        (b"comment-id,voter-id,vote\n1,,1\n", "regel 2: voter-id is leeg"),
        (b"comment-id,voter-id,vote,vote\n1,2,1,1\n", "vote staat er tweemaal"),
        (b"timestamp,comment-id,voter-id,vote\nnoon,1,2,1\n", "in timestamp staat 'noon', geen heel getal"),
    ],
)
def test_a_bad_file_is_told_in_a_sentence(source, told):
    with pytest.raises(BadFile) as refused:
        read_votes(source)

    assert any(told in fault.sentence_nl for fault in refused.value.faults)
    assert all(fault.sentence_en for fault in refused.value.faults)


def test_all_faults_are_told_at_once_but_no_more_than_twenty():
    source = "comment-id,voter-id,vote\n" + "1,2,9\n" * 50

    with pytest.raises(BadFile) as refused:
        read_votes(source)

    assert len(refused.value.faults) == 21
    assert "en nog 30 fouten" in refused.value.faults[-1].sentence_nl


def test_votes_on_statements_that_are_not_there_are_named():
    with pytest.raises(BadFile, match="2 votes are on statement 9"):
        check_statements(
            [PolisVote(9, 1, 1), PolisVote(9, 2, 1)], [PolisComment(1, 0, "Bankjes")], "votes.csv"
        )


def test_a_statement_that_is_there_twice_is_named_with_both_lines():
    with pytest.raises(BadFile, match="line 3: statement 1 was on line 2 already"):
        read_comments("comment-id,comment-body\n1,Bankjes\n1,Bomen\n")


@pytest.mark.parametrize(
    "body", ["<b>vet</b>", "\u202eomgekeerd", "🌳 bomen", "x" * 10_000, "", 'zegt "ja", toch', "een\ntwee"]
)
def test_any_text_of_a_statement_survives(body):
    said = PolisComment(1, 2, body)

    assert read_comments(write_comments([said])) == (said,)


def test_older_spreadsheets_and_marks_are_read():
    wanted = (PolisComment(1, 2, "Café"),)
    source = "comment-id,author-id,comment-body\n1,2,Café\n"

    assert read_comments(source.encode("cp1252")) == wanted
    assert read_comments(source.encode("utf-8-sig")) == wanted
    assert read_comments(source.replace(",", ";").encode()) == wanted


def test_a_lone_surrogate_does_not_crash_the_reader():
    source = b"comment-id,author-id,comment-body\n1,2,a\xed\xa0\x80b\n"

    (said,) = read_comments(source)

    assert said.text.startswith("a")
