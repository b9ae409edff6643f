"""A picture in plain sentences."""

import pytest

from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.picture import picture
from gebiedstafel.exchange.picture_words import picture_sentences


@pytest.fixture
def found(tmp_path):
    def of(area, number=40, among=Among.URBAN):
        header = "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;AANT_INW;p_arb_pp;P_15_24_JR;P_25_44_JR;P_45_64_JR;"
        header += "AO_UIT_TOT"
        rows = [
            f"BU0344{n:04d};B {n};GM0344;Stad;2;2000;{90 - n};15;25;30;{30 + 4 * n}" for n in range(number)
        ]
        path = tmp_path / "kwb2020.csv"
        path.write_text("\n".join([header, *rows]))
        return picture([path], None, area, among)

    return of


def test_what_piles_up_is_said_with_whom_it_is_compared_and_of_which_year(found):
    said = picture_sentences(found("BU03440039"), "nl")

    assert said[0] == "B 39 (BU03440039), vergeleken met 39 andere buurten die even stedelijk zijn."
    assert said[1].startswith("Eén domein is bekend. Daarop hoort dit gebied bij de 20% buurten")
    assert said[2].startswith("Werk: plaats 100 van 100 (bij de 20%). Dat rust op ")
    assert "Mensen met betaald werk (100)" in said[2]
    assert "Energie: onvoldoende gegevens. Niet bekend: " in " ".join(said)
    assert said[-1] == "Cijfers uit: kwb2020.csv (2020)."


def test_the_same_is_said_in_english(found):
    said = picture_sentences(found("BU03440000", among=Among.COUNTRY), "en")

    assert said[0] == "B 0 (BU03440000), compared with 39 other buurten in the country."
    assert said[1].startswith("One domain is known. On it this area is not among the 20%")
    assert "Work: place 0 of 100. It rests on " in said[2]
    assert said[-1] == "Figures from: kwb2020.csv (2020)."


def test_a_municipality_says_where_within_it_most_is_going_on(found):
    said = picture_sentences(found("GM0344"), "nl")

    assert said[0].startswith("Stad (GM0344): in deze bestanden staan geen andere gemeenten")
    assert said[1] == "Er zijn te weinig cijfers om te zeggen wat zich hier stapelt."
    assert "Daarbinnen horen deze buurten met de meeste cijfers bij de 20%: B 32 (2 van 2)," in " ".join(said)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nl", "Daarbinnen hoort deze buurt met de meeste cijfers bij de 20%: B 39 (2 van 2)."),
        ("en", "Within it this buurt has most figures among the 20%: B 39 (2 of 2)."),
    ],
)
def test_of_one_area_within_it_the_sentence_speaks_of_one(found, language, told):
    seen = found("GM0344")
    seen["children"] = [one for one in seen["children"] if one["name"] in ("B 0", "B 39")]

    assert told in picture_sentences(seen, language)


def test_of_a_few_areas_no_place_is_made_up(found):
    said = " ".join(picture_sentences(found("BU03440001", number=2), "nl"))

    assert "vergeleken met 1 andere buurt die even stedelijk is." in said
    assert "Er zijn te weinig cijfers" in said
    assert "Daarbinnen" not in said
