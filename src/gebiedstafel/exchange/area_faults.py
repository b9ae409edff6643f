"""What is wrong with a file, said so that someone can put it right: where, what, and what would help."""

from collections.abc import Mapping

from gebiedstafel.exchange.faults import BadFile, Fault

SENTENCES: dict[str, tuple[str, str]] = {
    "not_found": (
        "We vinden het bestand niet. Controleer de naam en de map.",
        "We cannot find the file. Check its name and folder.",
    ),
    "too_big": (
        "Het bestand is {size} MB. We lezen tot {limit} MB. Knip het per gemeente of per provincie.",
        "The file is {size} MB. We read files up to {limit} MB. Cut it by municipality or province.",
    ),
    "empty": (
        "Er staat niets in. Kies een bestand met een rij kolomnamen en daaronder de gebieden.",
        "It is empty. Choose a file with a row of column names and the areas below it.",
    ),
    "not_text": (
        "Dit is geen tekstbestand. Sla het in uw rekenblad op als CSV.",
        "This is not a text file. Save it as CSV from your spreadsheet.",
    ),
    "no_separator": (
        "We zien geen scheidingsteken in de eerste rij. Zet een puntkomma, komma of tab tussen de kolommen.",
        "We see no separator in the first row. Put a semicolon, comma or tab between columns.",
    ),
    "no_code": (
        "Geen kolom met gebiedscodes. We zochten onder meer {sought}. Staan er alleen namen in? Noem dan de "
        "gemeente.",
        "No column with area codes. We looked for {sought} and others. Only names? Then give the "
        "municipality.",
    ),
    "no_names_of": (
        "geen van de bestanden noemt buurten van deze gemeente met hun code. Geef er een bestand met codes "
        "en namen bij, zoals de Kerncijfers van het CBS.",
        "none of the files names buurten of this municipality with their codes. Add a file with codes and "
        "names, such as the key figures of CBS.",
    ),
    "no_known_name": (
        "Geen enkele naam is van een buurt die we kennen, zoals {text}. Kies de gemeente, en laad eerst een "
        "bestand met codes en namen.",
        "No name is that of a buurt we know, such as {text}. Choose the municipality, and first load a file "
        "with codes and names.",
    ),
    "no_figures": (
        "Geen kolom die we kennen. We zochten onder meer {sought}.",
        "No column we know. We looked for {sought} and others.",
    ),
    "no_definition": (
        "De kolom zegt niet hoe energiearmoede is gemeten. Noem de kolom LIHE, LILEK, LIHELEK of LEKWI.",
        "The column does not say how energy poverty is measured. Call the column LIHE, LILEK, LIHELEK or "
        "LEKWI.",
    ),
    "no_year": (
        "We weten niet van welk jaar dit is. Noem het jaar erbij of zet het in de bestandsnaam.",
        "We do not know which year this is. Give the year, or put it in the file name.",
    ),
    "row_width": (
        "De rij heeft {found} velden, de kop {wanted}. Zet tekst met zo'n teken tussen aanhalingstekens.",
        "The row has {found} fields, the header {wanted}. Put text that holds a separator between quotes.",
    ),
    "bad_code": (
        "‘{text}’ is geen code van een gemeente, wijk of buurt, zoals GM0344, WK034401 of BU03440101.",
        "“{text}” is not the code of a municipality, wijk or buurt, such as GM0344, WK034401 or BU03440101.",
    ),
    "twice": (
        "{text} staat er twee keer, ook in rij {other}. Haal één van beide weg.",
        "{text} is there twice, also in row {other}. Remove one of them.",
    ),
    "two_names": (
        "{text} heet hier ‘{name}’ en bij gebied nummer {other} ‘{other_name}’. Dat zijn twee gebieden. Geef "
        "één van beide een andere code.",
        "{text} is called “{name}” here and “{other_name}” at area number {other}. Those are two areas. Give "
        "one of them another code.",
    ),
    "two_surfaces": (
        "{text} staat er ook bij gebied nummer {other}, en de vlakken liggen over elkaar. Geef één van beide "
        "een andere code, of haal er één weg.",
        "{text} is also at area number {other}, and the surfaces lie over each other. Give one of them "
        "another code, or remove one.",
    ),
    "not_number": (
        "‘{text}’ is geen getal. Vul een getal in, of laat het leeg als het cijfer er niet is.",
        "“{text}” is not a number. Fill in a number, or leave it empty when there is no figure.",
    ),
    "out_of_range": (
        "{text} kan niet bij dit cijfer ({unit}). Controleer de kolom, of laat het leeg.",
        "{text} is impossible for this figure ({unit}). Check the column, or leave it empty.",
    ),
    "unclear_thousands": (
        "‘{text}’ kan duizenden of cijfers achter de komma betekenen. Schrijf het zonder duizendtallen.",
        "“{text}” may mean thousands or decimals. Write it without a thousands separator.",
    ),
    "unclosed_quote": (
        "Er is een aanhalingsteken geopend dat niet sluit. Zet het sluitende teken erbij.",
        "A quotation mark opens and never closes. Add the closing one.",
    ),
    "broken_json": (
        "De tekst breekt af of klopt niet bij regel {line}, teken {column}. Haal het bestand opnieuw op.",
        "The text breaks off or is wrong at line {line}, character {column}. Fetch the file again.",
    ),
    "no_features": (
        "Er staan geen gebieden in. Kies een GeoJSON-bestand van het soort FeatureCollection.",
        "There are no areas in it. Choose a GeoJSON file of the kind FeatureCollection.",
    ),
    "no_geometry": (
        "{text} heeft geen vlak dat te tekenen is.",
        "{text} has no surface that can be drawn.",
    ),
    "bad_coordinates": (
        "{text} heeft coördinaten buiten Nederland. Sla op als WGS84 (EPSG:4326) of RD (EPSG:28992).",
        "{text} has coordinates outside the Netherlands. Save as WGS84 (EPSG:4326) or RD (EPSG:28992).",
    ),
    "other_crs": (
        "Het stelsel {text} kennen we niet. Sla op als WGS84 (EPSG:4326) of RD (EPSG:28992).",
        "We do not know the system {text}. Save as WGS84 (EPSG:4326) or RD (EPSG:28992).",
    ),
    "no_old_and_new": (
        "Geen kolom {lacking}. Noem de kolommen oud, nieuw en vanaf, zoals GM0003;GM1979;2021.",
        "No column {lacking}. Call the columns oud, nieuw and vanaf, such as GM0003;GM1979;2021.",
    ),
    "bad_old_code": (
        "‘{old}’ is geen code van een gemeente, wijk of buurt, zoals GM0344, WK034401 of BU03440101.",
        "“{old}” is not the code of a municipality, wijk or buurt, such as GM0344, WK034401 or BU03440101.",
    ),
    "bad_new_code": (
        "‘{new}’ is geen code van een gemeente, wijk of buurt, zoals GM0344, WK034401 of BU03440101.",
        "“{new}” is not the code of a municipality, wijk or buurt, such as GM0344, WK034401 or BU03440101.",
    ),
    "other_level": (
        "{old} en {new} zijn niet van één soort. Zet een gemeente bij een gemeente, een wijk bij een wijk.",
        "{old} and {new} are not of one kind. Put a municipality with a municipality, a wijk with a wijk.",
    ),
    "same_code": (
        "{old} krijgt zichzelf als nieuwe code. Haal de rij weg, of verbeter een van beide.",
        "{old} gets itself as its new code. Remove the row, or correct one of them.",
    ),
    "bad_from_year": (
        "‘{text}’ is geen jaar. Vul het eerste jaar van de nieuwe code in, zoals 2021.",
        "“{text}” is not a year. Fill in the first year of the new code, such as 2021.",
    ),
    "unknown_area": (
        "{text} staat niet in deze bestanden. Wel bijvoorbeeld {close}.",
        "{text} is not in these files. These are, for example: {close}.",
    ),
}


def area_fault(
    file: str,
    kind: str,
    row: int | None = None,
    column: str | None = None,
    facts: Mapping[str, object] | None = None,
    *,
    feature: int | None = None,
) -> Fault:
    """Return one fault: in which file, in which row and column or area of it, of which kind."""
    places = [
        (row, "rij", "row"),
        (feature, "gebied nummer", "area number"),
        (column, "kolom", "column"),
    ]
    dutch, english = [file], [file]
    for place, word_nl, word_en in places:
        if place is not None:
            dutch.append(f"{word_nl} {place}")
            english.append(f"{word_en} {place}")
    said_nl, said_en = SENTENCES[kind]
    return Fault(
        path=", ".join(dutch),
        sentence_nl=f"{', '.join(dutch)}: {said_nl.format(**(facts or {}))}",
        sentence_en=f"{', '.join(english)}: {said_en.format(**(facts or {}))}",
    )


class BadAreaFile(BadFile):
    """Raised with every fault of a file, so that all can be put right at once."""
