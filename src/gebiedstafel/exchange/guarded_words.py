"""The words by which the guard of free text knows a street, a relative, a group or one person."""

from __future__ import annotations


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Ends of street names after which a number is a house number.
STREETS = _listed(
    """
    akker baan boulevard brug burcht dijk dreef erf gaard gaarde gracht hage haven hoek hof horst
    kade laan laantje markt meent oord pad park plaats plantsoen plein poort singel steeg str straat
    straatje veld wal weg werf
    """
)
#: What has a number because somebody lives there.
HOUSE_WORDS = _listed(
    """
    adres appartement caravan flat flatgebouw huis kamer portiek woning woonboot
    """
)
#: A number before one of these counts something; it is no house number.
UNITS = _listed(
    """
    aangiften aanvragen adressen bewoners bezoekers bomen boxen cm containers dag dagen deelnemers
    duizend eigenaren en euro garageboxen gezinnen graden huishoudens huizen huurders incidenten
    jaar jaren jongeren keer kinderen klachten km lampen lege lichtmasten m maal maand maanden meer
    meldingen mensen meter miljoen minder minuten mm nieuwe of open ouderen panden parkeerplaatsen
    plekken portieken procent punt punten tot uren uur van verhuringen verschillende vragen week
    weken winkeliers winkels woningen x
    """
)
#: Little words that may follow a year, and are no letters of a postcode.
LITTLE_WORDS = _listed(
    """
    aan af ai al als at bij by cm co de dm en er eu ha hij ik im in is ja je kg km ll me mg ml mm na
    nl no nu of om op pm pp st te to tv uw van vo we wo ze zo
    """
)
#: Who somebody is to somebody else.
KIN = _listed(
    """
    broer broertje buurman buurvrouw dochter dochtertje ex jongste kind kleindochter kleinzoon man
    moeder neef neefje nicht nichtje oma oom opa oudste partner schoonmoeder schoonzoon stiefmoeder
    stiefvader stiefzoon tante vader vriendin vriendje vrouw weduwe zoon zoons zoontje zus zusje
    zwager
    """
)
#: Someone of whom there is one: with an article before it, it is one person.
ONE_BODY = _listed(
    """
    alleenstaande asielzoeker baby crimineel dader dakloze dame dealer gast hangjongere
    huisjesmelker jongen jongetje junk kerel kleuter man mannetje meid meisje moeder pandjesbaas
    peuter puber statushouder tiener vader vent verdachte verslaafde vluchteling vrouw vrouwtje
    weduwe weduwnaar zwerver
    """
)
#: Roles that rules speak of in general; with a place, or as the only one, they are one person.
PLACE_ROLES = _listed(
    """
    bewoner bewoonster buurman buurvrouw client cliente eigenaar eigenares huurder huurster jongere
    kind leerling ondernemer oudere overbuurman overbuurvrouw patient persoon winkelier
    """
)
#: Of a group there is one.
LEADERS = _listed(
    """
    aanstichter aanvoerder bendeleider hoofdman hoofdverdachte kopstuk leider leidster raddraaier
    """
)
#: Whom a number may count; below k such a group could be recognised.
PEOPLE = _listed(
    """
    adressen alleenstaanden bewoners broers broertjes buren clienten daders daklozen dealers
    eigenaren families gasten gezinnen gezinsleden huishoudens huurders jongens jongeren jongetjes
    kinderen klanten leerlingen mannen meiden meisjes mensen moeders ouderen ouders patienten
    personen pubers statushouders tieners vaders verdachten verslaafden vluchtelingen vrienden
    vriendinnen vrouwen winkeliers zusjes zussen
    """
)
#: Frequent given names that are no other word of plain Dutch. A short list cannot know everyone.
GIVEN_NAMES = _listed(
    """
    Ahmed Aicha Aisha Ali Anna Anneke Annemarie Annemiek Astrid Ayse Bart Bram Chantal Cornelis
    Corrie Daan Danny Dennis Elif Emma Emre Esther Eva Fatima Fatma Femke Finn Frits Gerrit Gijs
    Greet Hanneke Hassan Hatice Hendrik Henk Hussein Ibrahim Ineke Ingrid Jaap Jasper Jayden Jeffrey
    Jeroen Jesse Johan Johannes Joke Jolanda Joost Julia Karin Kees Kevin Khadija Kimberly Lars
    Linda Lotte Lucas Luuk Maarten Marcel Marieke Marijke Martijn Mehmet Melissa Michiel Miriam
    Mirjam Mohamed Mohammad Mohammed Monique Murat Mustafa Naima Naomi Nick Omar Patrick Petra
    Pieter Priya Ria Rick Robin Ruben Ruud Samira Sander Sanne Saskia Sjaak Sjoerd Sophie Stefan
    Sven Tess Theo Thijs Thomas Tim Tineke Tom Truus Willem Wilma Wouter Youssef Yusuf Yvonne Zeynep
    """
)
