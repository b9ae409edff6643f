"""The guard lets pass what tells of a neighbourhood and stops what could point at a person."""

import string
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gebiedstafel.exchange.demo import demo_dialogue, demo_signals, demo_table
from gebiedstafel.exchange.free_text_guard import MOST_READ, Reason, passes_eleven, refusals
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
    "Ik ben hier geboren en woon op mijn negenentwintigste nog op zolder bij mijn moeder.",
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

    assert {text: found for text in words if (found := refusals(text, places=places))} == {}
    assert {one["id"]: refusals(one["text"], places=places) for one in demo["refused"]} == {
        "G06": [Reason.HOUSE_NUMBER, Reason.NAME],
        "G15": [Reason.KIN, Reason.SMALL_GROUP, Reason.ONE_PERSON],
    }


def test_a_number_after_a_place_that_the_table_knows_is_a_house_number():
    assert refusals("Bij Nieuwe Werf 14 klopt iets niet.", places=["Nieuwe Werf"]) == [Reason.HOUSE_NUMBER]


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
