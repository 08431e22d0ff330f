"""The petition number (信访件编号): what the petitioner keeps, types and reads out on the phone.

`XF2016-48210-09377-04`: the year of registration, ten digits, and two check digits after ISO 7064
MOD 97-10 (the scheme of bank account numbers). Every single wrong digit and every swap of two
digits, neighbours or not, is noticed: the weights of all places differ modulo the prime 97.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

from petition_es.domain.refusals import MistypedNumber

YEAR_DIGITS = 4
SERIAL_DIGITS = 10
_SHAPE = re.compile(r"XF(\d{4})(\d{10})(\d{2})")
_BETWEEN = re.compile(r"[\s._\u2010-\u2015\u2212\u200b\ufeff-]")
"""Blanks, dots, and the many dashes that keyboards and phones put between groups."""

_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class PetitionNumber:
    """A number that was issued: year, serial of ten digits, and the check digits they give."""

    year: int
    serial: int

    def __post_init__(self) -> None:
        """Refuse a number that does not fit its places."""
        fits = 0 <= self.year < 10**YEAR_DIGITS and 0 <= self.serial < 10**SERIAL_DIGITS
        if not fits:
            raise MistypedNumber(number=f"{self.year}/{self.serial}"[:40])

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read a number as people type it: any case, spaces, dashes, full-width digits."""
        folded = unicodedata.normalize("NFKC", typed).upper()
        bare = _BETWEEN.sub("", folded)
        match = _SHAPE.fullmatch("XF" + bare.removeprefix("XF").translate(_LOOKALIKES))
        if match is None or not bare.isascii():
            raise MistypedNumber(number=typed[:40])
        number = cls(int(match[1]), int(match[2]))
        if match[3] != number.check_digits:
            raise MistypedNumber(number=typed[:40])
        return number

    @property
    def check_digits(self) -> str:
        """Two digits that make the whole number leave 1 when divided by 97."""
        body = f"{self.year:04d}{self.serial:0{SERIAL_DIGITS}d}"
        return f"{98 - int(body) * 100 % 97:02d}"

    def __str__(self) -> str:
        """Write the number in groups that can be read aloud."""
        serial = f"{self.serial:0{SERIAL_DIGITS}d}"
        return f"XF{self.year:04d}-{serial[:5]}-{serial[5:]}-{self.check_digits}"
