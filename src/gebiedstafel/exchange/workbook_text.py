"""What the workbook says about itself: the sheet Uitleg, the order of the sheets, and their colours."""

from __future__ import annotations

from collections.abc import Mapping

MONEY, WORK, PEOPLE, PLACE, REST = "2E7D6B", "3B6EA5", "8A5A9E", "9A7B2F", "9AA5A2"

#: The sheets from left to right, and the colour of their tab.
GROUPS: Mapping[str, str] = {
    "Geldstromen": MONEY,
    "Maatregelen": WORK,
    "Kosten": WORK,
    "Uren van maatregelen": WORK,
    "Effecten": WORK,
    "Oordelen": WORK,
    "Baten": WORK,
    "Volgorde": WORK,
    "Voorwaarden": MONEY,
    "Partijen": PEOPLE,
    "Uren van partijen": PEOPLE,
    "Opgaven": PLACE,
    "Bundels": WORK,
    "Gebieden": PLACE,
    "Cijfers": REST,
    "Stellingen": REST,
    "Stemmen": REST,
    "Tafel": REST,
}
ORDER = tuple(GROUPS)

#: One line on what stands on each sheet.
ABOUT: Mapping[str, str] = {
    "Geldstromen": "Elke geldstroom op één rij: van wie, hoeveel per jaar, en welke regels gelden.",
    "Maatregelen": "Elke maatregel op één rij: wat, waar, wanneer en wie trekt.",
    "Kosten": "Wat een maatregel kost en zelf opbrengt, per soort en per jaar na de start.",
    "Uren van maatregelen": "Welke uren een maatregel vraagt of vrijmaakt.",
    "Effecten": "Hoeveel een maatregel voor een opgave doet.",
    "Oordelen": "Wat elke partij van een effect vindt.",
    "Baten": "Wie er elk jaar beter van wordt, en hoe zeker dat is.",
    "Volgorde": "Welke maatregel pas na een andere kan.",
    "Voorwaarden": "Wat geregeld moet zijn, en wie dat toetst.",
    "Partijen": "Wie er aan tafel zit, en wie nog niet.",
    "Uren van partijen": "Hoeveel uren elke partij per jaar kan geven.",
    "Opgaven": "Wat de tafel samen oppakt.",
    "Bundels": "Werk dat samen goedkoper is.",
    "Gebieden": "Buurten, straten en wijken van de tafel. Alleen om te lezen.",
    "Cijfers": "Eigen cijfers van de tafel. Alleen om te lezen.",
    "Stellingen": "Wat bewoners vinden. Alleen om te lezen.",
    "Stemmen": "Stemmen per groep. Alleen om te lezen.",
    "Tafel": "Naam, jaren en keuzes van de tafel. Alleen om te lezen.",
}

#: How the workbook is filled in: a heading, then what it means.
EXPLANATION: tuple[tuple[str, str], ...] = (
    ("Begin hier", "Wijzig wat niet klopt, vul aan wat u weet, en lever het werkboek weer in bij Middelen. "
                   "Daar ziet u eerst elk verschil. Pas daarna kiest u wat u opslaat."),
    ("Leeg", "Dat weten we niet. Leeg is nooit nul en nooit zonder grens."),
    ("–", "Er is niets, en dat weten we zeker. Zet een streepje waar u zeker weet dat er niets is."),
    ("0", "Het is nul. Een maatregel die niets kost, krijgt een 0."),
    ("Een nieuwe rij", "Vul onderaan een rij in. Laat Nr. leeg: dan krijgt de rij vanzelf een nummer. "
                       "Wilt u er op een ander blad naar verwijzen? Kies dan zelf een nummer, zoals M90."),
    ("Een rij weghalen", "Haalt u een rij weg, dan vragen we bij het inlezen of hij echt weg moet."),
    ("Verwijzen", "Kies uit de lijst in de cel. Alleen het nummer of alleen de naam mag ook."),
    ("Meer in één cel", "Zet er een puntkomma tussen: investering; proces."),
    ("Bedragen", "In euro's, met ten hoogste twee cijfers achter de komma. Het jaar staat in de kop."),
    ("Delen", "Als 70%, als 0,7 of als 2/3."),
    ("Formules", "Lezen we niet vanzelf: plak de uitkomst als waarde, of zeg bij het inlezen dat de "
                 "uitkomsten mogen tellen."),
    ("Koppen", "Laat de koppen staan. Kolommen en bladen die u weghaalt, laten we zoals ze waren."),
)  # fmt: skip
