"""The guard sees a house number and a person however they are written, and leaves how a wijkteam writes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.exchange.free_text_guard import Reason, refusals

PLACES = ("Kersenstraat", "Lindeplein")
#: The number of a home, beside its street in whatever way.
HOMES = """
Kersenstraat-14
Kersenstraat14
Kersenstraat:14
Kersenstraat/14
Kersenstraat (14)
Kersenstraat - 14
Kersenstraat #14
Kersenstraat; 14
Kersenstraat = 14
Kersenstraat +14
Kersenstraat nr14
Kersenstr. 14
Kersenstr14
Lindepl. 3
Kersenstraat, op 14
Kersenstraat, bij 14
Kersenstraat huisje 14
op 14 in de Kersenstraat
naast 14 aan het Lindeplein
Kersenstraat XIV
Kersenstraat een-vier
Kersenstraat eenvier
Kersenstraat 14 en 16
Kersenstraat 14 die mensen klagen
K3rsenstraat 14a
""".strip().splitlines()
#: A person, by another way than a given name as it is spelt.
PERSONS = {
    Reason.NAME: """
Jansen dealt hier
J4nsen dealt hier
El Amrani dealt hier
Bouchra El Amrani dealt
Nguyen komt elke nacht
mvr. de Vries
de Vries scheldt
Van Dijk scheldt
Van den Berg klaagt
Peter de Boer
Bakker dealt hier
Bouchra dealt hier
jayd3n
M0hammed
m1chiel
p@trick
Jayden_2009
""",
    Reason.HANDLE: """
ig: pietje99
insta pietje99
snap pietje.99
pietje_99
""",
    Reason.MAIL: """
jan punt de punt vries apenstaart gmail
jan apenstaart post punt nl
""",
    Reason.ONE_PERSON: """
onze overbuurvrouw drinkt
de overbuurman schreeuwt elke nacht
een bovenbuurman die dealt
de imam van de moskee steelt
de eigenaar van de shishalounge handelt in coke
de huismeester schreeuwt tegen bewoners
de trainer van de voetbalclub slaat
de wethouder is corrupt
""",
    Reason.KIN: "Mo en z'n broer dealen",
    Reason.AGE: """
iemand van 14
toen ik 29 werd
ik ben 29
zij was 14
op zijn 29e
op mijn negenentwintigste
sinds mijn veertiende
""",
    Reason.LONG_NUMBER: """
dossier 4711
zaak 47-11-22
casus nr. 512
""",
}
#: How wijkteams, police and corporations write of patterns, near to what is stopped.
HARMLESS = """
In de Kersenstraat, 14 woningen zijn vochtig.
Kersenstraat: 14 natte kelders na elke bui.
Wij komen 3 keer per week in de Lindeplein-buurt.
Het riool in de Kersenstraat (2029) komt later.
In de Kersenstraat 2-3 keer per week lachgas.
Op de Kersenstraat 14 en op het Lindeplein 12 meldingen.
Aan de Kersenstraat, 14.00 uur, staat alles vol.
Op het Lindeplein op 3 plekken zwerfvuil.
De Kersenstraat gaat op 14 november dicht.
In de Kersenstraat is 1 op de 3 woningen te koud.
De supermarkt is 24/7 open en trekt volk.
In de Kersenstraat: 3 op de 10 huishoudens met schulden.
Langs de A12 en bij lijn 4 blijft het afval liggen.
Bus 14 stopt niet meer bij het Lindeplein.
De huur in de Kersenstraat steeg met € 14 per maand.
Op het Lindeplein branden 14 van de 20 lampen niet.
In de Kersenstraat kregen 12 tot 15 huishoudens een brief.
Wie 18 wordt, verliest zijn begeleider.
Iemand van 18 jaar of ouder kan niet meer naar de jeugdhulp.
Mensen gaan op hun 67e met pensioen en raken uit beeld.
Op de 3e verdieping valt de verwarming uit.
De wijkbeheerder komt 2x per week langs.
De beheerder van de flat is moeilijk te bereiken.
De huisarts verwijst vaker door naar het wijkteam.
De wethouder komt elk kwartaal in de wijk.
De eigenaar van een pand moet zelf onderhoud doen.
Een verhuurder vraagt vaak twee maanden borg.
De wijkagent ziet minder overlast sinds de zomer.
De huisbaas verhoogt elk jaar de servicekosten.
Zaken over huurachterstand lopen langer door.
Dossiers blijven gemiddeld 14 weken liggen.
Het aantal dossiers steeg van 40 naar 60.
Van de 120 zaken gaan er 40 over geluid.
Bewoners van de Kersenstraat melden vaker vocht.
Jeugd dealt op de hoek bij de school.
Niemand komt nog op het plein na tien uur.
Iedereen klaagt over de lift.
Politie komt te laat, zeggen bewoners.
Bewoners delen dit via Facebook en Snapchat.
Op Instagram gaan filmpjes rond van vechtpartijen.
Buren helpen elkaar minder dan vroeger.
Mijn buurvrouw en ik letten op elkaar.
Een goede buur is hier niet vanzelfsprekend.
Wij zien meer vraag naar gesprekken over geld in 2026-Q3.
De politie nam 14 aangiften op van fietsdiefstal.
Bij 112 meldingen ging het om geluid.
Wij ontvingen 40 meldingen, tegen 30 vorig kwartaal.
Van 22 naar 35 huishoudens met een betalingsregeling.
De corporatie plaatste 46 camera’s bij de boxen.
Energielabel F en G komen hier het meest voor.
De Wmo 2015 en de Participatiewet vragen dubbele formulieren.
Ouders en hun kinderen wachten samen op een huis.
Vanaf zijn vierde gaat een kind naar school; de opvang sluit daar niet op aan.
De wijkagent ziet dat er op het plein vaker iemand dealt.
De beheerder zegt dat jeugd in de kelder drinkt.
Ben je te laat, dan is de voedselbank dicht.
Al jaren is er te weinig groen.
Het plein is groot en de bankjes zijn oud.
De bakker en de slager zijn weg; er kwamen belwinkels.
De juf is er maar 3 dagen per week.
De koning te rijk waren ze met het buurthuis.
Bewoners van de wijk Noord fietsen om.
Klanten van 4 winkels parkeren op de stoep.
""".strip().splitlines()


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("places", [PLACES, ()], ids=["known", "unknown"])
def test_a_house_number_is_seen_however_it_stands_beside_its_street(home, places):
    assert Reason.HOUSE_NUMBER in refusals(home, places=places)
    assert Reason.HOUSE_NUMBER in refusals(f"Bewoners zeggen vaak: {home}, en dat klopt.", places=places)


@pytest.mark.parametrize(
    ("reason", "text"), [(why, text) for why, texts in PERSONS.items() for text in texts.strip().splitlines()]
)
def test_a_person_is_seen_by_surname_account_age_function_or_file(reason, text):
    assert reason in refusals(text, places=PLACES)
    assert reason in refusals(f"In deze buurt horen wij vaak: {text}, zeggen bewoners.", places=PLACES)


def test_patterns_near_to_these_are_written_without_a_refusal():
    assert len(HARMLESS) >= 60
    assert {text: found for text in HARMLESS if (found := refusals(text, places=PLACES))} == {}


def test_a_business_with_a_surname_is_no_person_until_it_is_accused():
    assert refusals("Bakkerij Jansen geeft brood aan de voedselbank.") == []
    assert refusals("Bakkerij Jansen bedreigt bewoners.") == [Reason.NAME]


@pytest.mark.parametrize("place", ["Van den Bergh", "De Vries", "Jansen"])
def test_a_place_that_is_called_by_a_surname_may_be_named(place):
    assert refusals(f"In {place} is het donker.", places=[place]) == []


LIKE_DIGITS = {"a": "4@", "e": "3", "i": "1", "l": "1", "o": "0", "s": "5$", "t": "7"}
BETWEEN = st.sampled_from(
    [
        "",
        " ",
        "-",
        " - ",
        ":",
        ": ",
        "/",
        " / ",
        " (",
        ", ",
        ", op ",
        " nr. ",
        " nr",
        "; ",
        " = ",
        " huisje ",
        " #",
    ]
)
STREETS = st.sampled_from(["Kersenstraat", "Lindeplein", "Gaardweg", "Molenlaan", "Havenkade", "kersenstr."])


@st.composite
def with_digits_for_letters(draw, word):
    """The same word with up to two of its letters written as a digit or sign that looks like them."""
    able = [at for at, letter in enumerate(word) if letter.lower() in LIKE_DIGITS]
    chosen = draw(st.sets(st.sampled_from(able), min_size=1, max_size=2))
    signs = list(word)
    for at in chosen:
        signs[at] = draw(st.sampled_from(LIKE_DIGITS[word[at].lower()]))
    return "".join(signs)


@settings(max_examples=300, deadline=None)
@given(STREETS, BETWEEN, st.integers(1, 999), st.sampled_from(["", "a", " hs", ".", ", zegt men"]))
def test_no_sign_between_street_and_number_brings_it_past_the_guard(street, between, number, after):
    assert Reason.HOUSE_NUMBER in refusals(f"Het gaat om {street}{between}{number}{after}")


@settings(max_examples=300, deadline=None)
@given(
    st.data(),
    st.sampled_from(["Mohammed", "Jayden", "Patrick", "Samira", "Michiel", "Jansen", "Nguyen", "Yilmaz"]),
)
def test_no_digit_for_a_letter_brings_a_known_name_past_the_guard(data, name):
    able = [letter for letter in name if letter.lower() in LIKE_DIGITS]
    written = data.draw(with_digits_for_letters(name)) if able else name
    year = data.draw(st.sampled_from(["", "_2009", "2009", "_09"]))

    assert Reason.NAME in refusals(f"Vaak is het {written}{year} die daar staat.")
