"""What is never a problem to be ranked: where people come from, their age, their sex, with whom they live."""

import re

ORIGIN = (
    "origin migratie migratieachtergrond migration geboorteland birthplace religie religion geloof"
    " turkije roma sinti autochtoon"
)
AGE = "leeftijd age aged jong young ouder ouderen oud elderly vergrijzing senioren bejaarden plussers"
SEX = (
    "geslacht sex gender man mannen men vrouw vrouwen women married"
    " ongeh geh gesch verwed marital divorced widowed"
)
HOUSEHOLD = "eenp single huishoudtype huishoudenstype huishoudensgrootte hhgro gezinsgrootte"
#: How words begin that have many endings: statushouder, statushouders, statushoudersgezin.
BEGINNINGS = (
    "herkomst", "afkomst", "migrant", "immigra", "arbeidsmigra", "allochto", "westers", "nietwesters",
    "statushouder", "vluchteling", "asielzoek", "refugee", "nationalit", "etni", "ethni",
    "moslim", "muslim", "islam", "jood", "christen", "hindoe", "katholiek", "protestant",
    "marokk", "moroc", "turks", "turken", "surina", "antill", "arub", "syri", "somali", "eritre",
    "ongehuw", "gehuwd", "gescheiden", "verweduw", "weduw",
    "eenouder", "eenpersoons", "alleenstaand", "tweeouder",
)  # fmt: skip
WORDS = frozenset(f"{ORIGIN} {AGE} {SEX} {HOUSEHOLD}".split())
#: Published columns on origin, age, sex, marital state and households; and our own codes for them.
PUBLISHED = re.compile(
    r"_al$|_all$|_nl_all|_eur_al|_neu_al|west_al|n_w_al|ant_aru|over_nw|^[ap]_\d\d_|^aant_(man|vrouw)$"
    r"|^hh$|^a_hh|hh_grootte|hh_gr$|hh_[zm]_k|hh_[zm]k|eenp_hh|1p_hh"
    r"|(?:^|[_ ])ge?bl?_(?:nl|eu|ne)(?:_|$)"
    r"|(?:land|europa)[ _]*geboren|geboren[ _]*(?:in|buiten|uit)[ _]*[a-z]*(?:land|europa)"
    r"|(?<![0-9])[4-9][0-9][ _-]?(?:plus|\+)"
    r"|achtergrond \(|personen \d+ (tot|jaar)|_personen_\d",
    re.IGNORECASE,
)


def is_never_ranked(name: str) -> bool:
    """Tell whether a code or a column is about who people are, and not about what troubles them."""
    words = set(re.findall(r"[a-z]+", name.casefold()))
    # Published names run on: EenpersoonshuishoudensTotaal.
    words |= {word.casefold() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}
    if WORDS & words or any(word.startswith(BEGINNINGS) for word in words):
        return True
    return PUBLISHED.search(name.strip()) is not None
