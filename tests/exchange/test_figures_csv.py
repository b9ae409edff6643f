"""Figures from the CSV files that are published."""

import pytest

from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.figures_csv import TOO_FEW, read_figures, read_figures_file

HEADER = "BU_CODE;BU_NAAM;STED;AANT_INW;P_15_24_JR;P_25_44_JR;P_45_64_JR;WWB_UITTOT;g_gas"
ROW = "BU03440101;Aan de Vecht;2;1000;10;30;20;30;1200"


def csv_of(*rows, header=HEADER):
    return "\r\n".join([header, *rows]).encode()


def faults_of(content, name="kwb2020.csv"):
    with pytest.raises(BadAreaFile) as bad:
        read_figures(content, name)
    return bad.value.sentences()


def test_an_area_comes_with_its_name_parents_and_figures():
    (row,) = read_figures(csv_of(ROW), "kwb2020.csv").rows

    assert (row.code, row.name, row.level, row.parent) == ("BU03440101", "Aan de Vecht", "buurt", "WK034401")
    assert (row.year, row.urbanity) == (2020, 2)
    assert row.figures["gas"].value == 1200
    assert row.figures["bijstand"].value == 50


@pytest.mark.parametrize("marker", ["-99999999", "-99995", "-99997", '"       ."', ".", "-", "?", ""])
def test_a_missing_figure_is_nothing_and_never_zero(marker):
    (row,) = read_figures(csv_of(ROW.replace("1200", marker)), "kwb2020.csv").rows

    assert row.figures["gas"].value is None
    assert row.figures["gas"].missing


def test_a_zero_stays_a_zero():
    (row,) = read_figures(csv_of(ROW.replace("1200", "0")), "kwb2020.csv").rows

    assert row.figures["gas"].value == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_name_with_accents_survives_each_encoding(encoding):
    content = csv_of(ROW.replace("Aan de Vecht", "Súdwest-Fryslân")).decode().encode(encoding)

    assert read_figures(content, "kwb2020.csv").rows[0].name == "Súdwest-Fryslân"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator):
    content = csv_of(ROW).decode().replace(";", separator).encode()

    assert read_figures(content, "kwb2020.csv").rows[0].figures["gas"].value == 1200


def test_decimal_comma_and_point_may_stand_in_one_file():
    header = "gwb_code;regio;g_afs_hp;g_wozbag;a_inw"
    content = csv_of("BU03440101;A;0,6;178.5;1.250", "BU03440102;B;1,1;201.0;980", header=header)

    rows = read_figures(content, "kwb2020.csv").rows

    assert [row.figures["voorz_huisarts"].value for row in rows] == [0.6, 1.1]
    assert [row.figures["won_woz"].value for row in rows] == [178.5, 201.0]
    assert [row.figures["inw"].value for row in rows] == [1250, 980]


def test_a_number_that_can_mean_two_things_is_refused_with_what_would_help():
    header = "gwb_code;regio;g_ele"

    (said,) = faults_of(csv_of("BU03440101;A;2,250", header=header))

    assert "rij 2, kolom g_ele" in said
    assert "zonder duizendtallen" in said


@pytest.mark.parametrize("column", ["g_gas ", " G_GAS", "g_gas_47", "GemiddeldAardgasverbruikTotaal_55"])
def test_a_column_is_known_with_blanks_capitals_and_another_suffix(column):
    content = csv_of(ROW, header=HEADER.replace("g_gas", column))

    assert read_figures(content, "kwb2020.csv").rows[0].figures["gas"].value == 1200


def test_codes_are_text_with_letters_and_padding():
    content = csv_of("GM0363    ;Amsterdam;100", "BU0363AD07;IJdock;12", header="Codering_3;regio;a_inw")

    assert [row.code for row in read_figures(content, "kwb2020.csv").rows] == ["GM0363", "BU0363AD07"]


def test_where_people_come_from_is_left_out_and_said_so():
    file = read_figures(csv_of(ROW + ";12", header=HEADER + ";P_MAROKKO"), "kwb2020.csv")

    assert file.left_out == ["P_MAROKKO"]
    assert 12 not in {cell.value for cell in file.rows[0].figures.values()}


@pytest.mark.parametrize(
    ("column", "figure"),
    [
        ("LIHE", "earm_lihe"),
        ("Laag inkomen, hoge energierekening", "earm_lihe"),
        ("lilek (%)", "earm_lilek"),
        ("Laag inkomen en lage energiekwaliteit", "earm_lilek"),
        ("LIHELEK", "earm"),
        ("LIHE en/of LILEK", "earm"),
        ("LEKWI", "earm_lekwi"),
        ("LIHE (energiearmoede)", "earm_lihe"),
        ("Energiearmoede (LILEK)", "earm_lilek"),
        ("energiearmoede lihelek", "earm"),
        ("Lekwi (Energiearmoede)", "earm_lekwi"),
    ],
)
def test_each_measure_of_energy_poverty_is_a_figure_of_its_own(column, figure):
    content = csv_of("BU03440101;6,4", header=f"buurtcode;{column}")

    (row,) = read_figures(content, "monitor-energiearmoede-2022.csv").rows

    assert {name: cell.value for name, cell in row.figures.items()} == {figure: 6.4}
    assert row.year == 2022


def test_energy_poverty_that_names_no_measure_is_not_guessed_at():
    alone = csv_of("BU03440101;6,4", header="buurtcode;Energiearmoede (%)")
    beside = csv_of("BU03440101;6,4;5,1", header="buurtcode;Energiearmoede (%);LIHE")

    (said,) = faults_of(alone)
    file = read_figures(beside, "2022.csv")

    assert said.startswith(
        "kwb2020.csv, rij 1, kolom Energiearmoede (%): De kolom zegt niet hoe energiearmoede is gemeten"
    )
    assert (file.undefined, file.unread) == (["Energiearmoede (%)"], [])
    assert file.rows[0].figures.keys() == {"earm_lihe"}


@pytest.mark.parametrize("column", ["LIHE, aantal (energiearmoede)", "Energiearmoede: aantal LIHE"])
def test_a_column_that_names_a_measure_is_not_told_that_it_names_none(column):
    file = read_figures(csv_of("BU03440101;640;5,1", header=f"buurtcode;{column};LILEK"), "2022.csv")

    assert (file.undefined, file.unread) == ([], [column])


@pytest.mark.parametrize(("labelled", "value"), [("200", 35.0), ("40", None), (".", None)])
def test_energy_labels_are_a_share_of_the_homes_that_have_one(labelled, value):
    header = "buurtcode;Totaal woningen met energielabel (aantal);Woningen met energielabel E, F, G (aantal)"

    (row,) = read_figures(csv_of(f"BU03440101;{labelled};70", header=header), "labels-2024.csv").rows

    assert row.figures["won_energielabel"].value == value


def test_a_rate_of_a_handful_of_people_is_not_given():
    (row,) = read_figures(csv_of(ROW.replace(";1000;", ";40;")), "kwb2020.csv").rows

    assert (row.figures["bijstand"].value, row.figures["bijstand"].missing) == (None, TOO_FEW)


def test_all_faults_are_told_at_once_with_row_and_column():
    said = faults_of(
        csv_of(
            ROW,
            ROW,
            ROW.replace("BU03440101", "3440101"),
            ROW.replace("0101", "0102").replace("1200", "veel"),
        )
    )

    assert len(said) == 3
    assert "rij 3: BU03440101 staat er twee keer, ook in rij 2" in said[0]
    assert "rij 4: ‘3440101’ is geen code" in said[1]
    assert "rij 5, kolom g_gas: ‘veel’ is geen getal" in said[2]


def test_many_faults_are_told_as_twenty_and_the_number_left():
    said = faults_of(csv_of(*(f"fout{n};A;1;1;1;1;1;1;1" for n in range(57))))

    assert len(said) == 21
    assert said[-1] == "en nog 37"


def test_faults_speak_english_too():
    with pytest.raises(BadAreaFile) as bad:
        read_figures(csv_of(ROW.replace("1200", "a lot")), "kwb2020.csv")

    assert bad.value.sentences("en") == [
        "kwb2020.csv, row 2, column g_gas: “a lot” is not a number. "
        "Fill in a number, or leave it empty when there is no figure."
    ]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "Er staat niets in"),
        (b"\r\n  \r\n", "Er staat niets in"),
        (b"alleen een zin", "geen scheidingsteken"),
        (b"PK\x03\x04\0\0\0;", "beschadigd"),
        (b"BU_CODE;AANT_INW\n\0", "geen tekstbestand"),
        (csv_of(), "Er staat niets in"),
        (b"buurt_naam,year\nAa-landen,2015", "Geen kolom met gebiedscodes"),
        (b"BU_CODE;kleur\nBU03440101;rood", "Geen kolom die we kennen"),
        (csv_of(ROW + ";1"), "De rij heeft 10 velden"),
        (csv_of(ROW.replace("Aan de Vecht", '"Aan de Vecht')), "aanhalingsteken"),
        (csv_of(ROW, header=HEADER.replace("g_gas", "p_leegsw")), "kan niet bij dit cijfer (%)"),
        (csv_of(ROW.replace("1200", "-3")), "kan niet bij dit cijfer"),
    ],
)
def test_a_broken_file_gets_a_sentence_that_helps(content, word):
    said = faults_of(content)

    assert any(word in sentence for sentence in said)
    assert all(sentence.startswith("kwb2020.csv") for sentence in said)


def test_a_file_without_a_year_is_refused():
    assert "van welk jaar" in faults_of(csv_of(ROW), name="cijfers.csv")[0]


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path):
    big = tmp_path / "kwb2020.csv"
    with big.open("wb") as file:
        file.truncate(200_000_000)

    with pytest.raises(BadAreaFile) as bad:
        read_figures_file(big)

    assert bad.value.sentences() == [
        "kwb2020.csv: Het bestand is 200 MB. We lezen tot 64 MB. Knip het per gemeente of per provincie."
    ]


def test_the_whole_country_of_2015_is_read(shared_data):
    file = read_figures_file(shared_data / "areas" / "kwb2015_nl_buurt.csv")

    assert len(file.rows) == 12_229
    assert len(file.left_out) == 7
    assert sum(cell.value is None for row in file.rows for cell in row.figures.values()) > 1_000
    assert all(cell.value != -99999999 for row in file.rows for cell in row.figures.values())


def test_a_file_of_182_columns_is_read_by_its_long_names(shared_data):
    file = read_figures_file(shared_data / "areas" / "kwb2020_gemeenten_182cols.csv")

    assert len(file.rows) == 355
    assert {"won_leeg", "voorz_huisarts", "ink_110", "vermogen"} <= file.rows[0].figures.keys()


def test_padded_and_withheld_health_figures_are_read(shared_data):
    file = read_figures_file(shared_data / "areas" / "rivm_gezondheid_2020_18plus_50090NED_untyped.csv")

    codes = {row.code: row for row in file.rows}
    assert codes["NL"].figures["gez_goed"].value == 78.4
    assert any(row.figures["gez_goed"].missing == "withheld" for row in file.rows)


def test_a_statline_download_is_read_with_its_symbols(shared_data):
    file = read_figures_file(shared_data / "areas" / "statline_ses_woa_amsterdam_2019.csv")

    rows = {row.code: row for row in file.rows}
    assert rows["GM0363"].figures["ses_woa"].value == -0.1
    assert rows["BU03630701"].figures["ses_woa"].value is None


@pytest.mark.parametrize(
    "name", ["demographics_buurt_combined.csv", "zwolle_geldstromen_inzet_per_buurt.csv"]
)
def test_a_file_with_names_only_is_refused_in_words(shared_data, name):
    with pytest.raises(BadAreaFile, match="No column with area codes"):
        read_figures_file(shared_data / "areas" / "zwolle" / name)


@pytest.mark.parametrize("odd", ["BU٠3440101", "BU03４40101", "bu03४40101"])
def test_a_digit_of_another_script_in_a_code_is_refused_with_its_row(odd):
    said = faults_of(csv_of(ROW, ROW.replace("BU03440101", odd)))

    assert len(said) == 1
    assert f"rij 3: ‘{odd.upper()}’ is geen code" in said[0]


@pytest.mark.parametrize("name", ["kwb20２0.csv", "kwb20٢٠.csv"])
def test_a_year_in_other_digits_is_no_year(name):
    with pytest.raises(BadAreaFile, match="which year"):
        read_figures(csv_of(ROW), name)
