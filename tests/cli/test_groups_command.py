"""`gebiedstafel groups`: groups from a file of votes, the same in whatever order its lines are."""

import json
import os
import random
import subprocess
import sys

import pytest

from gebiedstafel import cli
from gebiedstafel.exchange.polis import PolisComment, PolisVote, write_comments, write_votes
from tests.engines.opinion.camps import camps


@pytest.fixture
def votes(tmp_path):
    cast = [PolisVote(what, who, vote, at) for at, (who, what, vote) in enumerate(camps((30, 20)))]
    random.Random(5).shuffle(cast)
    path = tmp_path / "votes.csv"
    path.write_text(write_votes(cast))
    return path


def test_the_json_has_the_agreed_form(votes, capsys):
    assert cli.main(["groups", str(votes), "--json"]) == cli.DONE

    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["participants", "groups", "consensus", "statements", "stability"]
    assert found["participants"] == 50
    assert [(group["id"], group["size"]) for group in found["groups"]] == [("A", 30), ("B", 20)]
    assert all("members" not in group for group in found["groups"])
    assert all(group["statements"] for group in found["groups"])
    assert set(found["consensus"]) == {"agree", "disagree"}
    assert {one["id"] for one in found["consensus"]["agree"]} >= {0, 1, 2, 3}
    assert set(found["statements"][0]) == {
        *("id", "agree", "disagree", "pass", "common_ground", "interval", "divisive")
    }
    assert found["stability"]["members"] == 1


def test_members_are_told_when_asked(votes, capsys):
    cli.main(["groups", str(votes), "--json", "--members"])

    groups = json.loads(capsys.readouterr().out)["groups"]
    assert [group["members"] for group in groups] == [list(range(30)), list(range(30, 50))]


def test_the_order_of_lines_changes_not_one_byte(votes, tmp_path, capsys):
    cli.main(["groups", str(votes), "--json", "--members"])
    first = capsys.readouterr().out
    header, *lines = votes.read_text().splitlines()
    random.Random(1).shuffle(lines)
    other = tmp_path / "andersom.csv"
    other.write_text("\n".join([header, *lines]))

    cli.main(["groups", str(other), "--json", "--members"])

    assert capsys.readouterr().out == first


def test_the_recipe_of_polis_comes_in_the_same_form(votes, capsys):
    assert cli.main(["groups", str(votes), "--json", "--members", "--polis"]) == cli.DONE

    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["participants", "groups", "consensus", "statements", "stability"]
    assert sorted(group["size"] for group in found["groups"]) == [20, 30]


def test_rejected_statements_count_for_nothing(votes, tmp_path, capsys):
    said = [PolisComment(j, 0, "Bankjes", moderated=-1 if j == 0 else 1) for j in range(20)]
    comments = tmp_path / "comments.csv"
    comments.write_text(write_comments(said))

    cli.main(["groups", str(votes), "--comments", str(comments), "--json"])

    agree = json.loads(capsys.readouterr().out)["consensus"]["agree"]
    assert {one["id"] for one in agree} >= {1, 2, 3}
    assert 0 not in {one["id"] for one in agree}


def test_votes_for_unknown_statements_are_refused_with_their_names(votes, tmp_path, capsys):
    comments = tmp_path / "comments.csv"
    comments.write_text(write_comments([PolisComment(j, 0, "Bankjes") for j in range(19)]))

    assert cli.main(["groups", str(votes), "--comments", str(comments)]) == cli.BAD_FILE

    assert "gaan over stelling 19" in capsys.readouterr().err


def test_in_words_the_answer_comes_first(votes, capsys):
    cli.main(["groups", str(votes)])
    assert capsys.readouterr().out.startswith("50 mensen stemden; zij vormen 2 groepen: A (30), B (20).")

    cli.main(["groups", str(votes), "--language", "en"])
    assert capsys.readouterr().out.startswith("50 people voted; they form 2 groups: A (30), B (20).")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([(1, 1, 1)], "too_few_people"),
        ([(who, what, 0) for who in range(20) for what in range(9)], "all_the_same"),
        ([(who, 1, who % 2) for who in range(20)], "too_few_statements"),
    ],
)
def test_without_groups_it_says_why(rows, reason, tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text(write_votes([PolisVote(what, who, vote) for who, what, vote in rows]))

    assert cli.main(["groups", str(path), "--json"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)
    cli.main(["groups", str(path)])

    assert found["groups"] == []
    assert found["stability"]["no_clear_groups"] == reason
    assert capsys.readouterr().out.startswith("Er zijn geen duidelijke groepen: ")


def test_a_million_statements_are_refused_in_a_sentence(tmp_path, capsys):
    path = tmp_path / "votes.csv"
    path.write_text("comment-id,voter-id,vote\n" + "".join(f"{j},1,1\n" for j in range(1_000_000)))

    assert cli.main(["groups", str(path)]) == cli.BAD_FILE

    assert "1.000.000 stellingen in; hoogstens 10.000" in capsys.readouterr().err


def test_it_needs_no_django(votes):
    blocked = "import sys; sys.modules['django'] = None; from gebiedstafel.cli import main; sys.exit(main())"

    told = subprocess.run(
        [sys.executable, "-c", blocked, "groups", str(votes), "--json"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "src"},
    )

    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["participants"] == 50


def test_history_follows_polis_and_here_finds_the_same_two_camps(votes, capsys):
    for way in ("--polis", "--history"):
        cli.main(["groups", str(votes), "--json", "--members", way])

        groups = json.loads(capsys.readouterr().out)["groups"]
        camps = sorted(sorted(group["members"]) for group in groups)
        assert camps == [list(range(30)), list(range(30, 50))], way
