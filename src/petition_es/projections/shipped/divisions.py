"""The level and the province of a division, which its code of GB/T 2260 tells."""

from functools import lru_cache
from typing import Literal

from petition_es.domain.codes import Place

DivisionLevel = Literal["provincial", "municipal", "county", "township", "unknown"]

SCHEME = "gbt2260"
LEVELS: dict[int, DivisionLevel] = {2: "provincial", 4: "municipal", 6: "county"}
"""By how many digits of a code say something."""
COUNTY_DIGITS = 6
PROVINCE_DIGITS = 2


def level_of(place: Place | None) -> DivisionLevel:
    """The level of the division where a problem lies; `unknown` where nobody said which it is."""
    division = None if place is None else place.division
    if division is None or division.scheme != SCHEME:
        return "unknown"
    return level_of_code(division.value)


def province_of(place: Place | None) -> str:
    """The two digits of the province where a problem lies; `unknown` where nobody said it."""
    division = None if place is None else place.division
    if division is None or division.scheme != SCHEME:
        return "unknown"
    digits = division.value[:PROVINCE_DIGITS]
    is_code = digits.isdecimal() and len(digits) == PROVINCE_DIGITS
    return digits if is_code else "unknown"


@lru_cache(maxsize=100_000)
def level_of_code(code: str) -> DivisionLevel:
    """The level of a code: 11 or 110000, 1101 or 110100, 110101, and longer ones for townships."""
    if not code.isdecimal():
        return "unknown"
    if code[COUNTY_DIGITS:].strip("0"):
        return "township"
    digits = code[:COUNTY_DIGITS]
    while digits.endswith("00"):
        digits = digits[:-2]
    return LEVELS.get(len(digits), "unknown")
