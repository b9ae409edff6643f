"""The guard lets pass what tells of a neighbourhood and stops what could point at a person."""

import re
import string
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.exchange.demo import demo_dialogue, demo_signals, demo_stories, demo_table
from gebiedstafel.exchange.free_text_guard import (
    MOST_READ,
    Reason,
    passes_eleven,
    refusals,
)
from gebiedstafel.exchange.guarded_names import patterns_of_places
from gebiedstafel.exchange.spoken_numbers import NUMBERS

GOOD = [
    "Elke herfst zet ik de bedjes weer van de muur. De schimmel wint altijd.",
    "Ik heb drie keer gebeld en drie keer een andere afspraak gekregen.",
    "Als er een auto stopt weten we nooit of het een bekende is of iemand die wat wil.",
    "Ik loop om sinds de lamp bij de apotheek kapot is. Het is maar een lamp, maar het is wel mijn route.",
    "De lift is mijn sociale leven, zeg ik altijd. Maar als hij stuk is, zie ik niemand.",
    "Mijn buurman huurt en heeft nieuwe kozijnen. Ik heb gekocht en kan het niet betalen.",
    "Er zijn winkels waar nooit iemand iets koopt en die toch open blijven.",
    "Mijn dochter telde de juffen op haar vingers. Ze kwam vingers tekort.",
    "Wie hier opgroeide en wil blijven, woont nog bij zijn ouders.",
    "De huurder moet eerst zelf betalen en krijgt het pas na zes weken terug.",
    "Als een bewoner belt, duurt het drie weken voordat er iemand komt.",
    "In 2024, 2025 en 2026 liep het op; in 2027 verwachten we er meer.",
    "De Kersenstraat gaat één keer open, in 2029.",
    "Op het Lindeplein 46 meldingen, op de Gaardweg 12 lampen.",
    "Er is € 1.250.000 nodig en € 4.800.000 beschikbaar.",
    "Twaalf jongeren zoeken een plek; veertig ouders vroegen erom.",
    "Kinderen van 12-jarige leeftijd en ouder, en 75-plussers.",
    "Meldingen na buien boven 20 mm, tussen 14.00 en 16.00 uur.",
    "Wachttijd 8-12 weken; 40% valt af.",
    "Café ’t Hoekje en de coöperatie Zonnepanelen doen mee.",
]
#: How a wijkteam writes: how often, since when, of whom in general. Nothing here points at anyone.
HARMLESS = """
Het spreekuur zit 3 x/week vol.
Wij geven 3x/week les in de wijk.
Ouders bellen twee x/maand over de wachtlijst.
De wachttijd bij de ggz is nu 6 tot 9 maanden.
Mensen van 65 jaar en ouder komen minder buiten.
Kinderen van 4 tot 12 jaar spelen niet meer op het plein.
Jongeren van 16 en 17 jaar vinden geen stageplek.
Na 22.00 uur is het onrustig bij de winkels.
Elke dinsdag van 9 tot 12 uur zit de wachtkamer vol.
Het loket is open van 9:00 - 17:00, dat past niet bij wie werkt.
Het loket is open van 9.00-12.30 en dan niet meer.
Wij zien 1 op de 5 huishoudens met betalingsachterstand.
Een op de drie ouders vraagt om bijles.
Bij 3 van de 10 huisbezoeken is er schimmel.
Ongeveer 25 gezinnen vragen om een groter huis.
Gezinnen met 4 kinderen wonen in 3 kamers.
Ouders met drie kinderen krijgen geen passend huis.
Vanaf 1 januari 2027 stopt de regeling.
Baby’s geboren na 1 juli krijgen geen plek bij de opvang.
De toeslag gaat met € 50,- per maand omlaag.
De bus rijdt nog maar 1x per uur.
De lift in de flat is 4 keer kapot geweest.
Alleenstaande moeders vragen vaker om opvang.
Een alleenstaande krijgt minder toeslag en komt niet rond.
Een statushouder wacht negen maanden op een huis.
Een kind dat extra hulp nodig heeft, wacht nu een half jaar.
Eén gezin, één plan werkt niet door de regels.
Veel ouderen krijgen hulp van een zoon of dochter.
De jongerenwerker is er 2 dagen per week.
Wij doen 24/7 dienst en zien meer nood in het weekend.
De norm van 120% van het minimum is te laag.
Vraag naar taalles op niveau A1 en A2.
Van de 40 huishoudens hebben er 12 geen internet.
Ons team mist 1,5 fte op 4.000 inwoners.
Vragen over het BSN en DigiD komen elke dag.
De huur gaat per 1 juli met 5,8% omhoog.
Groep 7 en 8 hebben geen gymzaal.
Wij zien 2 à 3 keer per week lachgas op het plein.
In de Kersenstraat 2x per jaar water in de kelder.
Op de Willem de Zwijgerlaan is het donker.
""".strip().splitlines()
#: Near to those, and not harmless.
NEAR = {
    "Hij zit op x/jandeboer.": Reason.HANDLE,
    "Twee gezinnen met 4 kinderen vechten.": Reason.SMALL_GROUP,
    "Een gezin met 4 kinderen.": Reason.SMALL_GROUP,
    "Zij zien 5 van de 7 gezinnen.": Reason.SMALL_GROUP,
    "Bel 06.12-23.45.67": Reason.PHONE,
    "Bel 06:12 - 23:45 67": Reason.PHONE,
    "Geboren op 1 juli.": Reason.AGE,
    "Dezelfde statushouder komt elke dag.": Reason.ONE_PERSON,
    "Die alleenstaande belt ons vaak.": Reason.ONE_PERSON,
    "Eén gezin krijgt steeds hulp.": Reason.ONE_PERSON,
    "Willem belt vaak over de Willem de Zwijgerlaan.": Reason.NAME,
    "Wilhelmina belt vaak; zij heet Wilma.": Reason.NAME,
}
BAD = {
    Reason.BSN: [
        "111222333",
        "bsn 111 222 333",
        "een een een twee twee twee drie drie drie",
        "1.1.1-2.2.2-3.3.3",
    ],
    Reason.PHONE: [
        "bel 06-12345678",
        "06 12 34 56 78",
        "nul zes twaalf vierendertig zesenvijftig achtenzeventig",
        "nulzeseentweedrievierenzovoort nulzeseentweedrieviervijfzeszevenacht",
        "+31 6 12345678",
        "0031612345678",
        "020 - 123 45 67",
        "O6-I2345678",
        "０６１２３４５６７８",
        "٠٦١٢٣٤٥٦٧٨",
        "0\u200b6\u20601\u00ad2345678",
        "0️⃣6️⃣ 1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
    ],
    Reason.MAIL: [
        "jan@post.nl",
        "jan apenstaartje gmail punt com",
        "jan (at) post (dot) nl",
        "j a n ＠ post．nl",
    ],
    Reason.IBAN: ["NL91 ABNA 0417 1643 00", "nl91abna0417164300", "N L 9 1 A B N A 0 4 1 7 1 6 4 3 0 0"],
    Reason.HOUSE_NUMBER: [
        "Kersenstraat 14",
        "kersenstraat nr. 14",
        "Kersenstraat veertien",
        "op nummer 14",
        "op nummer een",
        "14 hoog",
        "K.e.r.s.e.n.s.t.r.a.a.t 1.4",
        "Kérsenstráat １４",
        "portiek 6",
    ],
    Reason.POSTCODE: [
        "1234 AB",
        "1234ab",
        "1 2 3 4 A B",
        "twaalf vierendertig AB",
        "１２３４ＡＢ",
        "❶❷❸❹ A.B.",
    ],
    Reason.NAME: [
        "Mevrouw gooit huisraad naar beneden",
        "m.e.v.r.o.u.w",
        "Mеvrouw",  # the first e is Cyrillic
        "ᴍᴇᴠʀᴏᴜᴡ",
        "dhr. Pietersen",
        "J. de Vries",
        "A.B. van den Berg",
        "familie Pietersen",
        "fatima zei het",
        "hij heet Klaas",
    ],
    Reason.AGE: ["een vrouw van 43", "de 43-jarige bewoner", "87 jaar oud", "geboren in 1950", "12-03-1951"],
    Reason.KIN: ["de zoon van de kapper", "de kapper z'n zoon", "de kapperszoon", "moeder van het meisje"],
    Reason.SMALL_GROUP: [
        "Groepje van vijf",
        "groep van 4 jongens",
        "zeven jongeren",
        "3 gezinnen",
        "met z'n vieren",
        "een viertal",
    ],
    Reason.ONE_PERSON: [
        "een man die schreeuwt",
        "de bewoner op nummer 14 hoog",
        "dezelfde huurder",
        "één gezin",
        "de leider deelt uit",
        "een verwarde vrouw",
    ],
    Reason.HANDLE: ["@lekker_ding", "insta: lekkerding", "www.vlietstede.nl", "snap = lekkerding"],
    Reason.PLATE: ["12-ABC-3", "GR-123-B", "GR 123 B", "kenteken gr123b"],
    Reason.UNREADABLE: ["Мария болеет", "中文", "سيدة في الشارع"],
    Reason.LONG_NUMBER: ["dossier 4412398", "zaak 12345671"],
}


@pytest.mark.parametrize("text", GOOD)
def test_what_tells_of_a_neighbourhood_passes(text):
    assert refusals(text, places=["Kersenstraat", "Lindeplein", "Nieuwe Werf"]) == []


def test_a_wijkteam_writes_plain_sentences_without_a_refusal():
    places = ["Kersenstraat", "Willem de Zwijgerlaan", "Wilma"]

    assert len(HARMLESS) == 40
    assert {text: found for text in HARMLESS if (found := refusals(text, places=places))} == {}
    assert {text: why in refusals(text, places=places) for text, why in NEAR.items()} == dict.fromkeys(
        NEAR, True
    )


@pytest.mark.parametrize(
    ("reason", "text"), [(reason, text) for reason, texts in BAD.items() for text in texts]
)
def test_what_points_at_a_person_is_stopped_for_that_reason(reason, text):
    assert reason in refusals(text)
    assert reason in refusals(f"In deze buurt horen wij vaak: {text}, zeggen bewoners.")


def test_every_reason_has_an_example():
    assert set(BAD) == set(Reason)


def test_the_demo_says_nothing_that_the_guard_stops_but_the_two_that_are_there_for_it():
    demo, places = demo_signals(), [area["name"] for area in demo_table()["areas"]]
    words = [one["text"] for one in demo["signals"]] + [one["text"] for one in demo_table()["statements"]]
    words += [one["text"] for one in demo_dialogue()["ideas"]]
    stories = demo_stories()
    words += [one["text"] for one in [*stories["stories"], *stories["waiting"]]]

    assert {text: found for text in words if (found := refusals(text, places=places))} == {}
    assert {one["id"]: refusals(one["text"], places=places) for one in demo["refused"]} == {
        "G06": [Reason.HOUSE_NUMBER, Reason.NAME],
        "G15": [Reason.KIN, Reason.SMALL_GROUP, Reason.ONE_PERSON],
    }


def test_no_signal_of_the_demo_tells_exactly_how_few_there_were():
    few = re.compile(r"\b(?:een|één|twee|drie|vier|vijf|[1-9]) (?:keer|maal|meldingen|aangiften)\b", re.I)

    assert [one["id"] for one in demo_signals()["signals"] if few.search(one["text"])] == []


def test_a_number_after_a_place_that_the_table_knows_is_a_house_number():
    assert refusals("Bij Nieuwe Werf 14 klopt iets niet.", places=["Nieuwe Werf"]) == [Reason.HOUSE_NUMBER]


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("De Boer", "Dr. K. de Boer drinkt en slaat."),
        ("Vries", "K. Vries komt er vaak."),
        ("Bos", "Familie Bos klaagt over alles."),
        ("Linde", "Wijkagent K. Linde weet ervan."),
        ("Kuiper", "Dr. Kuiper komt niet meer."),
    ],
)
def test_a_surname_is_a_name_also_where_a_place_is_called_the_same(place, text):
    assert refusals(text, places=[place, "Dr. Schaepmanlaan"]) == [Reason.NAME]


def test_a_place_that_is_like_a_name_may_be_named():
    places = ["De Boer", "Dr. Schaepmanlaan"]

    assert refusals("Op de Dr. Schaepmanlaan en in De Boer is het donker.", places=places) == []


CALLED_AS_PEOPLE = ("Anna Paulowna", "Johan de Witt", "Dr. Kuiper")
NAMED_AFTER_PEOPLE = (
    "Jan van Galenstraat",
    "Prins Bernhardplein",
    "Pastoor van Arsplein",
    "Pieter Calandlaan",
)
#: What is said of places that are called as people are.
HARMLESS_PLACES = """
In Anna Paulowna is het donker.
Anna Paulowna heeft te weinig huisartsen.
De bus van Den Helder naar Anna Paulowna rijdt niet meer.
Tussen Anna Paulowna en Den Helder rijdt geen bus.
In Anna Paulowna komt niemand meer buiten.
Ook in Anna Paulowna Noord ligt zwerfvuil.
De stoepen in de wijk Johan de Witt zijn kapot.
Rond Dr. Kuiper is het donker.
De Anna Paulownalaan is te donker.
Op de Jan van Galenstraat en het Prins Bernhardplein is het donker.
Bij het Pastoor van Arsplein en de Pieter Calandlaan ligt afval.
""".strip().splitlines()
#: Near to those: somebody who is called so too, or who is named beside the place.
NEAR_PLACES = """
Anna Paulowna belt ons elke dag.
Anna Paulowna de Vries heeft hulp nodig.
In Anna Paulowna Jansen is dat anders.
Mevrouw Anna Paulowna heeft hulp nodig.
De familie Anna Paulowna heeft hulp nodig.
J. Anna Paulowna heeft hulp nodig.
Zij heet Anna Paulowna.
Anna uit Anna Paulowna heeft hulp nodig.
In Anna Paulowna heeft Wilma hulp nodig.
Johan de Witt, hij drinkt.
Dr. Kuiper komt niet meer.
Dr. Kuiper is weg.
Pieter van de Jan van Galenstraat heeft hulp nodig.
Pieter Caland heeft hulp nodig.
Op de Pieter Calandlaan heeft Pieter hulp nodig.
K. van Galen van het Prins Bernhardplein heeft hulp nodig.
""".strip().splitlines()


@pytest.mark.parametrize("text", HARMLESS_PLACES)
def test_a_place_that_is_called_as_a_person_may_be_named(text):
    assert refusals(text, places=CALLED_AS_PEOPLE + NAMED_AFTER_PEOPLE) == []


@pytest.mark.parametrize("text", NEAR_PLACES)
def test_beside_a_place_that_is_called_as_a_person_a_name_is_a_name(text):
    assert Reason.NAME in refusals(text, places=CALLED_AS_PEOPLE + NAMED_AFTER_PEOPLE)


def test_the_places_of_a_table_are_made_ready_once_for_all_its_texts():
    places = [f"Veldweg {chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(600)]
    before = patterns_of_places.cache_info().misses

    found = [refusals(f"Bij {place} 14 is het nat.", places=places) for place in places[:3]]

    assert found == [[Reason.HOUSE_NUMBER]] * 3
    assert patterns_of_places.cache_info().misses == before + 1


def test_a_group_is_small_below_the_size_that_is_asked():
    assert refusals("zeven jongeren", k=10) == [Reason.SMALL_GROUP]
    assert refusals("zeven jongeren", k=5) == []


def test_the_sum_of_a_bsn_is_the_sum_by_hand():
    def slowly(digits):
        total = sum(int(digits[place]) * (9 - place) for place in range(8)) - int(digits[8])
        return total % 11 == 0

    for number in range(100_000_000, 100_020_000):
        assert passes_eleven(str(number)) == slowly(str(number))


# --- disguises ---------------------------------------------------------------------------------------

WORDS = {value: word for word, value in NUMBERS.items() if value < 10 and word in (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen")}  # fmt: skip
WIDE = {digit: chr(ord("０") + int(digit)) for digit in string.digits}
ARABIC = {digit: chr(ord("٠") + int(digit)) for digit in string.digits}
BOLD = {digit: chr(0x1D7CE + int(digit)) for digit in string.digits}
HIDDEN = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202e"]
AROUND = st.sampled_from(["", "Het gaat om ", "Bewoners zeggen: ", "Vaak overlast, zie "])
BSNS = (
    st.integers(10_000_000, 99_999_999)
    .map(
        lambda eight: next((f"{eight}{last}" for last in range(10) if passes_eleven(f"{eight}{last}")), None)
    )
    .filter(bool)
)
PHONES = st.integers(0, 99_999_999).map(lambda eight: f"06{eight:08d}")
POSTCODES = st.tuples(st.integers(1000, 9999), st.sampled_from(["AB", "KX", "ZT", "PL", "WD"]))


@st.composite
def disguised(draw, digits):
    """The same digits in another script, in words, spaced out, or with signs in them that nobody sees."""
    how = draw(st.sampled_from(["plain", "wide", "arabic", "bold", "words", "hidden", "spaced", "mixed"]))
    between = draw(st.sampled_from([" ", "-", ".", " - ", "/", "_", ", ", " en ", " streepje "]))
    if how == "plain":
        return digits
    if how in ("wide", "arabic", "bold"):
        script = {"wide": WIDE, "arabic": ARABIC, "bold": BOLD}[how]
        return "".join(script[digit] for digit in digits)
    if how == "words":
        return draw(st.sampled_from([" ", "-", ", ", ""])).join(WORDS[int(digit)] for digit in digits)
    if how == "hidden":
        return draw(st.sampled_from(HIDDEN)).join(digits)
    if how == "spaced":
        return between.join(digits)
    scripts = [WIDE, ARABIC, BOLD, {digit: digit for digit in string.digits}]
    return between.join(draw(st.sampled_from(scripts))[digit] for digit in digits)


@settings(max_examples=400, deadline=None)
@given(st.data(), BSNS, AROUND)
def test_no_disguise_brings_a_bsn_past_the_guard(data, bsn, before):
    found = refusals(before + data.draw(disguised(bsn)))

    assert {Reason.BSN, Reason.PHONE} & set(found)


@settings(max_examples=400, deadline=None)
@given(st.data(), PHONES, AROUND)
def test_no_disguise_brings_a_phone_number_past_the_guard(data, phone, before):
    assert Reason.PHONE in refusals(before + data.draw(disguised(phone)))


@settings(max_examples=400, deadline=None)
@given(st.data(), POSTCODES, AROUND, st.sampled_from(["", " ", ", "]))
def test_no_disguise_brings_a_postcode_past_the_guard(data, postcode, before, between):
    digits, letters = postcode

    assert Reason.POSTCODE in refusals(f"{before}{data.draw(disguised(str(digits)))} {between}{letters}")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([text for texts in BAD.values() for text in texts]), st.data())
def test_signs_that_nobody_sees_and_accents_change_no_answer(text, data):
    sign = data.draw(st.sampled_from([*HIDDEN, "\u0301", "\u0308"]))
    place = data.draw(st.integers(1, len(text)))
    if unicodedata.category(text[place - 1]) in ("Mn", "Me") or text[place - 1] == "\ufe0f":
        return

    assert refusals(text[:place] + sign + text[place:]) == refusals(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_has_an_answer(text):
    assert all(isinstance(reason, Reason) for reason in refusals(text))


@pytest.mark.parametrize(
    "piece", ["1 ", "a.", "een ", "van de ", "@ ", "(at) ", "een vieze ", "12-", "m. ", "straat ,"]
)
def test_a_long_text_is_read_in_a_moment(piece):
    begin = time.process_time()
    refusals(piece * (MOST_READ // len(piece)))

    assert time.process_time() - begin < 2
