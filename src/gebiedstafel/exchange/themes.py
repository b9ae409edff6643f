"""The themes of the neighbourhood, in eight groups of five: their codes and what people call them."""

from __future__ import annotations

from collections.abc import Mapping

Words = tuple[str, str]

GROUPS: Mapping[str, Words] = {
    "WON": ("Wonen", "Housing"),
    "OPE": ("Openbare ruimte en leefomgeving", "Public space"),
    "ENE": ("Energie en verduurzaming", "Energy"),
    "SAM": ("Samenleven", "Living together"),
    "ZOR": ("Zorg, gezondheid en ondersteuning", "Care, health and support"),
    "BES": ("Bestaanszekerheid en economie", "Making ends meet and economy"),
    "JON": ("Jeugd en onderwijs", "Youth and education"),
    "VEI": ("Veiligheid", "Safety"),
}
THEMES: Mapping[str, Words] = {
    "WON-KWAL": ("Woningkwaliteit en onderhoud", "Quality and upkeep of homes"),
    "WON-BOUW": ("Woningbouw en vertraging", "Building homes and delay"),
    "WON-DOEL": ("Huisvesting van kwetsbare groepen", "Housing of vulnerable groups"),
    "WON-BETA": ("Betaalbaarheid en woonlasten", "Affordability and housing costs"),
    "WON-GESP": ("Particulier en gespikkeld bezit, VvE’s", "Private and mixed ownership"),
    "OPE-VERL": ("Verloedering, afval, schoon en heel", "Decay, waste, clean and whole"),
    "OPE-GROE": ("Groen, spelen, buiten ontmoeten", "Green, play, meeting outdoors"),
    "OPE-WATE": ("Wateroverlast, droogte en hitte", "Flooding, drought and heat"),
    "OPE-VERK": ("Verkeer en parkeren", "Traffic and parking"),
    "OPE-GROND": ("Ondergrond en werk in de straat", "Underground and works in the street"),
    "ENE-WARM": ("Aardgasvrij en nieuwe warmte", "Off gas and new heat"),
    "ENE-ISOL": ("Isolatie en woningverbetering", "Insulation and better homes"),
    "ENE-ARMO": ("Energiearmoede", "Energy poverty"),
    "ENE-NETC": ("Netcongestie", "Grid congestion"),
    "ENE-DRAA": ("Draagvlak en lokaal eigendom", "Support and local ownership"),
    "SAM-EENZ": ("Eenzaamheid", "Loneliness"),
    "SAM-SPAN": ("Spanningen tussen buren en groepen", "Tension between neighbours and groups"),
    "SAM-ONTM": ("Ontmoeting en sociale voorzieningen", "Meeting and social facilities"),
    "SAM-INIT": ("Bewonersinitiatief en zeggenschap", "Residents’ initiative and say"),
    "SAM-VERT": ("Vertrouwen in overheid en instanties", "Trust in government and institutions"),
    "ZOR-WIJK": ("Wijkteams: toegang en collectief werken", "District teams"),
    "ZOR-GGZ": ("Psychische kwetsbaarheid en onbegrepen gedrag", "Mental vulnerability"),
    "ZOR-HUIS": ("Spanningen in huis", "Tension at home"),
    "ZOR-OUDE": ("Ouder worden, mantelzorg, langer thuis", "Growing old, carers, longer at home"),
    "ZOR-LEEF": ("Leefstijl en gezondheidsachterstand", "Lifestyle and health gaps"),
    "BES-SCHU": ("Schulden", "Debts"),
    "BES-ARMO": ("Armoede en niet-gebruik van regelingen", "Poverty and unused schemes"),
    "BES-WERK": ("Werk en meedoen", "Work and taking part"),
    "BES-TAAL": ("Taal en digitale vaardigheid", "Language and digital skills"),
    "BES-ECON": ("Wijkeconomie en winkelstrip", "Local economy and shops"),
    "JON-LERA": ("Lerarentekort", "Shortage of teachers"),
    "JON-KANS": ("Onderwijskansen en achterstanden", "Chances and gaps in education"),
    "JON-OPGR": ("Opgroeien en jeugdhulp", "Growing up and youth care"),
    "JON-STRA": ("Jeugd op straat", "Youth in the street"),
    "JON-VOOR": ("Plekken, sport en perspectief voor jongeren", "Places, sport and prospects for the young"),
    "VEI-ONDE": ("Ondermijning en criminele netwerken", "Subversive crime and networks"),
    "VEI-OVER": ("Overlast en straatintimidatie", "Nuisance and intimidation in the street"),
    "VEI-HIC": ("Inbraak, geweld en andere zware misdaad", "Burglary, violence and other grave crime"),
    "VEI-DIGI": ("Phishing en online oplichting", "Phishing and online fraud"),
    "VEI-BELE": ("Veiligheidsbeleving", "Feeling safe"),
}

#: What residents call the groups and the themes, where they choose one for what they live.
PLAIN: Mapping[str, Words] = {
    "WON": ("Mijn huis", "My home"),
    "OPE": ("Straat en buiten", "Street and outdoors"),
    "ENE": ("Energie", "Energy"),
    "SAM": ("Met elkaar", "With each other"),
    "ZOR": ("Zorg en gezondheid", "Care and health"),
    "BES": ("Geld en werk", "Money and work"),
    "JON": ("Kinderen en jongeren", "Children and young people"),
    "VEI": ("Veilig voelen", "Feeling safe"),
    "WON-KWAL": ("Vocht, schimmel of iets kapot in huis", "Damp, mould or something broken at home"),
    "WON-BOUW": ("Te weinig huizen, bouwen duurt lang", "Too few homes, building takes long"),
    "WON-DOEL": ("Een huis voor wie het moeilijk heeft", "A home for who has it hard"),
    "WON-BETA": ("De huur of de hypotheek", "The rent or the mortgage"),
    "WON-GESP": ("Huur en koop door elkaar, de VvE", "Rented and owned side by side"),
    "OPE-VERL": ("Afval, kapotte lampen, rommel", "Waste, broken lamps, mess"),
    "OPE-GROE": ("Groen en speelplekken", "Green and places to play"),
    "OPE-WATE": ("Water op straat, droogte en hitte", "Water in the street, drought and heat"),
    "OPE-VERK": ("Verkeer en parkeren", "Traffic and parking"),
    "OPE-GROND": ("De straat ligt open", "The street is dug up"),
    "ENE-WARM": ("Van het gas af", "Off gas"),
    "ENE-ISOL": ("Tocht, isolatie en kozijnen", "Draughts, insulation and windows"),
    "ENE-ARMO": ("De energierekening niet kunnen betalen", "Not able to pay the energy bill"),
    "ENE-NETC": ("Geen plek op het stroomnet", "No room on the power grid"),
    "ENE-DRAA": ("Samen energie opwekken", "Making energy together"),
    "SAM-EENZ": ("Alleen zijn", "Being alone"),
    "SAM-SPAN": ("Ruzie of geluid van buren", "Quarrels or noise of neighbours"),
    "SAM-ONTM": ("Elkaar ontmoeten, het buurthuis", "Meeting each other, the community centre"),
    "SAM-INIT": ("Zelf iets doen voor de buurt", "Doing something for the neighbourhood"),
    "SAM-VERT": ("De gemeente en andere loketten", "The municipality and other desks"),
    "ZOR-WIJK": ("Hulp vragen en hulp krijgen", "Asking for help and getting it"),
    "ZOR-GGZ": ("Mensen die in de war zijn", "People who are confused"),
    "ZOR-HUIS": ("Spanning thuis", "Tension at home"),
    "ZOR-OUDE": ("Ouder worden en zorgen voor een ander", "Growing old and caring for another"),
    "ZOR-LEEF": ("Gezond leven", "Living healthily"),
    "BES-SCHU": ("Schulden", "Debts"),
    "BES-ARMO": ("Te weinig geld, lastige regelingen", "Too little money, hard schemes"),
    "BES-WERK": ("Werk en meedoen", "Work and taking part"),
    "BES-TAAL": ("Taal en internet", "Language and internet"),
    "BES-ECON": ("Winkels en bedrijven", "Shops and firms"),
    "JON-LERA": ("Te weinig juffen en meesters", "Too few teachers"),
    "JON-KANS": ("Leren op school", "Learning at school"),
    "JON-OPGR": ("Opgroeien en hulp voor kinderen", "Growing up and help for children"),
    "JON-STRA": ("Jongeren op straat", "Young people in the street"),
    "JON-VOOR": ("Plekken en sport voor jongeren", "Places and sport for the young"),
    "VEI-ONDE": ("Zaken die niet kloppen", "Business that is not right"),
    "VEI-OVER": ("Overlast en nageroepen worden", "Nuisance and being called after"),
    "VEI-HIC": ("Inbraak en geweld", "Burglary and violence"),
    "VEI-DIGI": ("Oplichting via telefoon of internet", "Fraud by telephone or internet"),
    "VEI-BELE": ("Je veilig voelen", "Feeling safe yourself"),
}

_ORDER = {code: place for place, code in enumerate(THEMES)}


def group_of(theme: str) -> str:
    """Return the code of the group of a theme."""
    return theme.partition("-")[0]


def theme_order(code: str) -> int:
    """Return where a theme stands in the list; one that is not in it comes last."""
    return _ORDER.get(code, len(_ORDER))


def theme_name(code: str, language: str = "nl") -> str:
    """Return what people call a theme; a code of the table itself is its own name."""
    words = THEMES.get(code) or GROUPS.get(code)
    return code if words is None else words[0 if language.startswith("nl") else 1]


def theme_names(language: str = "nl") -> dict[str, str]:
    """Return every theme's code with what people call it."""
    return {code: theme_name(code, language) for code in THEMES}


def themes_by_group(language: str = "nl") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the name of each group with its themes, code and name, as a list to choose from."""
    return _by_group({**GROUPS, **THEMES}, language)


def plain_themes_by_group(language: str = "nl") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the same list in the words of residents; the codes are those of everyone."""
    return _by_group(PLAIN, language)


def _by_group(words: Mapping[str, Words], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    at = 0 if language.startswith("nl") else 1
    return [
        (words[group][at], [(code, words[code][at]) for code in THEMES if group_of(code) == group])
        for group in GROUPS
    ]
