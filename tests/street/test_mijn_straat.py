"""Anyone reads what happens at their door: works, promises, what could not be; only what is public."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gebiedstafel.agreements.actions import change_agreement
from gebiedstafel.agreements.models import Part
from gebiedstafel.agreements.said import said_of
from gebiedstafel.connections.actions import choose_measure_out
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.models import Measure
from gebiedstafel.signals.models import OpenFigures
from gebiedstafel.stories.actions import close_box as close_stories
from gebiedstafel.stories.actions import open_box as open_stories
from gebiedstafel.street import publishing
from gebiedstafel.street.actions import close_page, open_page, take_back_told, tell_wijk
from gebiedstafel.street.digests import changes_between, lines_for
from gebiedstafel.street.models import Follower, Told
from gebiedstafel.strengths.from_residents import open_box as open_strengths
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .street_table import NOON, a_table, promise, with_page, with_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return table.seats.get(role="chair")


@pytest.fixture
def page(table):
    return with_page(table)


def at(page, area="ST1"):
    return reverse("street:area", args=[page.address, area])


def read(client, page, area="ST1"):
    return client.get(at(page, area)).content.decode()


def sign_in(client, table, role="chair"):
    client.force_login(table.seats.get(role=role).person)
    return client


def test_a_resident_reads_which_work_comes_at_their_door_and_in_which_year(client, table, page):
    with_plan(table)

    text = read(client, page)

    assert "Esdoornlaan: er komen 2 werken. Het eerste begint in 2027." in text
    assert "Straat afkoppelen" in text
    assert "2027 tot en met 2028" in text
    assert "De straat gaat open." in text


def test_who_lives_elsewhere_reads_that_no_work_comes_at_their_door(client, table, page):
    table.areas.create(key="ST2", name="Iepenlaan", level="straat", parent="WK1", position=9)
    with_plan(table)

    text = read(client, page, "ST2")

    assert "Iepenlaan: er staat nu geen werk voor de deur gepland." in text
    assert "Straat afkoppelen" not in text


def test_without_an_adopted_plan_the_page_says_so_and_still_tells_promises(client, table, page):
    promise(table, "A1", "De stoep wordt hersteld.")

    text = read(client, page)

    assert "De tafel stelde nog geen plan vast." in text
    assert "De stoep wordt hersteld." in text
    assert "1\u00a0maart 2027" in text


def test_a_plan_that_no_longer_fits_the_table_is_said_to_be_outdated(client, table, page, chair):
    with_plan(table)
    assert "verouderd" not in read(client, page)

    change_entries(table, [Change("measures", "M1", {"costs": {"proces": [100]}})], by=chair, at=NOON)

    assert "Dit plan is verouderd." in read(client, page)


def test_why_a_measure_was_left_out_is_told_without_money_and_only_of_a_public_plan(
    client, table, page, chair
):
    choose_measure_out(Measure.objects.get(table=table, key="M2"), by=chair, at=NOON)
    with_plan(AreaTable.objects.get(pk=table.pk))

    text = read(client, page)
    part = text[text.index("Dit kon niet, want") :]

    assert "Straatdiner" in part
    assert "De tafel koos hier nu niet voor." in part
    assert "€" not in part


def test_what_was_done_and_what_could_not_be_stand_apart_with_the_reason(client, table, page):
    promise(table, "A1", "Een bankje.", status="gereed", proof="een bankje bij de vijver")
    promise(table, "A2", "Een fontein.", status="vervallen", status_why="Er is geen water.")
    promise(table, "A3", "Een brug.", status="geblokkeerd", blockage="geld", status_why="Het geld is op.")

    text = read(client, page)

    done, could_not = text.index("Dit is gedaan"), text.index("Dit kon niet, want")
    assert done < text.index("Een bankje.") < could_not
    assert could_not < text.index("Er is geen water.")
    assert could_not < text.index("Het geld is op.")


def test_a_promise_of_the_table_alone_or_of_another_street_is_not_on_the_page(client, table, page):
    table.areas.create(key="ST2", name="Iepenlaan", level="straat", parent="WK1", position=9)
    promise(table, "A1", "Alleen voor ons.", publicity="table")
    promise(table, "A2", "Voor de Iepenlaan.", area="ST2")
    promise(table, "A3", "Nog een ontwerp.", drafted=True)

    text = read(client, page)

    assert "Alleen voor ons." not in text
    assert "Voor de Iepenlaan." not in text
    assert "Nog een ontwerp." not in text
    assert "Voor de Iepenlaan." in read(client, page, "ST2")


@pytest.mark.parametrize("field", ["title", "start", "leads"])
def test_what_the_owner_keeps_for_the_table_is_not_told_to_the_wijk(client, table, page, chair, field):
    table.seats.filter(pk=chair.pk).update(party=table.parties.get(key="stad"))
    chair.refresh_from_db()
    change_entries(table, [Change("measures", "M1", {"circles": {field: "tafel"}})], by=chair, at=NOON)
    table = AreaTable.objects.get(pk=table.pk)
    with_plan(table)

    text = read(client, page)

    shown = {"title": "Straat afkoppelen", "start": "2027 tot en met", "leads": "Door: Gemeente Bosrijk"}
    assert shown[field] not in text
    others = [words for name, words in shown.items() if name != field and field != "title"]
    assert all(words in text for words in others)


def test_nothing_of_the_plan_shows_at_a_table_that_keeps_all_to_itself(client):
    table = a_table(circle="tafel")
    page = with_page(table)
    with_plan(table)

    text = read(client, page)

    assert "Straat afkoppelen" not in text
    assert "Buurthuis" not in text


def test_a_device_remembers_the_street_and_may_choose_another(client, table, page):
    start = reverse("street:choose", args=[page.address])
    assert "Kies uw straat of buurt." in client.get(start).content.decode()

    assert client.get(start, {"plek": "ST1"}).headers["Location"] == at(page)

    assert client.get(start).headers["Location"] == at(page)
    assert client.get(start, {"kies": "1"}).status_code == 200


@pytest.mark.parametrize("bad", ["nergens", "\x00", "9" * 70, "../../etc"])
def test_a_street_nobody_knows_is_not_there(client, page, bad):
    assert client.get(at(page, bad)).status_code == 404
    assert client.get(reverse("street:choose", args=[page.address]), {"plek": bad}).status_code == 200


@pytest.mark.parametrize("name", ["preview", "poster", "publish"])
def test_the_table_looks_in_vain_for_a_street_or_an_agreement_nobody_knows(client, table, page, name):
    sign_in(client, table)
    ask = client.post if name == "publish" else client.get

    answers = [
        ask(reverse("street:overview", args=[table.pk]) + path).status_code
        for bad in ("nergens", "%00", "9" * 70)
        for path in [{"preview": f"zoals/{bad}/", "poster": f"poster/{bad}/"}.get(name, f"afspraak/{bad}/")]
    ]

    assert answers == [404] * 3


def test_a_street_in_a_part_that_is_not_listed_can_still_be_chosen(client, table, page):
    table.areas.create(key="ST9", name="Losse Kade", level="straat", parent="GM1", position=9)
    table.areas.create(key="ST8", name="Verre Kade", level="straat", parent=None, position=10)

    text = client.get(reverse("street:choose", args=[page.address])).content.decode()

    assert text.count("Losse Kade") == text.count("Verre Kade") >= 1


def test_the_page_shows_the_newest_twenty_messages_and_an_older_one_is_not_told_to_be_gone(
    client, table, page, chair
):
    tell_wijk(table, "De allereerste.", area="", by=chair, at=NOON)
    follower = Follower(table=table, area="ST1")
    before = lines_for(follower, at=NOON + timedelta(days=30))
    for number in range(20):
        tell_wijk(table, f"Bericht {number}.", area="", by=chair, at=NOON + timedelta(days=number))

    changes = changes_between(before, lines_for(follower, at=NOON + timedelta(days=30)))

    assert len(changes.new) == 20
    assert changes.gone == ()
    assert read(client, page).count("Bericht ") == 20
    assert "De allereerste." not in read(client, page)


def test_whoever_wants_to_say_more_finds_the_ways_in_that_are_open(client, table, page, chair):
    text = read(client, page)
    assert "Vertel hoe het is om hier te wonen" not in text
    assert "Vertel wat hier al sterk is" not in text
    stories = open_stories(table, by=chair, at=NOON)
    strengths = open_strengths(table, by=chair, at=NOON)

    text = read(client, page)

    assert f"{reverse('stories:tell', args=[stories.address])}?waar=ST1" in text
    assert reverse("strengths:bring", args=[strengths.address]) in text
    close_stories(table, by=chair, at=NOON)
    assert stories.address not in read(client, page)


def test_a_closed_page_tells_nothing_and_keeps_its_address(client, table, page, chair):
    promise(table, "A1", "De stoep wordt hersteld.")
    close_page(table, by=chair, at=NOON)

    text = read(client, page)

    assert "Deze pagina is nu dicht." in text
    assert "De stoep" not in text
    assert open_page(table, by=chair, at=NOON).address == page.address
    assert "De stoep" in read(client, page)


def test_the_page_is_light_made_with_few_queries_and_may_be_kept_for_a_while(client, table, page):
    with_plan(table)
    for number in range(60):
        promise(table, f"A{number}", f"Belofte nummer {number} aan de straat.")
    client.get(at(page))

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(at(page))

    assert len(queries) <= 9
    assert len(answer.content) < 60_000
    assert answer.content.count(b"Belofte nummer") == 60
    assert "max-age=300" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_page_points_to_the_figures_per_quarter_once_the_chair_opened_them(client, table, page):
    address = reverse("signals:open_page", args=[table.pk])
    assert address not in read(client, page)

    OpenFigures.objects.create(table=table, opened_at=NOON)

    assert address in read(client, page)


def test_the_page_speaks_english_after_one_link(client, table, page):
    answer = client.get(at(page), {"taal": "en"})

    assert answer.headers["Location"] == at(page)
    assert "What happens at my door?" in read(client, page)


def test_only_the_chair_opens_the_page_and_tells_the_wijk(table, page):
    member = Seat.objects.create(table=table, role="member", party=table.parties.get(key="buren"))

    with pytest.raises(NotAllowed):
        close_page(table, by=member, at=NOON)
    with pytest.raises(NotAllowed):
        tell_wijk(table, "Hallo wijk.", area="", by=member, at=NOON)


def test_what_the_table_tells_an_area_stands_on_its_page_until_it_is_taken_back(client, table, page, chair):
    told = tell_wijk(table, "De lantaarns branden weer.", area="ST1", by=chair, at=NOON)
    assert "De lantaarns branden weer." in read(client, page)

    take_back_told(told, by=chair, at=NOON)

    assert "De lantaarns branden weer." not in read(client, page)


def test_what_the_table_learned_stands_apart_from_what_it_told(client, table, page, chair):
    tell_wijk(table, "De lantaarns branden weer.", area="ST1", by=chair, at=NOON)

    sent = {"words": "Eerst bellen werkt beter.", "area": "", "learned": "on"}
    sign_in(client, table).post(reverse("street:tell", args=[table.pk]), sent)

    text = read(client, page)
    learned, told = text.index("Dit leerden we"), text.index("Dit vertelde de tafel")
    assert learned < text.index("Eerst bellen werkt beter.") < told < text.index("De lantaarns branden weer.")
    assert "Iets wat we leerden." in client.get(reverse("street:overview", args=[table.pk])).text


def test_nothing_to_say_is_refused_and_what_was_chosen_comes_back(client, table, page):
    answer = sign_in(client, table).post(
        reverse("street:tell", args=[table.pk]), {"words": "\u200b ", "area": "ST1"}
    )

    assert answer.status_code == 400
    assert "Er staat nog niets." in answer.content.decode()
    assert '<option value="ST1" selected>' in answer.content.decode()
    assert not Told.objects.exists()


def test_the_table_sees_what_is_not_public_yet_and_why(client, table, page, chair):
    waits = promise(table, "A1", "De stoep wordt hersteld.", publicity="table")
    Part.objects.create(agreement=waits, party=table.parties.get(key="buren"))

    text = sign_in(client, table).get(reverse("street:overview", args=[table.pk])).content.decode()

    assert "Nog niet bevestigd door: Buren van Beukenhof." in text
    assert "De tafel stelde nog geen plan vast." in text


def test_what_changed_while_the_chair_made_it_public_is_not_made_public(table, page, chair, monkeypatch):
    promise(table, "A1", "De stoep wordt hersteld.", publicity="table")

    def meanwhile(agreement):
        said = said_of(agreement)
        change_agreement(agreement, replace(said, words="Alleen voor ons."), by=chair, at=NOON)
        return said

    monkeypatch.setattr(publishing, "said_of", meanwhile)

    with pytest.raises(Refused, match="Iemand was u voor"):
        publishing.publish(table, "A1", public=True, by=chair, at=NOON)


def test_an_agreement_becomes_public_in_one_step_once_its_parties_confirmed(client, table, page):
    one = promise(table, "A1", "De stoep wordt hersteld.", publicity="table")
    part = Part.objects.create(agreement=one, party=table.parties.get(key="buren"))
    publish = reverse("street:publish", args=[table.pk, "A1"])
    sign_in(client, table)
    assert client.post(publish, {"public": "1"}).status_code == 409

    Part.objects.filter(pk=part.pk).update(confirmed_at=NOON)
    client.post(publish, {"public": "1"})

    assert "De stoep wordt hersteld." in read(client, page)
    client.post(publish, {"public": "0"})
    assert "De stoep wordt hersteld." not in read(client, page)


def test_a_preview_shows_the_page_while_it_is_closed_and_only_to_the_table(client, table, page, chair):
    promise(table, "A1", "De stoep wordt hersteld.")
    close_page(table, by=chair, at=NOON)
    preview = reverse("street:preview", args=[table.pk, "ST1"])
    assert client.get(preview).status_code == 404

    text = sign_in(client, table).get(preview).content.decode()

    assert "Zo ziet een bewoner het." in text
    assert "De stoep wordt hersteld." in text


def test_the_poster_carries_the_address_of_the_street(client, table, page):
    text = sign_in(client, table).get(reverse("street:poster", args=[table.pk, "ST1"])).content.decode()

    assert at(page) in text
    assert "<svg" in text


def test_whom_to_ask_is_a_sentence_on_the_page_and_never_too_long(client, table, page):
    sign_in(client, table)
    url = reverse("street:page", args=[table.pk])
    client.post(url, {"ask": "De wijkregisseur, dinsdag in het buurthuis."})
    assert "De wijkregisseur, dinsdag in het buurthuis." in read(client, page)

    assert client.post(url, {"ask": "x" * 301}).status_code == 409


def test_pasted_markup_stays_text(client, table, page, chair):
    tell_wijk(table, "<script>alert(1)</script> en meer", area="", by=chair, at=NOON)

    assert "<script>alert" not in read(client, page)


def test_a_foreign_seat_tells_nothing_at_another_table(table, page):
    other = Seat(table_id="elders", role="chair", party=Party())

    with pytest.raises(Refused):
        tell_wijk(table, "Hallo.", area="", by=other, at=NOON)


def test_the_table_finds_what_the_wijk_sees_from_its_start_its_ideas_and_its_agreements(client, table, page):
    sign_in(client, table)

    for name in ("start:home", "ideas:due", "agreements:board"):
        text = client.get(reverse(name, args=[table.pk])).content.decode()
        assert reverse("street:overview", args=[table.pk]) in text, name
