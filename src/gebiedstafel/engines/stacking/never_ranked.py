"""What is never a problem to be ranked: where people come from, their age, their sex, with whom they live."""

import re

ORIGIN = (
    "herkomst origin migratie migratieachtergrond migration afkomst nationaliteit nationality etniciteit"
    " etnisch ethnic ethnicity geboorteland birthplace religie religion geloof allochtoon westers marokko"
    " turkije suriname"
)
AGE = "leeftijd age aged jong young ouder ouderen oud elderly vergrijzing"
SEX = "geslacht sex gender man mannen men vrouw vrouwen women gehuwd ongehuwd gescheiden verweduwd married"
HOUSEHOLD = (
    "eenouder eenoudergezin eenoudergezinnen eenpersoons eenp alleenstaand alleenstaanden single"
    " huishoudtype huishoudenstype huishoudensgrootte hhgro gezinsgrootte"
)
WORDS = frozenset(f"{ORIGIN} {AGE} {SEX} {HOUSEHOLD}".split())
#: Published columns on origin, age, sex, marital state and households; and our own codes for them.
PUBLISHED = re.compile(
    r"_al$|_all$|_nl_all|_eur_al|_neu_al|west_al|n_w_al|ant_aru|over_nw|^[ap]_\d\d_|^aant_(man|vrouw)$"
    r"|^hh$|^a_hh|hh_grootte|hh_gr$|hh_[zm]_k|hh_[zm]k|eenp_hh|1p_hh"
    r"|achtergrond \(|personen \d+ (tot|jaar)|_personen_\d",
    re.IGNORECASE,
)


def is_never_ranked(name: str) -> bool:
    """Tell whether a code or a column is about who people are, and not about what troubles them."""
    return bool(WORDS & set(re.findall(r"[a-z]+", name.casefold()))) or bool(PUBLISHED.search(name.strip()))
