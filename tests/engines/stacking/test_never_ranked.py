"""Origin, age, sex and household never pile up, whoever asks and however it is called."""

import pytest

from gebiedstafel.engines.stacking.never_ranked import is_never_ranked
from gebiedstafel.engines.stacking.problem import Indicator, InvalidStacking
from tests.engines.stacking.small_problems import CODES, problem_of, same_but


@pytest.mark.parametrize(
    "code",
    [
        "herkomst",
        "Herkomst_buiten_europa",
        "migratieachtergrond",
        "p_n_w_al",
        "a_neu_al",
        "a_nl_all",
        "P_WEST_AL",
        "P_MAROKKO",
        "jong",
        "ouder65",
        "leeftijd_gemiddeld",
        "a_65_oo",
        "P_00_14_JR",
        "eenouder",
        "hh",
        "hh_grootte",
        "P_HH_M_K",
        "P_EENP_HH",
        "alleenstaand",
        "P_GESCHEID_gescheiden",
        "vrouwen",
        "Westerse migratieachtergrond (% van aantal inwoners)",
        "Personen 65 jaar en ouder (%)",
        "percentage_personen_0_tot_15_jaar",
        "a_ongeh",
        "a_geh",
        "a_gesch",
        "a_verwed",
        "a_geb_nl",
        "a_geb_eu",
        "a_geb_ne",
        "a_gbl_eu",
        "p_65plus",
        "p_65_plus",
        "75-plussers",
        "Inwoners 80+ (%)",
        "p_eenoudergez",
        "Weduwen en weduwnaars",
        "EenpersoonshuishoudensTotaal_28",
        "bevolking_buiten_nederland_geboren",
        "GeborenInNederland",
        "Geboren buiten Europa",
        "statushouders",
        "aantal vluchtelingen",
        "AsielzoekersInOpvang",
        "moslim",
        "Islamitisch",
        "roma",
        "Sinti en Roma",
        "NietWestersTotaal_18",
        "p_marokkaanse_achtergrond",
        "Turks",
        "arbeidsmigranten",
    ],
)
def test_who_people_are_is_refused_by_name(code):
    assert is_never_ranked(code)

    with pytest.raises(InvalidStacking, match="no problem to be ranked"):
        same_but(problem_of([[0.0] * 7] * 3), indicators=(*CODES[:-1], Indicator(code, "sociaal", 1)))


@pytest.mark.parametrize(
    "code",
    [
        "ink_110",
        "jeugdzorg",
        "won_leeg",
        "overlast",
        "opl_laag",
        "HuishoudensTot110VanSociaalMinimum",
        "gez_goed",
        "geschikte_woningen",
        "gehandicaptenparkeerplaatsen",
        "gebouwen",
        "a_geb_pand",
        "PercentageJongerenMetJeugdzorg_59",
        "gez_goed_18plus",
        "label_a_plus",
        "aromatherapie",
        "romantiek",
        "laag_geboortegewicht",
        "verwijzingen",
        "polsstok",
        "geheim",
        "Diefstal/inbraak woning",
    ],
)
def test_what_troubles_people_is_not_refused(code):
    assert not is_never_ranked(code)
