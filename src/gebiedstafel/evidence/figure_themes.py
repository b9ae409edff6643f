"""Which themes a figure says something about; a figure that is only context says nothing of any."""

from __future__ import annotations

from collections.abc import Mapping

#: By the id of the indicator, as in exchange/indicators.yaml. Our own judgement, open to correction.
THEMES_OF: Mapping[str, tuple[str, ...]] = {
    "won_leeg": ("WON-BOUW", "OPE-VERL"),
    "won_woz": ("WON-KWAL",),
    "won_energielabel": ("ENE-ISOL", "WON-KWAL"),
    "voorz_huisarts": ("ZOR-LEEF", "ZOR-OUDE"),
    "voorz_super": ("BES-ECON",),
    "voorz_school": ("JON-KANS",),
    "ses_woa": ("BES-ARMO",),
    "opl_laag": ("JON-KANS", "BES-TAAL"),
    "ink_min": ("BES-ARMO",),
    "ink_110": ("BES-ARMO",),
    "ink_arm": ("BES-ARMO",),
    "ink_40": ("BES-ARMO",),
    "vermogen": ("BES-SCHU",),
    "inkomen": ("BES-ARMO",),
    "bijstand": ("BES-WERK", "BES-ARMO"),
    "jeugdzorg": ("JON-OPGR",),
    "wmo": ("ZOR-OUDE",),
    "rondkomen": ("BES-SCHU",),
    "arbeid": ("BES-WERK",),
    "ww": ("BES-WERK",),
    "ao": ("BES-WERK",),
    "gez_goed": ("ZOR-LEEF",),
    "eenzaam": ("SAM-EENZ", "SAM-ONTM"),
    "angst": ("ZOR-GGZ",),
    "overgewicht": ("ZOR-LEEF",),
    "gas": ("ENE-ISOL", "ENE-WARM"),
    "aardgasvrij": ("ENE-WARM",),
    "earm": ("ENE-ARMO",),
    "earm_lihe": ("ENE-ARMO",),
    "earm_lilek": ("ENE-ARMO", "ENE-ISOL"),
    "earm_lekwi": ("ENE-ISOL",),
    "misdrijf": ("VEI-HIC", "VEI-BELE"),
    "woninginbraak": ("VEI-HIC",),
    "vernieling": ("OPE-VERL", "VEI-OVER"),
    "overlast": ("VEI-OVER", "SAM-SPAN"),
}
