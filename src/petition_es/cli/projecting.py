"""The command that folds a projection of the analyst's own over the store."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table as Sheet
from rich.text import Text

from petition_es.cli.opening import Door, opened
from petition_es.projections.kit.faults import FileUnusable, HandlerFailed
from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.loading import Kind, line_in, projection_of
from petition_es.projections.kit.table import Table
from petition_es.projections.running.reading import Reading, asks_for_matters
from petition_es.projections.running.standing_log import StandingLog
from petition_es.store.event_store import PetitionStore

PROJECT_HELP = """Fold a projection of your own over the store: one Python file, one class in it.

Nothing is kept: the table is printed, or written to a file (.csv, .parquet or .arrow). The file is
run, so run only what you would run yourself. How to write one: docs/writing-a-projection.md

Example: petition-es project my_projection.py --to table.parquet --known-by 2016-08-04
"""
ROWS_SHOWN = 40


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its command for the analyst's own."""
    app.command("project", help=PROJECT_HELP)(_project(door))


def _project(door: Door) -> Callable[..., None]:
    def project(  # noqa: PLR0917  # the options of the command line
        file: Annotated[Path, typer.Argument(help="The file with the class.")],
        name: Annotated[
            str | None, typer.Option(help="Which class, where there are several.")
        ] = None,
        to: Annotated[
            Path | None, typer.Option(help="Write the table to this file instead.")
        ] = None,
        known_by: Annotated[
            str | None, typer.Option(help="Only what was known by this day.")
        ] = None,
        at_position: Annotated[
            int | None, typer.Option(min=0, help="Only the log up to this position.")
        ] = None,
        as_json: Annotated[  # noqa: FBT002  # a flag of the command line
            bool, typer.Option("--json", help="Print a line of JSON for each row.")
        ] = False,
    ) -> None:
        known = door.reader.day("--known-by", known_by)
        projection = projection_of(file, name)
        with opened(door) as house:
            table = _folded(house.store, file, projection, at_position, known)
        if to is not None:
            table.to_file(to)
            door.tell(door.say("cli.project.written", rows=len(table), path=to))
        elif as_json:
            for row in table:
                door.show_json(row)
        else:
            _print(door, table)

    return project


def _folded(
    store: PetitionStore,
    file: Path,
    projection: Kind,
    at_position: int | None,
    known_by: date | datetime | None,
) -> Table:
    definition = projection.DEFINITION
    with store.reader() as reader:
        head = reader.head()
        upto = head if at_position is None else min(head, at_position)
        reading = Reading(reader, [definition], lambda: store.decoder(opens=True))
        log = StandingLog(reading, upto, known_by)
        try:
            folding = Folding(
                definition, matters=log.matters() if asks_for_matters(definition) else None
            )
            log.fold([folding])
        except HandlerFailed as failed:
            raise _in_the_file(file, failed) from failed
    return Table.of(definition, folding.rows)


def _in_the_file(file: Path, failed: HandlerFailed) -> FileUnusable:
    """Say in which line of the analyst's file a handler raised, and what."""
    cause = failed.__cause__ or failed
    reason = f"{failed}: {type(cause).__name__}: {cause}"
    return FileUnusable(path=file, line=line_in(file.resolve(), cause), reason=reason)


def _print(door: Door, table: Table) -> None:
    sheet = Sheet(box=None, pad_edge=False, header_style="bold")
    for column in table.columns:
        sheet.add_column(column, overflow="fold")
    for values in table.tuples[:ROWS_SHOWN]:
        sheet.add_row(*(Text("" if value is None else str(value)) for value in values))
    door.out.print(sheet, soft_wrap=False)
    if len(table) > ROWS_SHOWN:
        door.tell(door.say("cli.project.more", rows=len(table) - ROWS_SHOWN))
