"""A municipality reads, changes and adds to its own ways of working; older outcomes keep theirs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gebiedstafel.exchange.methods_file import methods_text, read_methods
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.workshop.actions import answer_together, begin_choice, keep_outcome, lay_open
from gebiedstafel.workshop.method_actions import go_back_to, keep_methods
from gebiedstafel.workshop.methods import current_methods, document_of, words_of
from gebiedstafel.workshop.models import MethodsVersion
from tests.tables.own_tables import own_table

from .rounds_of_choosing import NOON, answer_all, begun, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def chair(people):
    return people[1]


def now_at(table):
    return current_methods(table, NOON)


def send(client, seat, route, /, *ids, **sent):
    client.force_login(seat.person)
    return client.post(reverse(f"workshop:{route}", args=[seat.table_id, *ids]), sent)


def read(client, seat, name, *ids):
    client.force_login(seat.person)
    return client.get(reverse(f"workshop:{name}", args=[seat.table_id, *ids]))


def way_sent(table, key, **other):
    """Return what the form of a way of working sends when nothing was changed but what is given."""
    row = next(one for one in document_of(now_at(table))["methods"] if one["id"] == key)
    sent = {name: row.get(name, "") for name in ("name", "core", "fits_when", "pitfall")}
    for band in row["bands"]:
        sent |= {f"van:{band['id']}": band["from"], f"tot:{band['id']}": band["to"]}
        sent |= {f"telt:{band['id']}": band["weight"]}
    for name, least in row.get("requires", {}).items():
        sent[f"eis:{name}"] = least
    return sent | {"seen": now_at(table).digest} | other


def test_a_change_is_a_new_version_of_the_municipality_and_is_written_down(client, chair):
    table = chair.table
    before = now_at(table)

    answer = send(client, chair, "way", "wijkregie", **way_sent(table, "wijkregie", **{"telt:omvang": 4}))

    version = now_at(table)
    assert answer.status_code == 302
    assert (version.number, version.municipality) == (1, table.municipality)
    assert document_of(version)["methods"][0]["bands"][0]["weight"] == 4
    assert document_of(before)["methods"][0]["bands"][0]["weight"] == 1
    assert Deed.objects.filter(action="change_methods", subject=f"methods/{version.pk}").exists()


def test_saving_without_a_change_makes_no_version(client, chair):
    before = now_at(chair.table)
    row = document_of(before)["methods"][0]
    english = {name: value for name, value in row.items() if name.endswith("_en")}

    send(client, chair, "way", "wijkregie", **way_sent(chair.table, "wijkregie", **english))

    assert now_at(chair.table) == before


def test_an_outcome_keeps_the_version_it_rested_on(client, people, chair):
    choice = begun(people[0], chair)
    answer_all(choice, chair)
    lay_open(choice, by=chair, at=NOON)
    answer_together(choice, "omvang", 2, "", by=chair, at=NOON)
    kept = keep_outcome(choice, ["wijkregie"], "", by=chair, at=NOON)

    send(client, chair, "way", "wijkregie", **way_sent(people[0], "wijkregie", name="Anders genoemd"))

    assert "Wijkgericht met wijkregisseur" in read(client, chair, "outcome", kept.pk).content.decode()
    assert "Anders genoemd" not in read(client, chair, "outcome", kept.pk).content.decode()
    again = begin_choice(people[0], by=chair, at=NOON)
    assert words_of(again.methods).ways["wijkregie"].name == "Anders genoemd"


def test_tables_of_one_municipality_share_their_ways_and_others_keep_the_first(client, chair):
    send(client, chair, "way", "wijkregie", **way_sent(chair.table, "wijkregie", name="Anders genoemd"))
    other = own_table("lindenhof", chair=chair.person)
    assert other.municipality == chair.table.municipality
    assert words_of(now_at(other)).ways["wijkregie"].name == "Anders genoemd"

    other.municipality = None
    other.save()

    assert now_at(other).came_along


def test_a_way_of_working_is_added_and_taken_out_again(client, chair):
    sent = way_sent(chair.table, "wijkregie", name="Straat voor straat")
    send(client, chair, "new_way", **sent)
    assert "straat-voor-straat" in words_of(now_at(chair.table)).ways

    send(client, chair, "remove", soort="methods", id="straat-voor-straat", seen=now_at(chair.table).digest)

    assert "straat-voor-straat" not in words_of(now_at(chair.table)).ways


def test_a_new_question_counts_nowhere_until_it_is_given_a_weight(client, chair):
    sent = {f"anchor_{step}": f"antwoord {step}" for step in range(5)}

    answer = send(client, chair, "new_question", question="Is er een buurthuis?", **sent)

    document = document_of(now_at(chair.table))
    assert answer.status_code == 302
    assert document["criteria"][-1]["id"] == "is-er-een-buurthuis"
    assert {row["bands"][-1]["weight"] for row in document["methods"]} == {0}


def test_a_question_is_changed_and_taken_out_with_its_bands(client, chair):
    sent = {f"anchor_{step}": f"antwoord {step}" for step in range(5)}
    send(client, chair, "question", "mandaat", question="Wie beslist er?", **sent)
    assert words_of(now_at(chair.table)).question("mandaat").text == "Wie beslist er?"

    send(client, chair, "remove", soort="criteria", id="mandaat")

    document = document_of(now_at(chair.table))
    assert "mandaat" not in methods_text(document)
    assert read_methods(methods_text(document)) == document


def test_a_fault_in_a_form_keeps_what_was_typed_and_tells_all(client, chair):
    bad = {"van:omvang": 4, "tot:omvang": 1, "core": "Een heel nieuwe kern."}

    answer = send(client, chair, "way", "wijkregie", **way_sent(chair.table, "wijkregie", **bad))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Hoe groot is de gemeente? Het laagste dat past is hoger dan het hoogste." in html
    assert "Een heel nieuwe kern." in html
    assert now_at(chair.table).came_along


def test_ways_that_wait_for_one_another_are_refused_in_the_form_too(client, chair):
    send(client, chair, "way", "wijkregie", **way_sent(chair.table, "wijkregie", eerst=["alliantie"]))

    answer = send(
        client, chair, "way", "alliantie", **way_sent(chair.table, "alliantie", eerst=["wijkregie"])
    )

    assert "wijkregie → alliantie → wijkregie" in answer.content.decode()


def test_who_looked_at_an_older_version_is_told_and_loses_nothing(client, chair):
    late = way_sent(chair.table, "wijkregie", core="Mijn eigen woorden.")
    send(client, chair, "way", "doorbraak", **way_sent(chair.table, "doorbraak", core="Iets anders."))

    answer = send(client, chair, "way", "wijkregie", **late)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Iemand was u voor" in html
    assert "Mijn eigen woorden." in html
    assert MethodsVersion.objects.exclude(number=0).count() == 1


def test_a_file_goes_out_and_comes_in_again(client, people, chair):
    text = read(client, people[2], "methods_file").content.decode()
    changed = text.replace("title: Negen werkwijzen, twaalf vragen", "title: Onze eigen tabel")

    answer = send(client, chair, "take_in", file=SimpleUploadedFile("t.yaml", changed.encode()))

    assert answer.status_code == 302
    assert words_of(now_at(chair.table)).title == "Onze eigen tabel"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, "Kies een bestand"),
        (b"\xff\xfe\x00", "geen tekst"),
        (b"title: x", "ontbreekt"),
        (b"x" * 1_000_001, "groter dan 1 MB"),
    ],
)
def test_a_bad_file_changes_nothing_and_tells_why(client, chair, body, words):
    sent = {} if body is None else {"file": SimpleUploadedFile("t.yaml", body)}

    answer = send(client, chair, "take_in", **sent)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert now_at(chair.table).came_along


def test_an_older_version_is_put_back_as_a_new_one(client, chair):
    table = chair.table
    first = now_at(table)
    send(client, chair, "way", "wijkregie", **way_sent(table, "wijkregie", name="Anders"))
    second = now_at(table)

    send(client, chair, "restore", versie="mee", seen=second.digest)
    assert now_at(table).digest == first.digest
    send(client, chair, "restore", versie=str(second.pk), seen=now_at(table).digest)

    assert now_at(table).digest == second.digest
    assert now_at(table).number == 3
    assert "Terug naar de tabel die meekwam" in read(client, chair, "methods").content.decode()


def test_only_the_chair_changes_and_everyone_at_the_table_reads(client, people):
    _table, _chair, member, finance, visitor = people
    for seat in (member, finance):
        assert read(client, seat, "methods").status_code == 200
        assert read(client, seat, "way", "wijkregie").status_code == 403
        with pytest.raises(NotAllowed):
            keep_methods(seat.table, {}, "file", seen="", by=seat, at=NOON)
        with pytest.raises(NotAllowed):
            go_back_to(seat.table, None, seen="", by=seat, at=NOON)
    assert read(client, visitor, "methods").status_code == 403


def test_what_is_gone_already_is_not_taken_out_again(client, chair):
    for sent in ({"soort": "methods", "id": "zomaar"}, {"soort": "maan", "id": "wijkregie"}):
        assert send(client, chair, "remove", **sent).status_code == 409
    assert send(client, chair, "restore", versie="987654").status_code == 409
