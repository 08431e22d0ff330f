"""The command that founds units from a list: `petition-es units load`."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from petition_es.bootstrap import House
from petition_es.cli.importing import INTERRUPTED
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.progress import progress
from petition_es.domain.unit_list import UnitPlace
from petition_es.importing.unit_file import UnitFile, Unreadable
from petition_es.office.founding import Founded
from petition_es.store.collecting import collecting_nothing

LOAD_HELP = """Found the units of a list, in CSV or CSV.gz; `-` reads the standard input.

Columns: unit_id, name_zh, level, kind, superior, and where it is known
name_en, division, connected_since. Rows may stand in any order.

Where one row cannot be taken in, none is: each such row is named with its
line and the reason. What stands already stays as it is, and a row that says
otherwise is named. Run it again as often as you like.

Exit code 0: done. 1: a row cannot be taken in. 3: the file cannot be read at all.

Example: petition-es units load units.csv
"""
REFUSED = 1
SHOWN_MAX = 20
"""How many rows are named before they are only counted; as JSON all are named."""

STDIN = "-"


def add_command(units: typer.Typer, door: Door) -> None:
    """Give the commands about units the one that loads."""
    units.command("load", help=LOAD_HELP)(_load(door))


def _load(door: Door) -> Callable[..., None]:
    def load(
        file: Annotated[str, typer.Argument(help="The list to read; - for the standard input.")],
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with _readable(file) as path, opened(door) as house, collecting_nothing():
            run = _Run(door, house, path, as_json=as_json)
            places = run.read()
            run.check(places)
            run.show(run.found(places))

    return load


@contextmanager
def _readable(file: str) -> Iterator[Path]:
    """A file that can be read twice, for its encoding is looked at first."""
    if file != STDIN:
        yield Path(file)
        return
    with TemporaryDirectory(prefix="petition-units-") as room:
        path = Path(room) / "standard-input"
        with path.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield path


class _Run:
    """One list being loaded, and what is told of it."""

    def __init__(self, door: Door, house: House, path: Path, *, as_json: bool) -> None:
        self._door, self._house, self._path, self._as_json = door, house, path, as_json

    def read(self) -> list[UnitPlace]:
        """The rows of the list; ends the command where one is none."""
        zone, now = self._house.settings.office_zone, self._house.clock()
        with UnitFile(self._path, zone=zone, now=now) as rows:
            read = list(rows)
        self._refuse([row for row in read if isinstance(row, Unreadable)])
        return [row for row in read if isinstance(row, UnitPlace)]

    def check(self, places: Sequence[UnitPlace]) -> None:
        """End the command where a row would break the tree."""
        faults = self._house.founding.faults(places)
        self._refuse([Unreadable.of(place.line, why) for place, why in faults])

    def found(self, places: Sequence[UnitPlace]) -> Founded:
        """Found what is new; after a Ctrl-C say what is in already, and stop."""
        founded = Founded()
        with progress(self._door.err, self._path.name, len(places)) as moved:
            try:
                for founded in self._house.founding.found(places):  # the last is all
                    moved(founded.rows, founded.rows)
            except KeyboardInterrupt:
                self._door.tell(self._door.say("cli.units.interrupted", units=founded.rows))
                raise typer.Exit(INTERRUPTED) from None
        return founded

    def show(self, founded: Founded) -> None:
        """Show the result: sentences, and in their place or beside them one line of JSON."""
        differing = sorted(
            (each.place.line, each.place.unit_id, each.fields) for each in founded.differing
        )
        self._print("cli.units.loaded", units=founded.units, already=founded.already)
        if differing:
            self._print("cli.units.differing", units=len(differing))
        lines = [
            self._door.say("cli.units.differs", line=line, unit=unit, fields=", ".join(fields))
            for line, unit, fields in differing
        ]
        self._print_some(lines)
        if self._as_json:
            names = ("line", "unit_id", "fields")
            rows = [dict(zip(names, each, strict=True)) for each in differing]
            counts = {"founded": founded.units, "already": founded.already}
            self._door.show_json({**counts, "differing": rows, "rejected": []})

    def _refuse(self, rows: Sequence[Unreadable]) -> None:
        if not rows:
            return
        said = [(row.line, self._door.say(row.key, **row.facts)) for row in rows]
        self._print("cli.units.refused", rows=len(rows))
        self._print_some(
            [self._door.say("cli.units.row", line=line, why=why) for line, why in said]
        )
        if self._as_json:
            named = [
                {"line": row.line, "reason": row.key.partition(".")[2], "detail": why}
                for row, (_, why) in zip(rows, said, strict=True)
            ]
            counts = {"founded": 0, "already": 0, "differing": []}
            self._door.show_json({**counts, "rejected": named})
        raise typer.Exit(REFUSED)

    def _print_some(self, lines: Sequence[str]) -> None:
        for line in lines[:SHOWN_MAX]:
            self._console.print(f"  {line}", markup=False)
        if len(lines) > SHOWN_MAX:
            self._print("cli.units.more", rows=len(lines) - SHOWN_MAX)

    def _print(self, key: str, **facts: object) -> None:
        self._console.print(self._door.say(key, **facts), markup=False)

    @property
    def _console(self) -> Console:
        return self._door.err if self._as_json else self._door.out
