"""Services of our own on this computer that speak as CBS, the police, RIVM and PDOK do, with their quirks.

A test asks for `services`. Everything they tell is made up here. `trouble` says what goes wrong, where and
how often; `asked` holds what came in. Nothing in it is like the client: the filter is read by hand.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import pytest

GM, NAME = "GM0990", "Kadestad"
BUURTEN = [f"BU0990{wijk:02d}{n:02d}" for wijk in range(2) for n in range(4)]
AREAS = {
    "NL00": "Nederland",
    GM: NAME,
    "WK099000": "Centrum",
    "WK099001": "Noord",
    **{code: f"Buurt {n}" for n, code in enumerate(BUURTEN)},
    # Another municipality, which must never come along.
    "GM0991": "Kadestad aan Zee",
    "WK099100": "Strand",
    "BU09910000": "Duin",
}
TITLES = {
    "T001036": ("Aantal inwoners", "Bevolking"),
    "ST0001": ("Mate van stedelijkheid", "Stedelijkheid"),
    "M000297": ("Woningvoorraad", "Wonen"),
    "A15": ("15 tot 25 jaar", "Bevolking"),
    "A25": ("25 tot 45 jaar", "Bevolking"),
    "A45": ("45 tot 65 jaar", "Bevolking"),
    "A65": ("65 jaar of ouder", "Bevolking"),
    "M000223": ("Gemiddeld inkomen per inwoner", "Inkomen"),
    "GAS": ("Gemiddeld aardgasverbruik totaal", "Energie"),
    "BIJ": ("Personen per soort uitkering; Bijstand", "Sociale zekerheid"),
    "HERK": ("Herkomst buiten Europa", "Bevolking"),
}
V3_KEYS = {
    "T001036": "AantalInwoners_5",
    "ST0001": "MateVanStedelijkheid_105",
    "M000297": "Woningvoorraad_34",
    "A15": "k_15Tot25Jaar_9",
    "A25": "k_25Tot45Jaar_10",
    "A45": "k_45Tot65Jaar_11",
    "A65": "k_65JaarOfOuder_12",
    "M000223": "GemiddeldInkomenPerInwoner_72",
    "GAS": "GemiddeldAardgasverbruikTotaal_55",
    "BIJ": "PersonenPerSoortUitkeringBijstand_74",
    "HERK": "HerkomstBuitenEuropa_20",
}


# The table of energy alone: a row for each kind of home, of which one kind is all of them.
ENERGY = {"86159NED": 2024, "85999NED": 2023}
KINDS = {"T001100": "Totaal woningen", "ZW10290": "Appartement"}
USED = {
    "GemiddeldAardgasverbruik_4": ("Gemiddeld aardgasverbruik", "m3", 900),
    "GemiddeldeElektriciteitslevering_5": ("Gemiddelde elektriciteitslevering", "kWh", 2500),
    "Stadsverwarming_7": ("Stadsverwarming", "%", 5),
}
ENERGY_SOURCE = """
  - {id: energie, name: "CBS, Energieverbruik", licence: CC BY 4.0, services: [cbs4, cbs3],
     years: {2024: 86159NED, 2023: 85999NED}, where: {Woningkenmerken: [Totaal woningen]},
     columns: {gas: Gemiddeld aardgasverbruik, elek: [Gemiddelde elektriciteitslevering],
       stadsv: [Stadsverwarming]}}
"""


def used(key: str, code: str, year: int, kind: str) -> float:
    """The made-up use of energy: flats use other amounts than all homes together."""
    n = BUURTEN.index(code) if code in BUURTEN else 10
    return USED[key][2] + n + (year - 2023) * 20 + (400 if kind == "ZW10290" else 0)


def figure(measure: str, code: str, year: int) -> float | None:
    """The made-up figure: nothing yet of income and gas in the newest year, and one that is withheld."""
    n = BUURTEN.index(code) if code in BUURTEN else 10
    if year == 2024 and measure in ("M000223", "GAS"):
        return None
    if measure == "GAS" and code == BUURTEN[3]:
        return None
    known = {
        "T001036": 1000 + 10 * n,
        "ST0001": 3,
        "M000297": 500 + n,
        "A15": 100,
        "A25": 200,
        "A45": 200,
        "A65": 250,
        "M000223": 25.5 + n + (year - 2023) / 10,
        "GAS": 1100 + n,
        "BIJ": 10 * n,
        "HERK": 99,
    }
    return known[measure]


SENT: dict[str, Any] = {}
"""What an answer returns that was sent already."""


@dataclass
class Trouble:
    """What goes wrong at an address that holds these words: so many times, after so many that went well."""

    words: str
    kind: str
    times: int = 1
    after: int = 0
    retry_after: str = ""
    body: Any = None


@dataclass
class Services:
    """What the services know, how they behave, and what they were asked."""

    origin: str = ""
    page: int = 60
    most: int = 10_000
    troubles: list[Trouble] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    takes_municipality: bool = True
    v4_tables: dict[str, int] = field(default_factory=lambda: {"85984NED": 2024, "85618NED": 2023})
    v3_tables: dict[str, int] = field(default_factory=lambda: {"85984NED": 2024, "85618NED": 2023})
    marks: bool = False
    names: dict[str, str] = field(default_factory=lambda: dict(AREAS))

    def trouble(self, words: str, kind: str, **more: Any) -> None:
        """Let something go wrong."""
        self.troubles.append(Trouble(words, kind, **more))

    def catalogue(self) -> str:
        """Return a list of tables that points here."""
        return f"""
services:
  cbs4: {self.origin}/v4
  cbs3: {self.origin}/v3
  derden3: {self.origin}/derden
  pdok: {self.origin}/pdok/{{year}}
allow_inward: true
sources:
  - {{id: kwb, name: "CBS, Kerncijfers wijken en buurten", licence: CC BY 4.0, services: [cbs4, cbs3],
     years: {{2024: 85984NED, 2023: 85618NED}}}}
  - {{id: ses, name: "CBS, Sociaal-economische status", licence: CC BY 4.0, services: [cbs4],
     table: 85900NED}}
  - {{id: gezondheid, name: "RIVM en GGD’en", licence: CC BY 4.0, services: [derden3], table: 50120NED,
     where: {{Leeftijd: [18 jaar of ouder], Marges: [Waarde]}}}}
  - {{id: misdrijven, name: "Politie, Misdrijven", licence: CC BY 4.0, services: [derden3], table: 47018NED,
     split: SoortMisdrijf, counted: GeregistreerdeMisdrijven, kinds: [
       {{titles: [Totaal misdrijven], column: TotaalMisdrijven}},
       {{titles: [Diefstal/inbraak woning], column: InbraakWoning, together: 3}}]}}
  - {{id: grenzen, name: "CBS en Kadaster, Wijk- en buurtkaart", licence: CC BY 4.0, services: [pdok]}}
"""

    def asked_for(self, words: str) -> list[str]:
        """Return the questions that hold these words."""
        return [url for url in self.asked if words in url]


def padded(code: str) -> str:
    """A code as the old service pads it."""
    return f"{code:<10}"


def fits(text: str, row: dict[str, Any]) -> bool:
    """Tell whether a row fits a filter, by rewriting the filter into words that Python reckons with."""
    if not text:
        return True
    tokens = re.findall(r"startswith\(\w+,'[^']*'\)|\w+ eq '[^']*'|\(|\)|and|or", text)
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(tokens)), f"not understood: {text}"
    said = []
    for token in tokens:
        if start := re.fullmatch(r"startswith\((\w+),'([^']*)'\)", token):
            said.append(str(str(row[start[1]]).startswith(start[2])))
        elif equal := re.fullmatch(r"(\w+) eq '([^']*)'", token):
            said.append(str(str(row[equal[1]]) == equal[2]))
        else:
            said.append(token)
    return bool(eval(" ".join(said), {"__builtins__": {}}))


class Handler(BaseHTTPRequestHandler):
    """Answers as the services do."""

    protocol_version = "HTTP/1.1"
    services: Services

    def log_message(self, *_: Any) -> None:
        return None

    def do_GET(self) -> None:
        self.services.asked.append(unquote(self.path))
        trouble = self._trouble()
        if trouble is not None and self._broken(trouble):
            return
        split = urlsplit(self.path)
        asked = dict(parse_qsl(split.query))
        parts = split.path.strip("/").split("/")
        answers = {"v4": self._v4, "v3": self._v3, "derden": self._derden, "pdok": self._pdok}
        found = answers[parts[0]](parts[1:], asked) if parts[0] in answers else None
        if found is None:
            self._send(404, {"error": "unknown"})
        elif found is not SENT:
            self._send(200, found)

    def _trouble(self) -> Trouble | None:
        for trouble in self.services.troubles:
            if trouble.words in unquote(self.path):
                if trouble.after:
                    trouble.after -= 1
                elif trouble.times:
                    trouble.times -= 1
                    return trouble
        return None

    def _broken(self, trouble: Trouble) -> bool:
        if trouble.kind.isdigit():
            head = {"Retry-After": trouble.retry_after} if trouble.retry_after else {}
            self._send(int(trouble.kind), trouble.body or {"error": "no"}, head)
        elif trouble.kind == "cut":
            self._begin(200, {"Content-Length": "100000"})
            self.wfile.write(b'{"value": [{"Ident')
            self.close_connection = True
        elif trouble.kind == "half":
            self._text(200, '{"value": [{"Identifier": "T001036", "Ti')
        elif trouble.kind == "slow":
            time.sleep(1.5)
            return False
        elif trouble.kind == "drip":
            self._begin(200, {"Content-Length": "100000"})
            try:
                for _ in range(40):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass
            self.close_connection = True
        elif trouble.kind == "xml":
            self._text(200, "<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>")
        elif trouble.kind == "other":
            self._send(200, trouble.body)
        elif trouble.kind == "redirect":
            self._send(302, {}, {"Location": trouble.body})
        else:
            raise AssertionError(trouble.kind)
        return True

    def _begin(self, status: int, head: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in head.items():
            self.send_header(name, value)
        self.end_headers()

    def _text(self, status: int, text: str, head: dict[str, str] | None = None) -> None:
        body = text.encode()
        self._begin(status, {"Content-Length": str(len(body)), **(head or {})})
        self.wfile.write(body)

    def _send(self, status: int, found: Any, head: dict[str, str] | None = None) -> None:
        if self.services.marks and status == 200:
            if self.headers.get("If-None-Match") == '"one"':
                self._begin(304, {"Content-Length": "0"})
                return
            head = {**(head or {}), "ETag": '"one"'}
        self._text(status, json.dumps(found), head)

    def _paged(self, rows: list[dict[str, Any]], asked: dict[str, str], link: str) -> dict[str, Any]:
        """Rows from the skip on, with a link to what comes after."""
        at, size = int(asked.get("$skip", 0)), self.services.page
        page: dict[str, Any] = {"value": rows[at : at + size]}
        if at + size < len(rows):
            path = urlsplit(self.path).path
            # As the real ones do: the link forgets that JSON was asked, and may say http.
            kept = {name: said for name, said in asked.items() if name not in ("$skip", "$format")}
            kept["$skip"] = str(at + size)
            query = "&".join(f"{name}={quote(said)}" for name, said in kept.items())
            page[link] = f"{self.services.origin}{path}?{query}"
        return page

    def _v4(self, parts: list[str], asked: dict[str, str]) -> dict[str, Any] | None:
        table, entity = parts
        if table == "85900NED":
            rows = self._ses(entity)
        elif table in self.services.v4_tables:
            rows = self._kwb4(entity, self.services.v4_tables[table])
        elif table in ENERGY:
            rows = self._energy4(entity, ENERGY[table])
        else:
            rows = None
        if rows is None:
            return None
        rows = [row for row in rows if fits(asked.get("$filter", ""), row)]
        return self._paged(rows, asked, "@odata.nextLink")

    def _codes(self) -> list[dict[str, Any]]:
        return [
            {"Identifier": code, "Title": name, "DimensionGroupId": f"GM{code[2:6]}"}
            for code, name in self.services.names.items()
        ]

    def _kwb4(self, entity: str, year: int) -> list[dict[str, Any]] | None:
        groups = sorted({group for _, group in TITLES.values()})
        if entity == "MeasureCodes":
            return [
                {
                    "Identifier": code,
                    "Title": title,
                    "MeasureGroupId": str(groups.index(group)),
                    "Unit": "aantal",
                }
                for code, (title, group) in TITLES.items()
            ]
        if entity == "MeasureGroups":
            return [{"Id": str(n), "Title": group, "ParentId": None} for n, group in enumerate(groups)]
        if entity == "WijkenEnBuurtenCodes":
            return self._codes()
        if entity == "Observations":
            return [self._observation(m, c, figure(m, c, year)) for m in TITLES for c in self.services.names]
        return None

    def _energy4(self, entity: str, year: int) -> list[dict[str, Any]] | None:
        if entity == "MeasureCodes":
            return [
                {"Identifier": key, "Title": title, "MeasureGroupId": None, "Unit": unit}
                for key, (title, unit, _) in USED.items()
            ]
        if entity == "WoningkenmerkenCodes":
            return [{"Identifier": kind, "Title": title} for kind, title in KINDS.items()]
        if entity == "WijkenEnBuurtenCodes":
            return self._codes()
        if entity == "Observations":
            return [
                self._observation(key, code, used(key, code, year, kind), Woningkenmerken=kind)
                for key in USED
                for kind in KINDS
                for code in self.services.names
            ]
        return None

    def _energy3(self, entity: str, year: int, asked: dict[str, str]) -> dict[str, Any] | None:
        if entity == "DataProperties":
            rows = [
                {"Key": key, "Type": "Topic", "Title": title, "Unit": unit}
                for key, (title, unit, _) in USED.items()
            ]
            return self._wide(rows, asked)
        if entity == "Woningkenmerken":
            return self._wide([{"Key": f"{kind}  ", "Title": title} for kind, title in KINDS.items()], asked)
        if entity == "WijkenEnBuurten":
            return self._wide(self._keys(), asked)
        rows = [
            {
                "WijkenEnBuurten": padded(code),
                "Woningkenmerken": f"{kind}  ",
                **{key: used(key, code, year, kind) for key in USED},
            }
            for code in self.services.names
            for kind in KINDS
        ]
        return self._data(entity, rows, asked)

    def _observation(self, measure: str, code: str, value: float | None, **more: str) -> dict[str, Any]:
        gone = "." if code == BUURTEN[3] else "None"
        attribute = gone if value is None else "None"
        return {
            "Measure": measure,
            "ValueAttribute": attribute,
            "Value": value,
            "WijkenEnBuurten": code,
            **more,
        }

    def _ses(self, entity: str) -> list[dict[str, Any]] | None:
        """Two measures bear the title Gemiddelde score: only their group tells them apart."""
        if entity == "MeasureCodes":
            return [
                {"Identifier": "S1", "Title": "Gemiddelde score", "MeasureGroupId": "2", "Unit": "Getal"},
                {"Identifier": "S2", "Title": "Gemiddelde score", "MeasureGroupId": "3", "Unit": "Getal"},
            ]
        if entity == "MeasureGroups":
            return [
                {"Id": "1", "Title": "SES-WOA", "ParentId": None},
                {"Id": "2", "Title": "Totaalscore", "ParentId": "1"},
                {"Id": "3", "Title": "Deelscore", "ParentId": "1"},
            ]
        if entity == "PeriodenCodes":
            return [{"Identifier": f"{year}JJ00", "Title": str(year)} for year in (2020, 2021, 2022)]
        if entity == "WijkenEnBuurtenCodes":
            return self._codes()
        if entity == "Observations":
            return [
                self._observation(measure, code, 1.012 if measure == "S1" else 9.0, Perioden=f"{year}JJ00")
                for measure in ("S1", "S2")
                for year in (2020, 2021, 2022)
                for code in self.services.names
            ]
        return None

    def _v3(self, parts: list[str], asked: dict[str, str]) -> dict[str, Any] | None:
        table, entity = parts
        if table in ENERGY:
            return self._energy3(entity, ENERGY[table], asked)
        year = self.services.v3_tables.get(table)
        if year is None:
            return None
        if entity == "DataProperties":
            properties = [{"Key": "WijkenEnBuurten", "Type": "GeoDimension", "Title": "Wijken en buurten"}]
            properties += [
                {"Key": V3_KEYS[code], "Type": "Topic", "Title": title, "Unit": "aantal"}
                for code, (title, _) in TITLES.items()
            ]
            return self._wide(properties, asked)
        if entity == "WijkenEnBuurten":
            return self._wide(self._keys(), asked)
        rows = [
            {"WijkenEnBuurten": padded(code), **{V3_KEYS[m]: figure(m, code, year) for m in TITLES}}
            for code in self.services.names
        ]
        return self._data(entity, rows, asked)

    def _keys(self) -> list[dict[str, Any]]:
        return [{"Key": padded(code), "Title": f"{name}  "} for code, name in self.services.names.items()]

    def _wide(self, rows: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any]:
        rows = [row for row in rows if fits(asked.get("$filter", ""), row)]
        return self._paged(rows, asked, "odata.nextLink")

    def _data(self, entity: str, rows: list[dict[str, Any]], asked: dict[str, str]) -> dict[str, Any] | None:
        """Wide rows; refused when they are too many, and padded text in the untyped edition."""
        if entity not in ("TypedDataSet", "UntypedDataSet"):
            return None
        rows = [row for row in rows if fits(asked.get("$filter", ""), row)]
        top, skip = asked.get("$top"), int(asked.get("$skip", 0))
        if top is None and len(rows) > self.services.most:
            self._send(500, {"odata.error": {"message": "The query returns more than 10000 records."}})
            return SENT
        if top is not None:
            rows = rows[skip : skip + int(top)]
        columns = asked["$select"].split(",")
        rows = [{name: row[name] for name in columns} for row in rows]
        if entity == "UntypedDataSet":
            rows = [
                {n: v if n == "WijkenEnBuurten" else f"{'.' if v is None else v:>8}" for n, v in row.items()}
                for row in rows
            ]
        return {"value": rows}

    def _derden(self, parts: list[str], asked: dict[str, str]) -> dict[str, Any] | None:
        """The police and RIVM; without $format=json they answer in XML."""
        if asked.get("$format") != "json":
            self._text(200, "<feed xmlns='http://www.w3.org/2005/Atom'/>")
            return SENT
        table, entity = parts
        dimensions = {
            "Perioden": [{"Key": f"{y}JJ00", "Title": str(y)} for y in range(2020, 2026)],
            "Leeftijd": [
                {"Key": "20300  ", "Title": "18 jaar of ouder"},
                {"Key": "80200  ", "Title": "65 plus"},
            ],
            "Marges": [{"Key": "MW00000", "Title": "Waarde"}, {"Key": "MOG0095", "Title": "Ondergrens"}],
            "SoortMisdrijf": [
                {"Key": "0.0.0 ", "Title": "Totaal misdrijven"},
                {"Key": "1.1.1 ", "Title": "Diefstal/inbraak woning"},
            ],
            "WijkenEnBuurten": self._keys(),
        }
        if entity in dimensions:
            return self._wide(dimensions[entity], asked)
        health = table == "50120NED"
        columns = ["ErnstigZeerErnstigEenzaam_28"] if health else ["GeregistreerdeMisdrijven_1"]
        if entity == "DataProperties":
            kinds = [{"Key": key, "Type": "Topic", "Title": key} for key in columns]
            return self._wide(kinds, asked)
        rows = self._health() if health else self._crimes()
        return self._data(entity, rows, asked)

    def _health(self) -> list[dict[str, Any]]:
        return [
            {
                "WijkenEnBuurten": padded(code),
                "Perioden": f"{year}JJ00",
                "Leeftijd": age,
                "Marges": margin,
                "ErnstigZeerErnstigEenzaam_28": None
                if year > 2022
                else (12.5 if age == "20300  " and margin == "MW00000" else 99.0),
            }
            for code in self.services.names
            for year in range(2020, 2026)
            for age in ("20300  ", "80200  ")
            for margin in ("MW00000", "MOG0095")
        ]

    def _crimes(self) -> list[dict[str, Any]]:
        return [
            {
                "WijkenEnBuurten": padded(code),
                "Perioden": f"{year}JJ00",
                "SoortMisdrijf": kind,
                "GeregistreerdeMisdrijven_1": 50.0 if kind == "0.0.0 " else year - 2020.0,
            }
            for code in self.services.names
            for year in range(2020, 2026)
            for kind in ("0.0.0 ", "1.1.1 ")
        ]

    def _pdok(self, parts: list[str], asked: dict[str, str]) -> dict[str, Any] | None:
        _year, _collections, collection, _items = parts
        levels = {
            "gemeenten": ("GM", "gemeentecode"),
            "wijken": ("WK", "wijkcode"),
            "buurten": ("BU", "buurtcode"),
        }
        start, field_name = levels[collection]
        features = []
        for n, code in enumerate(code for code in self.services.names if code.startswith(start)):
            x, y = 5 + 0.01 * n, 52.0
            ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
            told = {field_name: code, "gemeentecode": f"GM{code[2:6]}", "aantal_inwoners": -99995}
            features.append(
                {
                    "type": "Feature",
                    "properties": told,
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            )
        if (wanted := asked.get("gemeentecode")) is not None:
            if not self.services.takes_municipality:
                self._send(400, {"title": "Bad Request", "detail": "unknown parameter gemeentecode"})
                return SENT
            features = [one for one in features if one["properties"]["gemeentecode"] == wanted]
        at, size = int(asked.get("cursor", 0)), 3
        page: dict[str, Any] = {
            "type": "FeatureCollection",
            "features": features[at : at + size],
            "links": [],
        }
        if at + size < len(features):
            kept = {**asked, "cursor": str(at + size)}
            query = "&".join(f"{name}={quote(said)}" for name, said in kept.items())
            href = f"{self.services.origin}{urlsplit(self.path).path}?{query}"
            page["links"] = [{"rel": "self", "href": self.path}, {"rel": "next", "href": href}]
        return page


@pytest.fixture
def services() -> Iterator[Services]:
    """The services, up while the test runs."""
    held = Services()
    handler = type("Bound", (Handler,), {"services": held})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    held.origin = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield held
    server.shutdown()
    server.server_close()
