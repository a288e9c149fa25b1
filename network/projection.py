"""Equal Earth projection (Šavrič, Patterson and Jenny 2018) for the dotted land map in land_dots.json.

The map is 960 units wide, centred on 12° E and cropped to longitudes -122° to 152° and latitudes -40° to 64°.
"""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
CENTRE, WEST, EAST, NORTH, WIDTH = 12, -122, 152, 64, 960


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Unscaled map coordinates of a point given in degrees."""
    lam, phi = radians(longitude), asin(M * sin(radians(latitude)))
    phi2 = phi * phi
    phi6 = phi2**3
    x = lam * cos(phi) / (M * (A1 + 3 * A2 * phi2 + phi6 * (7 * A3 + 9 * A4 * phi2)))
    y = phi * (A1 + A2 * phi2 + phi6 * (A3 + A4 * phi2))
    return x, y


_X0 = equal_earth(WEST - CENTRE, 0)[0]
_SCALE = WIDTH / (equal_earth(EAST - CENTRE, 0)[0] - _X0)
_Y0 = equal_earth(0, NORTH)[1]


def to_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Map units (x right, y down) of a place; check: Guadalajara (-103.35, 20.67)."""
    x, y = equal_earth(longitude - CENTRE, latitude)
    return round((x - _X0) * _SCALE, 1), round((_Y0 - y) * _SCALE, 1)
