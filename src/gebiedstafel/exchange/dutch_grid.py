"""From the Dutch grid (RD, EPSG:28992) to longitude and latitude (WGS84, EPSG:4326).

The polynomials of Schreutelkamp and Strang van Hees, "Benaderingsformules voor de transformatie tussen
RD- en WGS84-kaartcoördinaten", Geodesia 43 (2001), pages 64–69; off by less than a metre on land.
"""

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

AMERSFOORT_RD = (155_000.0, 463_000.0)
AMERSFOORT = (5.38720621, 52.15517440)

# (power of x, power of y, seconds of arc)
LATITUDE = (
    (0, 1, 3235.65389),
    (2, 0, -32.58297),
    (0, 2, -0.24750),
    (2, 1, -0.84978),
    (0, 3, -0.06550),
    (2, 2, -0.01709),
    (1, 0, -0.00738),
    (4, 0, 0.00530),
    (2, 3, -0.00039),
    (4, 1, 0.00033),
    (1, 1, -0.00012),
)
LONGITUDE = (
    (1, 0, 5260.52916),
    (1, 1, 105.94684),
    (1, 2, 2.45656),
    (3, 0, -0.81885),
    (1, 3, 0.05594),
    (3, 1, -0.05607),
    (0, 1, 0.01199),
    (3, 2, -0.00256),
    (1, 4, 0.00128),
    (0, 2, 0.00022),
    (2, 0, -0.00022),
    (5, 0, 0.00026),
)


def _seconds(terms: tuple[tuple[int, int, float], ...], x: Numbers, y: Numbers) -> Numbers:
    return np.asarray(sum(factor * x**p * y**q for p, q, factor in terms), dtype=np.float64)


def to_longitude_latitude(points: Numbers) -> Numbers:
    """Return longitude and latitude in degrees for rows of RD x and y in metres."""
    x = (points[:, 0] - AMERSFOORT_RD[0]) / 100_000
    y = (points[:, 1] - AMERSFOORT_RD[1]) / 100_000
    longitude = AMERSFOORT[0] + _seconds(LONGITUDE, x, y) / 3600
    latitude = AMERSFOORT[1] + _seconds(LATITUDE, x, y) / 3600
    return np.column_stack([longitude, latitude])
