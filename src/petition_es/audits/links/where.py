"""Where: how far apart the places of two petitions are."""

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_000
POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class Point:
    """A point on the earth, in degrees."""

    latitude: float
    longitude: float


def point_of(words: str | None) -> Point | None:
    """Read `latitude, longitude` in degrees; None where that is not what stands there."""
    found = POINT.fullmatch(words or "")
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None  # noqa: PLR2004  # degrees


def metres_between(one: Point, other: Point) -> float:
    """The distance over the ground, in metres (haversine)."""
    up, down = radians(one.latitude), radians(other.latitude)
    over = sin((up - down) / 2) ** 2
    around = sin(radians(one.longitude - other.longitude) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(1.0, over + cos(up) * cos(down) * around)))
