"""What the command line says when it does not understand what was typed."""

import pytest

from gebiedstafel import cli

TYPED = {
    "dit ontbreekt nog: TABLE.yaml": ["plan"],
    "--seconds: 'x' is geen heel getal": ["plan", "t.yaml", "--seconds", "x"],
    "--seconds: minstens 1": ["plan", "t.yaml", "--seconds", "0"],
    "--seconds: hierachter hoort één waarde": ["plan", "t.yaml", "--seconds"],
    "--gap: een getal van 0 tot 1, zoals 0.005": ["plan", "t.yaml", "--gap", "7"],
    "--gap: 'veel' is geen getal": ["plan", "t.yaml", "--gap", "veel"],
    "dit kennen wij niet: --snel": ["plan", "t.yaml", "--snel"],
    "--json: hierbij hoort geen waarde, zoals 'ja'": ["plan", "t.yaml", "--json=ja"],
    "--s kan dit zijn: --scenarios, --seed. Schrijf de optie voluit": ["robust", "t.yaml", "--s", "3"],
    "--on: een dag, zoals 2027-04-01": ["deadlines", "t.yaml", "--on", "morgen"],
    "--year: een jaar van 1990 tot en met 2100, zoals 2024": ["picture", "t.csv", "--year", "vorig"],
    "--seed: 'x' is geen heel getal": ["generate", "--seed", "x"],
}


def refused(words, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == cli.WRONG_USE
    return capsys.readouterr().err


@pytest.mark.parametrize("told", TYPED)
def test_what_is_not_understood_is_said_in_dutch(told, capsys):
    said = refused(TYPED[told], capsys)

    assert said.startswith("gebruik: gebiedstafel ")
    assert f"gebiedstafel {TYPED[told][0]}: fout: {told}\n" in said or f"gebiedstafel: fout: {told}\n" in said


def test_a_command_that_is_none_is_said_with_those_there_are(capsys):
    said = refused(["plannen"], capsys)

    assert "fout: COMMAND: kies uit" in said
    assert "'unlock'" in said


@pytest.mark.parametrize("language", [["--language", "en"], ["--language=en"]])
def test_what_is_not_understood_is_said_in_english_where_that_was_asked_for(language, capsys):
    said = refused(["plan", "t.yaml", "--seconds", "0", *language], capsys)

    assert said.startswith("usage: ")
    assert said.endswith("gebiedstafel plan: error: argument --seconds: at least 1\n")
