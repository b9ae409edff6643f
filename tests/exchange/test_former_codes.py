"""A list of old and new codes: read as it comes, or refused with every fault at once."""

import pytest

from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.former_codes import FormerCode, read_former_codes


@pytest.mark.parametrize(
    "text",
    [
        "oud;nieuw;vanaf\nGM0003;GM1979;2021\n",
        "\ufeffVanaf,Nieuwe code,Oude code\n2021, gm1979 ,GM0003\n",
        "old\tnew\tfrom\tnote\nGM0003\tGM1979\t2021.0\tmerged\n",
    ],
)
def test_a_list_is_read_in_the_shapes_in_which_it_comes(text):
    assert read_former_codes(text.encode(), "codes.csv") == [FormerCode("GM0003", "GM1979", 2021)]


def test_every_fault_is_told_with_its_row_and_what_helps():
    rows = [
        "oud;nieuw;vanaf",
        "GM3;GM1979;2021",
        "GM0003;1979;2021",
        "GM0003;WK197900;2021",
        "GM0010;GM0010;2021",
        "GM0024;GM1979;vorig jaar",
        "GM0024;GM1979;1821",
        "GM0005;GM1979;2021",
        "gm0005;gm1979;2021",
        "NL00;GM1979;2021",
    ]

    with pytest.raises(BadAreaFile) as bad:
        read_former_codes("\n".join(rows).encode(), "codes.csv")

    said = bad.value.sentences()
    assert [one.split(":")[0] for one in said] == [
        f"codes.csv, rij {row}" for row in (2, 3, 4, 5, 6, 7, 9, 10)
    ]
    assert "‘GM3’ is geen code" in said[0]
    assert "‘1979’ is geen code" in said[1]
    assert "niet van één soort" in said[2]
    assert "zichzelf" in said[3]
    assert "‘vorig jaar’ is geen jaar" in said[4]
    assert "ook in rij 8" in said[6]


@pytest.mark.parametrize("text", ["", "oud;nieuw\nGM0003;GM1979\n", "a;b;c\n1;2;3\n", "oud;nieuw;vanaf\n"])
def test_a_file_that_is_no_such_list_says_what_is_lacking(text):
    with pytest.raises(BadAreaFile):
        read_former_codes(text.encode(), "codes.csv")


def test_a_lacking_column_is_named():
    with pytest.raises(BadAreaFile, match="vanaf"):
        read_former_codes(b"oud;nieuw\nGM0003;GM1979\n", "codes.csv")


def test_digits_of_another_script_are_refused_with_their_row():
    with pytest.raises(BadAreaFile) as bad:
        read_former_codes("oud;nieuw;vanaf\nGM٠003;GM1979;2021\nGM0003;GM1979;٢٠٢١\n".encode(), "codes.csv")

    said = bad.value.sentences()
    assert "rij 2: ‘GM٠003’ is geen code" in said[0]
    assert "rij 3: ‘٢٠٢١’ is geen jaar" in said[1]
