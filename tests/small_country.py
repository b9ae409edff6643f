"""A small made-up country in files: two municipalities with buurten, figures and shapes."""

import json

HEADER = "BU_CODE;BU_NAAM;WK_CODE;GM_CODE;GM_NAAM;STED;AANT_INW;g_gas;g_wozbag;P_65_EO_JR"


def figures_of(number=60, municipality="GM0344", name="Voorstad"):
    """Rows of buurten with rising figures; the first has no gas figure and the second no figure at all."""
    digits = municipality[2:]
    rows = [HEADER]
    for n in range(number):
        gas = "-99997" if n == 0 else str(1000 + n)
        rest = ".;.;." if n == 1 else f"{gas};{200 + n};{n % 50}"
        rows.append(
            f"BU{digits}{n // 20:02d}{n % 100:02d};Buurt {n:02d};WK{digits}{n // 20:02d};"
            f"{municipality};{name};2;900;{rest}"
        )
    return f"kwb2020 {municipality}.csv", "\n".join(rows).encode()


def shapes_of(number=60, municipality="GM0344"):
    """A chequered board of squares, one for each buurt."""
    digits, features = municipality[2:], []
    for n in range(number):
        x, y = 5 + 0.02 * (n % 10), 52 + 0.02 * (n // 10)
        ring = [[x, y], [x + 0.02, y], [x + 0.02, y + 0.02], [x, y + 0.02], [x, y]]
        code = f"BU{digits}{n // 20:02d}{n % 100:02d}"
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"BU_CODE": code}, "geometry": geometry})
    return "grenzen.geojson", json.dumps({"features": features}).encode()
