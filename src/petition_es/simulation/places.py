"""Where a matter lies on the map: an address, and a point that is the same to some steps.

Points are invented: near the seat of the province, and as far apart as places of one county are.
Whoever petitions about the same spot names a point within a hundred metres.
"""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from zlib import crc32

from petition_es.simulation.matter import Matter
from petition_es.simulation.words import one_of, pool

COUNTY_DEGREES, TOWNSHIP_DEGREES, SPOT_DEGREES = 0.9, 0.1, 0.02
STEPS_DEGREES = 0.0003
"""Some thirty metres: how far from the spot a point may be."""

HOUSES = 200


def address(matter: Matter, random: Random) -> str:
    """The address as somebody writes it down."""
    facts = {**matter.facts, "house": str(1 + crc32(matter.facts["place"].encode()) % HOUSES)}
    return one_of(pool("place", "addresses"), random) % facts


def point(matter: Matter, random: Random) -> str:
    """Latitude and longitude in degrees, as `38.12345,104.12345`."""
    north, east = _spot(matter.township.code, matter.facts["place"])
    north += (random.random() - 0.5) * 2 * STEPS_DEGREES
    east += (random.random() - 0.5) * 2 * STEPS_DEGREES
    return f"{north:.5f},{east:.5f}"


def _spot(township: str, place: str) -> tuple[float, float]:
    north, east = _seats()[township[:2]]
    for where, degrees in (
        (township[:6], COUNTY_DEGREES), (township, TOWNSHIP_DEGREES), (place, SPOT_DEGREES),
    ):  # fmt: skip
        drawn = crc32(where.encode())
        north += ((drawn & 0xFFFF) / 0xFFFF - 0.5) * 2 * degrees
        east += ((drawn >> 16) / 0xFFFF - 0.5) * 2 * degrees
    return north, east


@cache
def _seats() -> dict[str, tuple[float, float]]:
    text = (files("petition_es.simulation") / "seats.toml").read_text("utf-8")
    return {code: (north, east) for code, (north, east) in tomllib.loads(text)["seat"].items()}
