"""What a party fills in: kept once, read exactly, and only about its own rows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.asking.answer_views import progress_words
from gebiedstafel.asking.asked_fields import ROW_KINDS, asked_fields
from gebiedstafel.asking.asked_values import Around, boxes_of, value_of
from gebiedstafel.asking.board import _in_words
from gebiedstafel.asking.models import Answer, AskedParty
from gebiedstafel.means.fields import around_of
from gebiedstafel.means.money import CostType
from tests.asking.rounds import (
    EVERYTHING,
    NOON,
    a_table,
    answered,
    asked_of,
    boxes_on,
    link_of,
    sent_round,
)
from tests.small_table import small_table

AROUND = Around(around_of(small_table()), "buren")
FIELDS = [field for kind in ROW_KINDS for field in asked_fields(EVERYTHING, kind)]


@pytest.fixture(autouse=True)
def _no_demo(settings):
    settings.DEMO = False


@pytest.fixture
def table(db):
    return a_table()


@pytest.fixture
def link(table):
    link = link_of(asked_of(sent_round(table, "buren", "huis"), "buren"))
    Client().post(f"{link}begin/")
    return link


def sent(link, data):
    """What a script hears that sends these boxes."""
    return Client().post(f"{link}bewaar/", data, headers={"Accept": "application/json"}).json()


YEARS = st.sampled_from(["2026", "2027", "2028", "2029", "2031"])
CENTS, HOURS = st.integers(0, 10**11), st.integers(0, 10**6)
TEXTS = (
    st.text("abc déf’1", min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
    .map(lambda s: " ".join(s.split()))
)
#: What tables say of each asked field.
SAID = {
    "hours_per_year": st.lists(
        st.fixed_dictionaries(
            {"per_year": st.dictionaries(YEARS, HOURS, min_size=1)}, optional={"skill": TEXTS}
        ),
        min_size=1,
        max_size=4,
    ),
    "words": TEXTS,
    "text": TEXTS,
    "yes_no": st.lists(st.sampled_from(["buren", "stad", "huis"]), unique=True),
    "start_years": st.tuples(st.integers(2027, 2029), st.integers(0, 2)).map(
        lambda one: {"earliest": one[0], "latest": one[0] + one[1]}
    ),
    "euros_per_type": st.dictionaries(
        st.sampled_from(["investering", "exploitatie", "personeel", "proces"]),
        st.lists(CENTS, min_size=1, max_size=6),
        min_size=1,
    ),
    "hours_asked": st.lists(
        st.fixed_dictionaries(
            {
                "party": st.sampled_from(["buren", "stad"]),
                "per_year": st.lists(HOURS, min_size=1, max_size=5),
            },
            optional={"skill": TEXTS},
        ),
        min_size=1,
        max_size=4,
    ),
    "effects": st.dictionaries(
        st.sampled_from(["O1", "O2"]),
        st.sampled_from(["veel", "wat", "weinig", "weten we niet", 3, 2.5]),
        min_size=1,
    ),
    "euros_per_year": st.dictionaries(YEARS, CENTS, min_size=1),
    "choice": st.sampled_from(["vast", "kansrijk", "mogelijk", "uitgesloten", "WK1", "elders"]),
    "themes": st.sets(st.sampled_from(["SAM-ONTM", "WON-KWAL", "ZOR"]), min_size=1).map(
        lambda ticked: [one for one, _name in AROUND.table.options("themes") if one in ticked]
    ),
    "ticks": st.sets(st.sampled_from(["investering", "exploitatie", "personeel", "proces"]), min_size=1).map(
        lambda ticked: [one for one in CostType.values if one in ticked]
    ),
    "date": st.dates().filter(lambda day: 1990 <= day.year <= 2100).map(lambda day: day.isoformat()),
}


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field.kind}.{field.name}")
def test_the_boxes_of_every_asked_field_give_back_its_value(field):
    @given(SAID[field.words.kind])
    def law(known):
        assert value_of(field, boxes_of(field, known, AROUND), known, AROUND) == known

    law()


@given(SAID["hours_asked"], st.lists(HOURS, min_size=1, max_size=3))
def test_a_party_that_changes_its_own_hours_keeps_those_of_others(known, own):
    field = next(one for one in FIELDS if one.shape == "own_hours")
    boxes = {f"0.y{year}": str(hours) for year, hours in enumerate(own)}

    changed = value_of(field, boxes, known, AROUND)

    others = [need for need in known if need["party"] != "buren"]
    assert [need for need in changed if need["party"] != "buren"] == others
    assert [need for need in changed if need["party"] == "buren"] == [{"party": "buren", "per_year": own}]


def test_a_party_sees_its_own_rows_and_nothing_of_others(table, link):
    page = Client().get(link).content.decode()

    assert "Straatdiner" in page
    for other in ("Straat afkoppelen", "Wijkbudget", "Waterpot", "tot 5k", "Een stille nacht"):
        assert (other in page) == (other == "Een stille nacht"), other


def test_a_row_of_another_party_takes_no_answer(link):
    told = sent(link, {"seen|measures:M1:costs": "0", "measures:M1:costs:proces.0": "1"})

    assert told["versions"] == {}
    assert not Answer.objects.exists()


def test_saying_it_twice_is_saying_it_once(link):
    data = {"seen|parties:buren:hours": "0", "parties:buren:hours:0.y2027": "150"}

    first, again = sent(link, data), sent(link, data)

    assert first["versions"] == again["versions"] == {"parties:buren:hours": 1}
    assert Answer.objects.get().quality == "geschat"


def test_a_page_that_is_sent_untouched_answers_nothing(link):
    untouched = boxes_on(Client().get(link).content.decode())
    assert len(untouched) > 30

    told = sent(link, untouched)

    assert told["faults"] == {}
    assert list(Answer.objects.values_list("kind", "row", "field")) == []


def test_two_colleagues_at_once_see_both_answers(link):
    name = "parties:buren:interest"
    sent(link, {f"seen|{name}": "0", name: "Rust in de straat"})

    second = sent(link, {f"seen|{name}": "0", name: "Meer groen"})
    (fault,) = second["faults"][name]
    assert "Rust in de straat" in fault
    assert "Meer groen" in fault
    assert Answer.objects.get().value == "Rust in de straat"
    third = sent(link, {f"seen|{name}": str(second["versions"][name]), name: "Meer groen"})

    assert third["faults"] == {}
    assert Answer.objects.get().value == "Meer groen"


def test_we_do_not_know_is_an_answer(link):
    told = sent(link, {"seen|parties:buren:hours": "0", "hoe|parties:buren:hours": "onbekend"})

    assert told["done"] == 1
    assert Answer.objects.get().value is None


def test_saying_how_sure_it_is_confirms_what_stands(table, link):
    data = {"seen|parties:buren:hours": "0", "hoe|parties:buren:hours": "bevestigd"}
    data |= {"parties:buren:hours:0.y2027": "100", "parties:buren:hours:0.y2028": "80"}
    data |= {"parties:buren:hours:1.skill": "timmeren", "parties:buren:hours:1.y2027": "20"}

    sent(link, data)

    answer = Answer.objects.get()
    assert (answer.value, answer.quality) == (answer.stood, "bevestigd")


def test_all_faults_are_told_at_once_and_nobody_loses_their_text(link):
    data = {
        "seen|parties:buren:hours": "0",
        "parties:buren:hours:0.y2027": "veel",
        "seen|measures:M2:costs": "0",
        "measures:M2:costs:proces.0": "duur",
        "seen|parties:buren:red_line": "0",
        "parties:buren:red_line": "Geen sloop",
    }

    page = Client().post(f"{link}bewaar/", data)

    assert page.status_code == 422
    shown = page.content.decode()
    assert "“veel”" in shown
    assert "“duur”" in shown
    assert 'value="veel"' in shown
    assert Answer.objects.get().value == "Geen sloop"


def test_a_row_is_added_with_no_more_than_a_name(link):
    Client().post(f"{link}bewaar/", {"nieuw:measures": "  Een\nbankje ", "doe": "voegtoe:measures"})
    without = Client().post(f"{link}bewaar/", {"nieuw:measures": " ", "doe": "voegtoe:measures"})
    Client().post(f"{link}bewaar/", {"nieuw:parties": "Wij ook", "doe": "voegtoe:parties"})

    assert without.status_code == 422
    answer = Answer.objects.get()
    assert (answer.row, answer.field, answer.value) == ("nieuw-1", "title", "Een bankje")
    Client().post(f"{link}bewaar/", {"doe": "weg:measures/nieuw-1"})
    assert not Answer.objects.exists()


def test_last_years_answer_is_one_tap_away(table):
    answered(sent_round(table, "buren", at=NOON), "buren", ("measures", "M2", "costs", {"proces": [70_000]}))
    later = sent_round(table, "buren", at=NOON.replace(year=2027))
    link = link_of(asked_of(later, "buren"))
    Client().post(f"{link}begin/")

    page = Client().get(link).content.decode()

    assert "vorig jaar: proces: jaar 1 €\u00a0700" in page.replace("Proces", "proces")


def test_the_year_before_is_one_tap_away(link):
    page = Client().get(link).content.decode()

    assert "vorig jaar: 2029: 80\u00a0uur" in page


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "a\x00b", "x" * 5000, "‮tekst"])
def test_strange_text_breaks_nothing(link, markup):
    data = {f"seen|parties:buren:{name}": "0" for name in ("interest", "hours", "fear")}
    data |= {"parties:buren:interest": markup, "parties:buren:hours:0.y2027": markup}
    data |= {"nieuw:measures": markup, "doe": "voegtoe:measures", "wie": markup[:10]}

    Client().post(f"{link}bewaar/", data)
    page = Client().get(link)

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("name", ["seen|parties:buren:hours", "merk:measures/M2", "wie", "doe", "x"])
@pytest.mark.parametrize("text", ["", "-1", "9" * 50, "ὕ", "insturen:", "weg:", "weg:/", "voegtoe:"])
def test_nonsense_never_breaks_the_page(link, name, text):
    for data in ({name: text}, {name: text, "seen|parties:buren:hours": text}):
        assert Client().post(f"{link}bewaar/", data).status_code < 500


def test_the_page_takes_as_many_queries_for_many_rows(db, django_assert_max_num_queries):
    document = small_table()
    model = document["measures"][1]
    document["measures"] += [{**model, "id": f"X{n}", "title": f"Diner {n}"} for n in range(60)]
    link = link_of(asked_of(sent_round(a_table(document), "buren"), "buren"))
    Client().post(f"{link}begin/")
    Client().get(link)

    with django_assert_max_num_queries(12):
        page = Client().get(link).content.decode()

    assert page.count("Diner ") >= 60
    assert AskedParty.objects.count() == 1


def test_one_row_is_told_in_the_singular():
    assert progress_words(SimpleNamespace(done=0, rows=("M1",))) == "0 van 1 rij bekeken"
    assert _in_words("busy", 0, 1)[0] == "bezig: 0 van 1 rij"
