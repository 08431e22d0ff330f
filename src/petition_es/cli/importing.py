"""Commands that take in what other systems hold: `petition-es import …`."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal, Protocol

import typer

from petition_es.bootstrap import House, office_clock
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.progress import progress
from petition_es.importing.case_histories import CaseHistories
from petition_es.importing.complaint_histories import SYSTEM, ComplaintHistories
from petition_es.importing.complaints import ComplaintFile
from petition_es.importing.eventlog import open_case_log
from petition_es.importing.intake import Intake, Record, Tally
from petition_es.importing.mapping import read_mapping
from petition_es.importing.mapping_file import SYSTEM_NAME
from petition_es.importing.rejects import RejectFile
from petition_es.importing.request_histories import RequestHistories
from petition_es.importing.request_mapping import read_request_mapping
from petition_es.importing.requests import RequestFile

IMPORT_HELP = """Take in what other systems hold.

What cannot be taken in goes to a reject file: its line, column and reason.
The rest goes in. Run an import again as often as you like: nothing is taken
in twice, and one that was stopped goes on where it was.

Exit code 0: done, even with rejects. 3: the file cannot be read at all.

Example: petition-es import complaints replies.csv
"""
COMPLAINTS_HELP = """Take in citizens' messages and replies, from CSV or CSV.gz.

Columns: message_id, user, subject, submitted_at, body, and where there are
replies reply, replied_at. Times are those of Asia/Shanghai. Recorded is what
the file proves: submitted, registered, replied.

Exit code 0: done, even with rejects. 3: the file cannot be read at all.

Example: petition-es import complaints replies.csv --source leader-mailbox
"""
EVENTLOG_HELP = """Take in the case log of another system, from CSV or XES, or .gz.

A mapping says what each activity becomes. Shipped are wabo_receipt,
wabo_permits and helpdesk; write your own after them.

Exit code 0: done, even with rejects. 3: the file cannot be read at all.

Example: petition-es import eventlog permits.xes.gz --mapping wabo_receipt
"""
REQUESTS_HELP = """Take in the service requests of a city, from CSV or CSV.gz, one row each.

A mapping says which columns tell what. Shipped are boston_311, chicago_311
and nyc_311; write your own after them. Recorded is what the list proves:
submitted, registered, and the closing note as a reply.

Exit code 0: done, even with rejects. 3: the file cannot be read at all.

Example: petition-es import requests animals.csv.gz --mapping boston_311
"""
BOSTON = Path("boston_311")
INTERRUPTED = 130

Mapping = Annotated[Path, typer.Option(help="A mapping file, or the name of one that is shipped.")]
File = Annotated[Path, typer.Argument(help="The file to read.")]
Rejects = Annotated[
    Path | None,
    typer.Option(help="Where the rejects go, if not to FILE.rejects.csv in this folder."),
]
Encoding = Annotated[str, typer.Option(help="The encoding of a CSV file, such as gb18030.")]


class Source(Protocol):
    """A file that is being read."""

    @property
    def size(self) -> int:
        """Bytes of the file on the disk."""

    @property
    def position(self) -> int:
        """Bytes of the file read so far."""


def add_commands(app: typer.Typer, door: Door) -> None:
    """Give the application its commands that import."""
    imports = typer.Typer(no_args_is_help=True, help=IMPORT_HELP)
    imports.command("complaints", help=COMPLAINTS_HELP)(_complaints(door))
    imports.command("eventlog", help=EVENTLOG_HELP)(_eventlog(door))
    imports.command("requests", help=REQUESTS_HELP)(_requests(door))
    app.add_typer(imports, name="import")


def _complaints(door: Door) -> Callable[..., None]:
    def take_in(
        file: File,
        source: Annotated[
            str, typer.Option(help="The name of the source in every id.", callback=_system)
        ] = SYSTEM,
        rejects: Rejects = None,
        encoding: Encoding = "utf-8",
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        clock = office_clock(door.settings.office_zone)
        with ComplaintFile(file, now=clock(), encoding=encoding) as complaints:
            records = ComplaintHistories(complaints, clock=clock, system=source)
            run = _Run(door, file, rejects, as_json=as_json)
            run.show(run.take_in(complaints, records))

    return take_in


def _eventlog(door: Door) -> Callable[..., None]:
    def take_in(
        file: File,
        mapping: Mapping,
        rejects: Rejects = None,
        encoding: Encoding = "utf-8",
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        clock, rules = office_clock(door.settings.office_zone), read_mapping(mapping)
        with open_case_log(
            file, rules.columns(), rules.zone, now=clock(), encoding=encoding
        ) as log:
            cases = CaseHistories(log, rules, clock=clock)
            run = _Run(door, file, rejects, as_json=as_json)
            tally = run.take_in(log, cases)
            run.show(tally, {"events": cases.source_events, **tally.fates_of_events()})

    return take_in


def _requests(door: Door) -> Callable[..., None]:
    def take_in(  # noqa: PLR0917  # the options of the command line
        file: File,
        mapping: Mapping = BOSTON,
        source: Annotated[
            str | None,
            typer.Option(help="The name of the source, if not the mapping's.", callback=_system),
        ] = None,
        rejects: Rejects = None,
        encoding: Encoding = "utf-8",
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        clock, rules = office_clock(door.settings.office_zone), read_request_mapping(mapping)
        with RequestFile(file, rules, now=clock(), encoding=encoding) as requests:
            system = source or rules.source.system
            records = RequestHistories(requests, rules, clock=clock, system=system)
            run = _Run(door, file, rejects, as_json=as_json)
            run.show(run.take_in(requests, records))

    return take_in


def _system(name: str | None) -> str | None:
    if name is not None and not SYSTEM_NAME.fullmatch(name):
        raise typer.BadParameter("use small letters, digits and hyphens, such as leader-mailbox")
    return name


class _Run:
    """One file being taken in, and what is told of it."""

    def __init__(self, door: Door, file: Path, rejects: Path | None, *, as_json: bool) -> None:
        self._door, self._file, self._as_json = door, file, as_json
        self._rejects = rejects or Path(f"{file.name}.rejects.csv")
        self._number = ""

    def take_in(self, source: Source, records: Iterable[Record]) -> Tally:
        """Take everything in; after a Ctrl-C say what is in already, and stop."""
        name = self._file.name
        with (
            RejectFile(self._rejects, source_file=name) as rejects,
            opened(self._door) as house,
            progress(self._door.err, name, source.size) as moved,
        ):
            intake = Intake(
                house.histories, rejects, lambda tally: moved(source.position, tally.records)
            )
            try:
                tally = intake.take_in(records)
            except KeyboardInterrupt:
                self._door.tell(self._said("interrupted", petitions=intake.tally.petitions))
                raise typer.Exit(INTERRUPTED) from None
            self._number = _number(house, tally)
        return tally

    def show(self, tally: Tally, events: dict[str, int] | None = None) -> None:
        """Show the result: sentences, and in their place or beside them one line of JSON."""
        petitions = {
            "imported": tally.imported, "already": tally.already, "rejected": tally.rejected
        }  # fmt: skip
        console = self._door.err if self._as_json else self._door.out
        for line in self._lines(tally, petitions, events):
            console.print(line, markup=False)
        if self._as_json:
            self._door.show_json({**petitions, **(events or {})})

    def _lines(
        self, tally: Tally, petitions: dict[str, int], events: dict[str, int] | None
    ) -> Iterator[str]:
        yield self._said("done", **petitions)
        if events:
            yield self._said("events", **events)
        if tally.rejected:
            yield self._said("rejects", rejected=tally.rejected, rejects=self._rejects)
        for reason, times in tally.reasons.most_common():
            yield f"{times:>9,}  {reason.value}: {reason.sentence(self._language)}"
        if self._number:
            yield self._said("next", number=self._number)

    @property
    def _language(self) -> Literal["en", "zh"]:
        return "zh" if self._door.language == "zh" else "en"

    def _said(self, name: str, **facts: object) -> str:
        return self._door.say(f"cli.import.{name}", file=self._file.name, **facts)


def _number(house: House, tally: Tally) -> str:
    """The number of one petition of the file, to look at."""
    if tally.example is None:
        return ""
    return house.office.petition(tally.example).file.number or ""
