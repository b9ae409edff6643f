"""A small table that uses every part of the exchange file once, and tables drawn from its schema."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    files("gebiedstafel.exchange").joinpath("table.schema.json").read_text(encoding="utf-8")
)

SMALL: dict[str, Any] = {
    "format": "gebiedstafel/table",
    "version": 1,
    "table": {
        "id": "beukenhof",
        "name": "Beukenhof",
        "area": "WK1",
        "as_of": "2026-11-01",
        "years": [2027, 2028, 2029],
        "notice": "Verzonnen.",
    },
    "settings": {"weights": {"need": 1, "lead": 0.25}, "min_resident_led": 1},
    "areas": [
        {"id": "GM1", "name": "Bosrijk", "level": "gemeente", "residents": 40000},
        {"id": "WK1", "name": "Beukenhof", "level": "wijk", "parent": "GM1", "residents": 6100},
        {"id": "ST1", "name": "Esdoornlaan", "level": "straat", "parent": "WK1"},
    ],
    "figures": [
        {
            "id": "rust",
            "name": "Slaapt goed",
            "unit": "%",
            "year": 2025,
            "direction": -1,
            "values": {"WK1": 61.5, "ST1": None},
            "source": {"text": "eigen telling", "seen_on": "2026-10-01"},
        }
    ],
    "parties": [
        {
            "id": "stad",
            "name": "Gemeente Bosrijk",
            "kind": "overheid",
            "owner_class": "gemeente",
            "mandate": "tot 5k",
        },
        {
            "id": "buren",
            "name": "Buren van Beukenhof",
            "kind": "bewoners",
            "owner_class": "bewoners",
            "at_table": True,
            "interest": "Een stille nacht",
            "fear": "Dat het bij praten blijft",
            "hours": [
                {"per_year": {"2027": 100, "2028": 80}},
                {"skill": "timmeren", "per_year": {"2027": 20}},
            ],
            "max_leads": 2,
        },
        {
            "id": "huis",
            "name": "Wonen in Bosrijk",
            "kind": "corporatie",
            "owner_class": "corporatie",
            "hours": [],
        },
        {"id": "water", "name": "Waterschap Bosrijk", "owner_class": "waterschap", "at_table": False},
    ],
    "challenges": [
        {
            "id": "O1",
            "title": "Wateroverlast in de Esdoornlaan",
            "themes": ["OPE-WATE"],
            "areas": ["ST1"],
            "arises": "straat",
            "solved_at": ["straat", "wijk"],
            "owners": ["stad"],
            "with": ["buren", "water"],
            "need_words": "Droge voeten.",
            "urgency": 4,
            "key_higher": "1/3",
        },
        {"id": "O2", "title": "Elkaar kennen"},
    ],
    "money_flows": [
        {
            "id": "F1",
            "name": "Wijkbudget",
            "holder": "stad",
            "owner_class": "gemeente",
            "budget": {"2027": 5_000_000, "2028": 5_000_000},
            "cost_types": ["investering", "proces"],
            "area": "WK1",
            "certainty": "vast",
            "conditions": [{"text": "Collegebesluit", "checked_by": "stad", "by": "2027-03-01"}],
        },
        {
            "id": "F2",
            "name": "Waterpot",
            "holder": "water",
            "applicant": "stad",
            "owner_class": "waterschap",
            "budget": {"2028": 8_000_000},
            "cost_types": ["investering"],
            "themes": [],
            "area": "WK1",
            "certainty": "mogelijk",
            "needs_at_table": "water",
            "max_share": 0.5,
            "match": {"ratio": "2/3", "excluded_classes": ["rijk"]},
            "spend_by": "2028-12-31",
            "max_per_unit": {"unit": "woning", "cents": 250_000},
            "core": {"share": 0.5, "themes": ["OPE-WATE"]},
            "only_led_by": ["stad"],
        },
    ],
    "measures": [
        {
            "id": "M1",
            "title": "Straat afkoppelen",
            "themes": ["OPE-WATE"],
            "area": "ST1",
            "leads": ["stad"],
            "start": {"earliest": 2027, "latest": 2028, "planned": 2027},
            "costs": {"investering": [3_000_000, 1_000_000], "proces": [0]},
            "revenue": {"investering": [10_000]},
            "hours": [{"party": "buren", "per_year": [40, 20]}, {"skill": "timmeren", "per_year": [8]}],
            "hours_freed": [{"party": "stad", "per_year": [5]}],
            "offered_hours": [{"party": "buren", "per_year": [10, 5]}],
            "judgements": [
                {"challenge": "O1", "party": "buren", "size": "wat"},
                {"challenge": "O2", "party": "stad", "size": "weinig"},
            ],
            "effects": {"O1": "veel", "O2": 1.5},
            "benefits": [
                {"party": "water", "cents_per_year": 300_000, "until": 2030, "quality": "geschat"},
                {
                    "party": "huis",
                    "cents_per_year": 20_000,
                    "quality": "betwist",
                    "reply": {"says": "betwist", "words": "Onze kelders waren al droog."},
                },
            ],
            "units": {"woning": 12},
            "street": "ST1",
            "opens_street": True,
        },
        {
            "id": "M2",
            "title": "Straatdiner",
            "themes": ["SAM-ONTM"],
            "area": "ST1",
            "leads": ["buren"],
            "start": {"earliest": 2028, "latest": 2029},
            "costs": {},
            "effects": {"O2": "weten we niet"},
            "requires": [{"measure": "M1", "lag": 1}],
            "resident_led": True,
            "conditions": [{"text": "Vergunning"}],
        },
    ],
    "bundles": [{"id": "B1", "title": "Eén keer open", "measures": ["M1", "M2"], "saving_per_extra": 50_000}],
    "statements": [
        {
            "id": "S1",
            "text": "Mijn kelder mag niet meer onderlopen.",
            "theme": "OPE-WATE",
            "votes": {
                "A": {"agree": 40, "disagree": 5, "pass": 5},
                "B": {"agree": 30, "disagree": 6, "pass": 4},
            },
            "served_by": ["M1"],
        }
    ],
    "choices": {"in": ["M2"], "start": {"M1": 2027}},
}


def small_table(**heading: Any) -> dict[str, Any]:
    """Return the small table, with another heading where the test needs one."""
    document = copy.deepcopy(SMALL)
    document["table"] |= heading
    return document
