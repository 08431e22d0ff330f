"""Loading the law: all files of rules are read and checked, then put together, or none is used."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from petition_es.domain.regime.calendar import Calendar
from petition_es.domain.regime.law import Law
from petition_es.domain.regime.rules import Regime
from petition_es.regimes.calendars import calendar_of_china
from petition_es.regimes.checking import check_regimes
from petition_es.regimes.composing import composed
from petition_es.regimes.reading import RegimeFile, read_file

ENDING = ".toml"


def shipped_files() -> list[RegimeFile]:
    """The rules that come with the program."""
    found = (each for each in files(__package__).iterdir() if each.name.endswith(ENDING))
    return [read_file(each.name, each.read_text("utf-8")) for each in sorted(found, key=str)]


def files_in(folder: Path) -> list[RegimeFile]:
    """The rules in a folder of one's own; none where there is no such folder."""
    found = sorted(folder.glob(f"*{ENDING}"))
    return [read_file(str(path), path.read_text("utf-8")) for path in found]


def read_regimes(read: Sequence[RegimeFile], calendars: Iterable[str]) -> list[Regime]:
    """Put the regimes of some files together; what does not fit together is a RegimeFault."""
    regimes = composed(read)
    check_regimes(read, regimes, frozenset(calendars))
    return regimes


@cache
def shipped_law() -> Law:
    """The law as it is shipped, counted by the days off of China."""
    return load_law({"cn": calendar_of_china()})


def load_law(calendars: Mapping[str, Calendar], own: Path | None = None) -> Law:
    """The law as it is shipped, with the files of a folder of one's own beside it."""
    read = shipped_files() + (files_in(own) if own else [])
    return Law(read_regimes(read, calendars), calendars)
