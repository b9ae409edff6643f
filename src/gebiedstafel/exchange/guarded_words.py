"""The words by which the guard of free text knows a street, a relative, a group or one person."""

from __future__ import annotations

from collections.abc import Iterable


def one_of(words: Iterable[str]) -> str:
    """Return the words as choices in a pattern, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


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
#: Those of which the short form is written, and of which no second part is built as Havenhof II.
LONG_STREETS = _listed("dijk gracht kade laan plein singel str straat weg")
SHORT_STREETS = _listed("gr ln pl sngl str wg")
#: Words that end as a street and are none; what is counted may follow on them after a sign.
NO_STREETS = _listed(
    """
    akkoord antwoord arbeidsmarkt bijbaan huizenmarkt huurmarkt invalshoek kernwoord onderweg
    parkeerplaats rijbaan speelplaats speelveld sportveld standplaats supermarkt trefwoord wachtwoord
    werkplaats werkveld woningmarkt
    """
)
#: What has a number because somebody lives there.
HOUSE_WORDS = _listed(
    """
    adres appartement caravan flat flatgebouw huis huisje kamer portiek woning woonboot
    """
)
#: A number before one of these counts something; it is no house number.
UNITS = _listed(
    """
    aangiften aanvragen adressen auto's avonden banken bankjes bewoners bezoeken bezoekers bomen boxen
    bussen buurten clienten cm containers dag dagen deelnemers deuren duizend eigenaren euro fietsen
    garageboxen gaten gesprekken gevallen gezinnen graden handtekeningen huishoudens huizen huurders
    incidenten jaar jaren jongens jongeren kamers keer kelders kinderen klachten km lampen leerlingen lege
    lichten lichtmasten locaties m maal maand maanden meer meiden meldingen mensen meter middagen miljoen
    minder minuten mm nachten nieuwe ochtenden ondernemers open ouderen ouders panden parkeerplaatsen
    partijen plaatsen plekken portieken procent punt punten ramen ratten reacties stemmen straten stuks
    tegels uren uur verdiepingen verhuringen verschillende vragen vrijwilligers week weken winkeliers
    winkels woningen x zakken
    """
)
#: Of whom a rule says that they have so many children: never one family.
PARENTS = _listed("eenoudergezinnen gezinnen huishoudens moeders ouders stellen vaders")
#: What follows on `per`, or on a stroke: 3 x/week is how often, and no account.
SPANS = _listed("avond dag dagdeel jaar kwartaal maand nacht seizoen uur wk week weekend")
#: Little words that may follow a year, and are no letters of a postcode.
LITTLE_WORDS = _listed(
    """
    aan af ai al als at bij by cm co de dm en er eu ha hij ik im in is ja je kg km ll me mg ml mm na
    nl no nu of om op pm pp st te to tv uw van vo we wo ze zo
    """
)
#: After these a place follows, and no person.
BEFORE_A_PLACE = _listed(
    """
    binnen buiten buurt centrum door dorp gemeente heel in kern langs naar omgeving polder regio richting
    rond rondom stad station te tussen uit vanuit wijk
    """
)
#: What follows on the name of a place and makes it no surname.
PARTS_OF_A_PLACE = _listed("Centrum Dorp Midden Noord Oost Polder Station West Zuid")
#: What a person does and a place does not.
PERSON_DOES = _listed(
    """
    appt belde belt bedreigt dealt drinkt gebruikt gilt heet hij huilt komt kwam loopt mailt mishandelt
    rijdt scheldt schold schreeuwt slaapt slaat sloeg steelt vertelde vertelt vraagt weigert werkt woonde
    woont zegt zei zij zit
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
    asielzoeker baby crimineel dader dakloze dame dealer gast hangjongere
    huisjesmelker jongen jongetje junk kerel kleuter man mannetje meid meisje moeder pandjesbaas
    peuter puber tiener vader vent verdachte verslaafde vluchteling vrouw vrouwtje
    weduwe weduwnaar zwerver
    """
)
#: Roles that rules speak of in general; with a place, or as the only one, they are one person.
PLACE_ROLES = _listed(
    """
    alleenstaande bewoner bewoonster buurman buurvrouw client cliente eigenaar eigenares huurder
    huurster jongere kind leerling ondernemer oudere overbuurman overbuurvrouw patient persoon
    statushouder winkelier
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
#: Frequent surnames that are no other word: wherever they stand, they are somebody's.
SURNAMES = _listed(
    """
    Abdi Amrani Arslan Aslan Aydin Bakkali Benali Bosma Bouzidi Celik Chen Claassen Claessens Demir
    Dijkstra Dogan Driessen Gerritsen Haddad Hendriks Hermans Hoekstra Idrissi Jacobs Janssen Jansen
    Janssens Kaya Khan Kilic Kowalski Kuijpers Kumar Martens Meijer Mohamud Nguyen Nowak Ozturk Patel
    Peeters Pham Pietersen Polat Postma Sahin Schouten Singh Smits Tahiri Timmermans Tran Veenstra
    Verhoeven Vermeulen Warsame Willems Willemsen Yildirim Yildiz Yilmaz Yousfi
    """
)
#: Surnames that are also another word: with a capital, before what only a person does.
WORD_SURNAMES = _listed(
    """
    Bakker Bos Brouwer Dekker Jonker Kok Koning Koster Kramer Kuiper Kuipers Maas Mulder Peters Prins
    Schipper Scholten Smit Verbeek Vink Visser Vos Wolf
    """
)
#: What follows on `de` and `van` in frequent surnames, with a capital.
AFTER_DE = _listed("Boer Bruijn Bruin Graaf Groot Haan Jong Jonge Koning Leeuw Ridder Ruiter Vries Wit")
AFTER_VAN = _listed("Dijk Leeuwen Rijn Wijk Dongen Vliet Beek Dam Veen Loon Essen Houten")
#: Before these a surname is that of a business.
BUSINESSES = _listed(
    """
    aannemer apotheek autobedrijf bakkerij bedrijf bloemist bouwbedrijf cafe drogist drogisterij firma
    fysiotherapie garage huisartsenpraktijk installatiebedrijf makelaar notaris restaurant schilder
    slagerij snackbar stichting supermarkt tuincentrum vereniging
    """
)
#: What only a wrongdoer does: who does so by a capital at the head of a sentence is somebody by name.
WRONGS = _listed("bedriegt chanteert dealde dealt jat mishandelde mishandelt stal stalkt steelt verkracht")
#: With these at its head such a sentence is about nobody by name.
NOBODY = _listed(
    """
    alles bende dat die er groep groepje hier daar hij iedereen iemand jeugd jongerengroep men niemand
    niets personeel publiek uitschot wat wie zij
    """
)
#: Who has a function that one person at a time has.
FUNCTIONS = _listed(
    """
    agent apotheker baas bakker barman beheerder burgemeester coach concierge conrector directeur
    directrice dominee eigenaar eigenares fietsenmaker groenteboer huisarts huisbaas huismeester imam
    jongerenwerker juf kapper kapster kroegbaas leraar lerares meester opzichter pastoor penningmeester
    rector schoolhoofd slager tandarts trainer uitbaatster uitbater verhuurder voorzitter wethouder
    wijkagent wijkbeheerder wijkmanager winkelier
    """
)
#: What nobody writes of the holder of a function but to accuse.
ACCUSES = _listed(
    """
    bedreigde bedreigt bedriegt betast chanteert dealde dealt discrimineert drinkt fraudeert intimideert
    jat liegt mishandelde mishandelt misbruikt scheldt schold schreeuwt slaat sloeg stal stalkt steelt
    verkracht witwast
    """
)
#: Where people have an account by a name.
NETWORKS = _listed("discord facebook fb ig insta instagram snap snapchat telegram tiktok twitter youtube")
