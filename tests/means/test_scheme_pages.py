"""Welk geld is er: search, what each scheme asks, taking one over, and the schemes of a municipality."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gebiedstafel.connections.solving import make_plan
from gebiedstafel.exchange.schemes import catalogue_edition, read_schemes, shipped_schemes, write_schemes
from gebiedstafel.means.models import OwnScheme
from gebiedstafel.means.schemes.actions import keep_schemes
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Deed
from tests.exchange.test_schemes import OWN
from tests.small_table import small_table
from tests.tables.own_tables import person

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(client) -> AreaTable:
    vera = person("vera")
    client.force_login(vera)
    table = load_table(small_table(), by=vera, at=NOON)
    table.seats.update(party=table.parties.get(key="stad"))
    return table


def sit(client, table, role, party=None):
    who = person(f"{role}-{table.pk}")
    seat = Seat.objects.create(
        table=table, person=who, role=role, party=table.parties.get(key=party) if party else None
    )
    client.force_login(who)
    return seat


def ask(client, table, name="schemes", *key, **asked):
    return client.get(reverse(f"means:{name}", args=[table.pk, *key]), asked)


def page(client, table, name="schemes", *key, **asked):
    return ask(client, table, name, *key, **asked).content.decode()


def file_of(*rows):
    return SimpleUploadedFile("regelingen.yaml", write_schemes(rows).encode())


def hand_in(client, table, file):
    return client.post(reverse("means:own_schemes", args=[table.pk]), {"file": file})


def keep(table, *rows, at=NOON):
    return keep_schemes(rows, by=table.seats.get(role=Seat.Role.CHAIR), at=at)


def test_every_scheme_that_is_not_closed_is_there_and_every_page_says_to_check_it(client, table):
    found = page(client, table)

    for scheme in shipped_schemes():
        one = page(client, table, "scheme", scheme.id)
        assert (scheme.row["name"] in found) == ("gt-chip--vast" not in one.split("gt-standing")[1][:200])
        assert "Controleer de regeling zelf" in one
        assert scheme.row["source"]["text"].split(";")[0][:20] in one


def test_a_demo_sees_what_was_open_on_the_day_of_its_story(client, table):
    table.is_demo, table.as_of = True, date(2021, 5, 4)
    table.save(update_fields=["is_demo", "as_of"])

    told = page(client, table, "scheme", "volkshuisvestingsfonds")

    assert "Deze ronde loopt tot en met 19 mei 2021." in told.replace("\u00a0", " ")


def test_a_place_sets_apart_what_is_not_for_every_wijk_and_says_so(client, table):
    anywhere, here = page(client, table), page(client, table, gebied="WK1")
    sure, look = here.split("Kijk eerst of deze regelingen gelden voor Beukenhof")

    assert "Kijk eerst of" not in anywhere
    assert "eerst of Beukenhof eronder valt" in sure
    assert "Brede SPUK" in sure
    for name in ("SPUK Kansrijke Wijk", "EFRO (Kansen voor West)", "Volkshuisvestingsfonds (VHF)"):
        assert name in look
        assert name not in sure
    assert "De twintig stedelijke focusgebieden." in look


def test_a_scheme_leads_to_the_page_of_whoever_made_it_or_gives_the_name_to_look_for(client, table):
    known, unknown = page(client, table, "scheme", "isde"), page(client, table, "scheme", "rioolheffing")

    assert 'href="https://www.rvo.nl/subsidies-financiering/isde"' in known
    assert "Naar de regeling zelf, op rvo.nl" in known
    assert "Een officieel adres kennen we niet. Zoek op de naam: Rioolheffing." in unknown


def test_a_challenge_a_place_a_kind_of_cost_and_an_applicant_narrow_the_search(client, table):
    wet = page(client, table, opgave="O1", kosten="investering", wie="gemeente", gebied="ST1")

    assert "Rioolheffing" in wet
    assert "Klimaatbijdrage van het waterschap" in wet
    assert "Preventie met Gezag" not in wet
    assert "Wateroverlast, droogte en hitte" in wet


def test_a_challenge_without_a_theme_says_so(client, table):
    assert "Deze opgave heeft nog geen thema" in page(client, table, opgave="O2")


@pytest.mark.parametrize(
    "asked",
    [
        {"opgave": "nergens", "kosten": "goud", "wie": "koning", "gebied": "\x00"},
        {"q": "\x00" * 300},
        {"q": "'; drop table", "gesloten": "1"},
    ],
)
def test_a_search_for_nonsense_answers_with_a_page(client, table, asked):
    assert ask(client, table, **asked).status_code == 200


def test_closed_schemes_come_when_asked_for_and_are_not_taken_over(client, table):
    assert "SEEH" not in page(client, table, q="energie besparen")
    assert "SEEH" in page(client, table, q="energie besparen", gesloten="1")
    assert "?regeling=" not in page(client, table, "scheme", "seeh")
    assert reverse("means:scheme", args=[table.pk, "svve"]) in page(client, table, "scheme", "seeh")


def taking(table, key):
    return f"{reverse('means:new', args=[table.pk, 'geldstromen'])}?regeling={key}"


def boxes(client, address):
    """What a browser would send back of the form as it stands."""
    form = client.get(address)
    sent, html = {}, form.content.decode()
    for part in html.split("<input ")[1:]:
        tag = part.split(">")[0]
        if 'name="' not in tag or (("checkbox" in tag or "radio" in tag) and "checked" not in tag):
            continue
        name = tag.split('name="')[1].split('"')[0]
        value = tag.split('value="')[1].split('"')[0] if 'value="' in tag else ""
        sent[name] = value
    for part in html.split("<select ")[1:]:
        name = part.split('name="')[1].split('"')[0]
        chosen = [
            one for one in part.split("</select>")[0].split("<option ")[1:] if "selected" in one.split(">")[0]
        ]
        sent[name] = chosen[0].split('value="')[1].split('"')[0] if chosen else ""
    for part in html.split("<textarea ")[1:]:
        name = part.split('name="')[1].split('"')[0]
        sent[name] = part.split(">", 1)[1].split("</textarea>")[0].strip()
    sent["stond"] = sent["stond"].replace("&quot;", '"')
    return sent


def test_a_scheme_is_taken_over_with_its_rules_its_source_and_the_link_to_its_row(client, table):
    sent = boxes(client, taking(table, "volkshuisvestingsfonds"))
    sent["budget:2027"] = "1.000.000"

    answer = client.post(taking(table, "volkshuisvestingsfonds"), sent)

    assert answer.status_code == 302, answer.content.decode()
    flow = table_document(table)["money_flows"][-1]
    row = next(one.row for one in shipped_schemes() if one.id == "volkshuisvestingsfonds")
    assert flow["scheme"] == {"id": "volkshuisvestingsfonds", "version": f"{catalogue_edition()}/1"}
    assert (flow["holder"], flow["certainty"], flow["area"]) == ("stad", "mogelijk", "WK1")
    assert flow["max_share"] == 0.7
    assert flow["core"]["kinds"] == row["rules"]["core"]["kinds"]
    assert sorted(flow["themes"]) == sorted(row["rules"]["themes"])
    assert [one["text"] for one in flow["conditions"]] == [one["text"] for one in row["rules"]["conditions"]]
    assert flow["source"]["text"] == row["source"]["text"]
    assert "apply_by" not in flow


def test_what_someone_empties_while_taking_over_stays_empty(client, table):
    sent = boxes(client, taking(table, "volkshuisvestingsfonds"))
    emptied = {name: "" for name in sent if name.startswith(("max_share", "conditions"))}

    answer = client.post(taking(table, "volkshuisvestingsfonds"), {**sent, **emptied})

    assert answer.status_code == 302, answer.content.decode()
    flow = table_document(table)["money_flows"][-1]
    assert not {"max_share", "conditions"} & set(flow)
    assert flow["scheme"]["id"] == "volkshuisvestingsfonds"


def test_the_row_names_its_scheme_and_says_when_that_changed_since(client, table):
    keep(table, OWN)
    client.post(taking(table, "wijkfonds"), boxes(client, taking(table, "wijkfonds")))
    flow = table_document(table)["money_flows"][-1]["id"]
    before = page(client, table, "row", "geldstromen", flow)

    keep(table, {**OWN, "purpose": "Grote plannen."})
    after = page(client, table, "row", "geldstromen", flow)

    assert "Wijkfonds Bosrijk" in before
    assert "sindsdien veranderd" not in before
    assert "sindsdien veranderd" in after
    assert "sindsdien veranderd" in page(client, table, "scheme", "wijkfonds")


def test_a_flow_of_a_scheme_that_is_gone_keeps_its_page(client, table):
    keep(table, OWN)
    client.post(taking(table, "wijkfonds"), boxes(client, taking(table, "wijkfonds")))
    flow = table_document(table)["money_flows"][-1]["id"]

    client.post(reverse("means:drop_scheme", args=[table.pk, "wijkfonds"]))

    assert ask(client, table, "row", "geldstromen", flow).status_code == 200
    assert ask(client, table, "scheme", "wijkfonds").status_code == 404


def test_taking_over_what_is_not_there_finds_nothing(client, table):
    assert client.get(taking(table, "nergens")).status_code == 404
    assert client.post(taking(table, "nergens"), {}).status_code == 404


def test_a_file_of_schemes_is_kept_for_every_table_of_the_municipality_and_no_other(client, table):
    near = load_table(small_table(id="naast", name="Naast"), by=person("bas"), at=NOON)
    far = small_table(id="ver", name="Ver")
    far["areas"][0] = {"id": "GM2", "name": "Andere gemeente", "level": "gemeente"}
    far["areas"][1]["parent"] = "GM2"
    far = load_table(far, by=person("cor"), at=NOON)

    answer = hand_in(client, table, file_of(OWN))

    assert answer.status_code == 302
    assert "van uw gemeente" in page(client, table)
    client.force_login(near.seats.get().person)
    assert "Wijkfonds Bosrijk" in page(client, near)
    client.force_login(far.seats.get().person)
    assert "Wijkfonds Bosrijk" not in page(client, far)
    assert ask(client, far, "scheme", "wijkfonds").status_code == 404
    assert Deed.objects.filter(chain=table.chain, action="keep_schemes").count() == 1


def test_a_row_counts_one_edition_further_only_when_it_changes(table):
    assert keep(table, OWN) == 1
    assert keep(table, {**OWN, "edition": 40}) == 0
    assert keep(table, {**OWN, "name": "Wijkfonds"}) == 1

    assert OwnScheme.objects.get().row["edition"] == 2


def test_what_is_taken_along_can_be_handed_in_again(client, table):
    keep(table, OWN)
    text = ask(client, table, "own_schemes_file").content

    answer = hand_in(client, table, SimpleUploadedFile("r.yaml", text))

    assert read_schemes(text)["schemes"] == [OwnScheme.objects.get().row]
    assert answer.status_code == 302
    assert OwnScheme.objects.get().row["edition"] == 1


def test_a_row_of_the_municipality_stands_in_the_place_of_one_that_ships(client, table):
    keep(table, {**OWN, "id": "rioolheffing", "name": "Rioolheffing Bosrijk"})

    found = page(client, table, q="riool")

    assert "Rioolheffing Bosrijk" in found
    assert found.count("/welk-geld/regeling/rioolheffing/") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hallo", "format: gebiedstafel/schemes"),
        (b"\x00\x01", "geen tekst"),
        (b"x" * 1_000_001, "MB"),
        (write_schemes([{**OWN, "asks": []}]).encode(), "minstens 1"),
        (write_schemes([OWN, OWN]).encode(), "meer dan een keer"),
    ],
)
def test_a_file_with_faults_tells_them_all_and_nothing_is_kept(client, table, content, said):
    answer = hand_in(client, table, SimpleUploadedFile("r.yaml", content))

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert "Er is niets opgeslagen" in answer.content.decode()
    assert not OwnScheme.objects.exists()


FORM = {
    "name": "Groene daken",
    "purpose": "Daken die regen vasthouden.",
    "owner_class": "gemeente",
    "applicants": ["bewoners", "corporatie"],
    "who": "Wie een dak heeft.",
    "place": "overal",
    "where": "De hele gemeente.",
    "cost_types": ["investering"],
    "themes": ["OPE-WATE"],
    "asks": "Het dak is groter dan tien meter.\n\n  Een offerte erbij. ",
    "state": "continuous",
    "valid_until": "2028-12-31",
    "source": "Raadsbesluit 12",
    "url": "https://www.bosrijk.example/daken",
    "checked": "on",
}


def test_a_scheme_is_added_and_changed_with_a_form(client, table):
    client.post(reverse("means:new_scheme", args=[table.pk]), FORM)
    address = reverse("means:edit_scheme", args=[table.pk, "groene-daken"])
    shown = client.get(address).content.decode()

    client.post(address, {**FORM, "purpose": "Natte daken."})

    row = OwnScheme.objects.get().row
    assert "Een offerte erbij." in shown
    assert (row["id"], row["edition"], row["purpose"]) == ("groene-daken", 2, "Natte daken.")
    assert row["source"]["url"] == "https://www.bosrijk.example/daken"
    assert row["asks"] == ["Het dak is groter dan tien meter.", "Een offerte erbij."]
    assert (row["continuous"], row["valid_until"], row["status"]) == (True, "2028-12-31", "nagekeken")
    assert read_schemes(write_schemes([row]))


def test_two_schemes_of_one_name_get_two_ids_and_a_name_of_signs_gets_one(client, table):
    for name in ("Groene daken", "Groene daken", "★★★"):
        client.post(reverse("means:new_scheme", args=[table.pk]), {**FORM, "name": name})

    assert set(OwnScheme.objects.values_list("key", flat=True)) == {
        "groene-daken",
        "groene-daken-2",
        "regeling",
    }


def test_a_form_with_faults_tells_them_all_and_keeps_what_was_typed(client, table):
    wrong = {
        **FORM,
        "name": "",
        "applicants": [],
        "asks": "x" * 301,
        "valid_until": "morgen",
        "url": "javascript:x",
    }

    answer = client.post(reverse("means:new_scheme", args=[table.pk]), wrong)

    said = answer.content.decode()
    assert answer.status_code == 400
    assert said.count("gt-form__error") == 5
    assert "Daken die regen vasthouden." in said
    assert not OwnScheme.objects.exists()


def test_what_a_file_says_beyond_the_form_stays_when_the_form_changes_it(client, table):
    keep(table, {**OWN, "then": ["In 2024 was het anders."], "rules": {**OWN["rules"], "max_share": "1/2"}})

    client.post(reverse("means:edit_scheme", args=[table.pk, "wijkfonds"]), FORM)

    row = OwnScheme.objects.get().row
    assert (row["then"], row["rules"]["max_share"], row["name"]) == (
        ["In 2024 was het anders."],
        "1/2",
        "Groene daken",
    )


@pytest.mark.parametrize(
    ("role", "party", "may"), [("finance", None, True), ("member", "buren", False), ("visitor", None, False)]
)
def test_who_keeps_the_schemes_of_the_municipality(client, table, role, party, may):
    sit(client, table, role, party)

    statuses = [
        hand_in(client, table, file_of(OWN)).status_code,
        client.post(reverse("means:new_scheme", args=[table.pk]), FORM).status_code,
        client.post(reverse("means:drop_scheme", args=[table.pk, "wijkfonds"])).status_code,
    ]

    assert statuses == ([302, 302, 302] if may else [403, 403, 403])
    assert list(OwnScheme.objects.values_list("key", flat=True)) == (["groene-daken"] if may else [])
    assert ("houdt de voorzitter of de financieel adviseur bij" in page(client, table, "own_schemes")) != may
    assert ask(client, table).status_code == 200


def test_a_table_of_no_municipality_says_what_is_missing(client, table):
    AreaTable.objects.filter(pk=table.pk).update(municipality=None)

    answer = hand_in(client, table, file_of(OWN))

    assert answer.status_code == 409
    assert "nog niet bij een gemeente" in answer.content.decode()
    assert "nog niet bij een gemeente" in page(client, table, "own_schemes")


def test_a_plan_keeps_the_edition_of_the_catalogue(table):
    first = make_plan(table, by=None, clock=lambda: NOON)
    keep(table, OWN)
    second = make_plan(table, by=None, clock=lambda: NOON)

    assert first.catalogue_version == catalogue_edition()
    assert second.catalogue_version == f"{catalogue_edition()}+1"


def test_the_page_of_a_challenge_leads_to_the_schemes_that_fit_it(client, table):
    address = f"{reverse('means:schemes', args=[table.pk])}?opgave=O1"

    assert address in page(client, table, "row", "opgaven", "O1")


def test_middelen_leads_to_what_money_there_is(client, table):
    assert reverse("means:schemes", args=[table.pk]) in page(client, table, "overview")
