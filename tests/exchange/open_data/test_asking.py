"""Asking politely: patience where it may pass, an end where it does not, and nothing asked twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gebiedstafel.exchange.open_data.asking import TOO_MANY
from gebiedstafel.exchange.open_data.faults import NotFetched, Stopped

from .asking_by_hand import AT, QUICK, asker

PATH = "/v4/85984NED/MeasureCodes"


def test_a_service_that_asks_to_wait_is_asked_again_after_so_long(services):
    services.trouble("MeasureCodes", "429", retry_after="7")
    waited = []

    with asker(waited=waited) as ask:
        assert ask.json(services.origin + PATH).value["value"]

    assert sum(waited) == 7
    assert len(services.asked) == 2


def test_a_moment_to_wait_for_is_understood_too(services):
    services.trouble("MeasureCodes", "503", retry_after="Fri, 27 Nov 2026 12:00:09 GMT")
    waited = []

    with asker(waited=waited) as ask:
        ask.json(services.origin + PATH)

    assert sum(waited) == 9


def test_who_asks_to_wait_an_hour_is_believed_and_left_alone(services):
    services.trouble("MeasureCodes", "429", retry_after="3600", times=9)

    with asker() as ask, pytest.raises(NotFetched) as refused:
        ask.json(services.origin + PATH)

    assert refused.value.kind == "busy"
    assert len(services.asked) == 1
    assert refused.value.faults[0].sentence("nl").startswith("127.0.0.1 vraagt ons te wachten (429). ")


def test_the_wait_doubles_with_each_try(services):
    services.trouble("MeasureCodes", "500", times=4)
    waited = []

    with asker(waited=waited) as ask:
        ask.json(services.origin + PATH)

    assert sum(waited) == 1 + 2 + 4 + 8


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        ("500", "broken"),
        ("429", "busy"),
        ("cut", "cut"),
        ("half", "half"),
        ("slow", "slow"),
        ("drip", "slow"),
    ],
)
def test_what_keeps_going_wrong_ends_in_a_sentence(services, trouble, kind):
    services.trouble("MeasureCodes", trouble, times=99)

    with asker(manners=replace(QUICK, tries=2)) as ask, pytest.raises(NotFetched) as refused:
        ask.json(services.origin + PATH)

    assert refused.value.kind == kind
    assert len(services.asked) == 2
    for language in ("nl", "en"):
        sentence = refused.value.faults[0].sentence(language)
        assert sentence.startswith("127.0.0.1 ")
        assert "{" not in sentence


def test_a_page_that_only_names_ten_thousand_is_no_refusal_of_rows():
    assert not TOO_MANY.search("<div style='z-index:10000'>503</div>")
    assert TOO_MANY.search("The query returns more than 10000 records")
    assert TOO_MANY.search("maximaal 10.000 rijen")


@pytest.mark.parametrize("trouble", ["500", "429", "cut", "half", "drip"])
def test_what_goes_wrong_once_does_no_harm(services, trouble):
    services.trouble("MeasureCodes", trouble)

    with asker() as ask:
        assert ask.json(services.origin + PATH).value["value"]

    assert len(services.asked) == 2


def test_a_service_that_is_down_is_told_as_such(services):
    with asker(manners=replace(QUICK, tries=2)) as ask, pytest.raises(NotFetched) as refused:
        ask.json("http://127.0.0.1:9/v4")

    assert refused.value.kind == "down"


@pytest.mark.parametrize(("trouble", "kind"), [("404", "refused"), ("403", "refused"), ("xml", "changed")])
def test_what_will_not_pass_is_not_asked_again(services, trouble, kind):
    services.trouble("MeasureCodes", trouble, times=9)

    with asker() as ask, pytest.raises(NotFetched) as refused:
        ask.json(services.origin + PATH)

    assert refused.value.kind == kind
    assert len(services.asked) == 1


def test_an_answer_without_end_is_not_read(services):
    services.trouble("MeasureCodes", "other", body={"value": [{"Title": "x" * 5_000_000}]})

    with asker(manners=replace(QUICK, most=1_000_000)) as ask, pytest.raises(NotFetched) as refused:
        ask.json(services.origin + PATH)

    assert refused.value.kind == "too_big"


def test_what_is_already_there_is_not_asked_again(services, tmp_path):
    with asker(tmp_path) as ask:
        first = ask.json(services.origin + PATH)
    with asker(tmp_path) as ask:
        second = ask.json(services.origin + PATH)

    assert second.value == first.value
    assert second.asked_at == AT
    assert len(services.asked) == 1


def test_what_is_a_day_old_is_asked_with_its_mark_and_kept_when_unchanged(services, tmp_path):
    services.marks = True
    with asker(tmp_path) as ask:
        first = ask.json(services.origin + PATH)
    later = AT + timedelta(days=2)
    with asker(tmp_path, at=later) as ask:
        second = ask.json(services.origin + PATH)

    assert (second.value, second.asked_at) == (first.value, later)
    assert len(services.asked) == 2


@pytest.mark.parametrize("text", ["", "{", '{"url": "elders"}', "[]", "null", '{"value": 1}'])
def test_a_kept_answer_that_is_damaged_is_asked_anew(services, tmp_path, text):
    with asker(tmp_path) as ask:
        first = ask.json(services.origin + PATH)
    (kept,) = tmp_path.iterdir()
    kept.write_text(text)
    with asker(tmp_path) as ask:
        assert ask.json(services.origin + PATH).value == first.value

    assert len(services.asked) == 2


def test_who_asks_to_stop_need_not_wait_for_the_end_of_the_wait(services):
    services.trouble("MeasureCodes", "429", retry_after="50", times=9)
    waited = []

    with asker(waited=waited, stop=lambda: len(waited) > 2) as ask, pytest.raises(Stopped):
        ask.json(services.origin + PATH)

    assert sum(waited) == 3


def test_a_folder_that_cannot_be_written_is_told(services, tmp_path):
    (tmp_path / "bestand").write_text("geen map")

    with asker(tmp_path / "bestand") as ask, pytest.raises(NotFetched) as refused:
        ask.json(services.origin + PATH)

    assert refused.value.kind == "folder"


def test_there_is_a_pause_between_questions(services):
    waited, clock = [], iter(range(0, 1000))
    slow = replace(QUICK, pause=3.0, whole=99.0)

    with asker(waited=waited, manners=slow, clock=lambda: next(clock)) as ask:
        ask.json(services.origin + PATH)
        ask.json(services.origin + "/v4/85984NED/MeasureGroups")

    assert len(waited) >= 1
    assert all(0 < pause <= 3 for pause in waited)
