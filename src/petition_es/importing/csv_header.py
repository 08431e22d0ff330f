"""The header of a CSV file, held against the columns that are expected."""

from collections import Counter
from dataclasses import dataclass

from petition_es.importing.source_file import UnreadableFile


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns a file must have, those it may have, and whether others are let through."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    others: bool = False

    def check(self, names: tuple[str, ...], file_name: str) -> None:
        """Raise one UnreadableFile that names all that is wrong with the header.

        Columns that are not expected are told by position only: without a header, what stands
        in the first line is somebody's text.
        """
        faults = [*self._missing(names), *self._unknown(names), *self._twice(names)]
        if faults:
            raise UnreadableFile(f"{file_name}: {'; '.join(faults)}. {self._expectation()}")

    def _missing(self, names: tuple[str, ...]) -> list[str]:
        missing = [name for name in self.required if name not in names]
        if not missing:
            return []
        if len(missing) == len(self.required):
            return [f"the first line is no header: {_listed(missing)} missing{_separator(names)}"]
        return [f"{_listed(missing)} missing in the header"]

    def _unknown(self, names: tuple[str, ...]) -> list[str]:
        known = {*self.required, *self.optional}
        unknown = [at for at, name in enumerate(names, start=1) if name not in known]
        if self.others or not unknown:
            return []
        return [f"unknown columns at position {', '.join(map(str, unknown))}"]

    def _twice(self, names: tuple[str, ...]) -> list[str]:
        twice = [name for name, times in Counter(names).items() if times > 1]
        known = [name for name in twice if name in {*self.required, *self.optional}]
        if len(known) == len(twice):
            return [f"{_listed(known)} twice in the header"] if known else []
        at = [str(i) for i, name in enumerate(names, start=1) if name in twice]
        return [f"the columns at position {', '.join(at)} share names"]

    def _expectation(self) -> str:
        must = f"Expected are {', '.join(self.required)}"
        may = f"; allowed are {', '.join(self.optional)}" if self.optional else ""
        return f"{must}{may}{' and any others' if self.others else ''}."


def _listed(names: list[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _separator(names: tuple[str, ...]) -> str:
    """Hint at another separator when all of the header fell into one column."""
    line = names[0] if len(names) == 1 else ""
    for mark, word in ((";", "semicolons"), ("\t", "tabs"), ("，", "full-width commas")):
        if mark in line:
            return f" (its columns seem to be separated by {word}, not by commas)"
    return ""
