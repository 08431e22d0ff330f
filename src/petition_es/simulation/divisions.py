"""The administrative divisions of China (行政区划), read from the file that is shipped.

The file is a tree by indentation: each line has what a code adds to the code above it, and a name.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from petition_es.domain.codes import Code, UnitLevel

SCHEME, EDITION = "gbt2260", "2023"
LEVELS: tuple[UnitLevel, ...] = ("provincial", "municipal", "county", "township")
_LINE = re.compile(r"(\t*)(\d+)(.+)")
_HELD_BY_NOBODY = re.compile(r"市辖区|县|(省|自治区)直辖县级行政区划")


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """One division: its code of GB/T 2260, what it is called, and the division it belongs to."""

    code: str
    name: str
    level: UnitLevel
    above: "Division | None"

    @property
    def has_government(self) -> bool:
        """Tell whether it is governed; some cities are mere columns in the list of codes."""
        return self.level != "municipal" or not _HELD_BY_NOBODY.fullmatch(self.name)

    @property
    def full_name(self) -> str:
        """The name from the province down, as in 山东省烟台市海阳市."""
        before = self.above.full_name if self.above else ""
        return before + self.name if self.has_government else before

    @property
    def as_code(self) -> Code:
        """The code as events carry it: with six digits, those of townships with nine."""
        return Code(SCHEME, EDITION, self.code.ljust(6, "0"))


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions of the four levels below the nation, each behind the one it belongs to."""
    packed = (files("petition_es.simulation") / "divisions.txt.gz").read_bytes()
    found: list[Division] = []
    way: list[Division] = []
    for depth, added, name in _LINE.findall(gzip.decompress(packed).decode()):
        del way[len(depth) :]
        above = way[-1] if way else None
        code = above.code + added if above else added
        way.append(Division(code, name, LEVELS[len(depth)], above))
        found.append(way[-1])
    return tuple(found)
