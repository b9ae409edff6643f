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


def theme_name(code: str, language: str = "nl") -> str:
    """Return what people call a theme; a code of the table itself is its own name."""
    words = THEMES.get(code) or GROUPS.get(code)
    return code if words is None else words[0 if language.startswith("nl") else 1]


def theme_names(language: str = "nl") -> dict[str, str]:
    """Return every theme's code with what people call it."""
    return {code: theme_name(code, language) for code in THEMES}
