"""`petition-es audit report`: a report of a unit or a division, as a page, a table or JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal, TextIO

import typer

from petition_es.audits.quality.counting import Only
from petition_es.audits.reports.found import all_of
from petition_es.audits.reports.page import Words, page
from petition_es.audits.reports.report import report
from petition_es.audits.reports.rows import write_csv, write_json
from petition_es.audits.reports.subject import Subject
from petition_es.audits.running import tables
from petition_es.bootstrap import House
from petition_es.cli.clocks import First, Last
from petition_es.cli.opening import Door, opened
from petition_es.cli.quality import period_asked, unit_names

REPORT_HELP = """Write a report of what the last `audit run` found of a unit or a division.

--out is one HTML file that needs no network and can be printed; --csv and --json hold all findings,
each with the address of its replay. Without --unit and --division it is of all units.

Example: petition-es audit report --unit haiyang-roads --from 2016-01-01 --to 2016-12-31 \
--lang zh --out report.html --csv findings.csv
"""

File = Annotated[Path | None, typer.Option(dir_okay=False)]


def add_report(group: typer.Typer, door: Door) -> None:
    """Add the command to those about audits."""
    group.command("report", help=REPORT_HELP)(_report(door))


def _report(door: Door) -> Callable[..., None]:
    def show(  # noqa: PLR0917  # the options of the command line
        first: First,
        last: Last,
        unit: Annotated[str | None, typer.Option(help="What this unit has to explain.")] = None,
        division: Annotated[str | None, typer.Option(help="There or below.")] = None,
        language: Annotated[
            Literal["zh", "en"] | None, typer.Option("--lang", help="Else that of the terminal.")
        ] = None,
        out: File = None,
        table: Annotated[Path | None, typer.Option("--csv", dir_okay=False)] = None,
        rows: Annotated[Path | None, typer.Option("--json", dir_okay=False)] = None,
        base_url: Annotated[str, typer.Option(help="The site that the links lead to.")] = "",
        listed: Annotated[int, typer.Option(min=0, help="Findings told one by one.")] = 200,
    ) -> None:
        period = period_asked(door, first, last)
        _check(door, unit, division, base_url)
        if out is None and table is None and rows is None:
            raise typer.BadParameter(door.say("cli.report.nowhere"))
        with opened(door) as house:
            subject = Subject(period, Only(unit, division), house.settings.office_zone)
            _check_unit(door, house, unit)
            words = Words(
                language or door.language, unit_names(house, language or door.language), base_url
            )
            _Writer(door, house, subject, words).write(out, table, rows, listed)

    return show


def _check(door: Door, unit: str | None, division: str | None, base_url: str) -> None:
    if unit is not None and division is not None:
        raise typer.BadParameter(door.say("cli.report.one_of"))
    if base_url and not base_url.startswith(("http://", "https://")):
        raise typer.BadParameter(door.say("cli.report.not_an_address", url=base_url))


def _check_unit(door: Door, house: House, unit: str | None) -> None:
    if unit is not None and house.units.find(unit) is None:
        raise typer.BadParameter(door.say("cli.report.no_such_unit", unit=unit))


class _Writer:
    """Writes what the last audit found, in each of the forms that were asked for."""

    def __init__(self, door: Door, house: House, subject: Subject, words: Words) -> None:
        self._door, self._house, self._subject, self._words = door, house, subject, words

    def write(self, out: Path | None, table: Path | None, rows: Path | None, listed: int) -> None:
        """Write each file; none of them is begun where there was no audit yet."""
        build = tables.last(self._house.store.address)
        if build is None:
            raise typer.BadParameter(self._door.say("cli.audit.none_yet"))
        with tables.looking(self._house.store.address) as connection:
            if out is not None:
                told = report(connection, build, self._subject, listed)
                self._into(
                    out, lambda file: _write_page(file, page(told, self._words), told.findings())
                )
            if table is not None:
                self._into(table, lambda file: self._write_table(file, connection, build))
            if rows is not None:
                found = all_of(connection, build, self._subject)
                self._into(rows, lambda file: write_json(file, found, self._words.base_url))

    def _write_table(self, file: TextIO, connection: Any, build: tables.Build) -> int:
        """Spreadsheets read the mark at the beginning, and so Chinese, right."""
        file.write("\ufeff")
        found = all_of(connection, build, self._subject)
        words, zone = self._words, self._subject.zone
        return write_csv(file, found, words.base_url, words.language, words.unit_name, zone)

    def _into(self, path: Path, write: Callable[[TextIO], int]) -> None:
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                findings = write(file)
        except OSError as wrong:
            why = wrong.strerror or str(wrong)
            said = self._door.say("cli.report.not_writable", path=path, why=why)
            raise typer.BadParameter(said) from wrong
        self._door.tell(self._door.say("cli.report.written", path=path, findings=findings))


def _write_page(file: TextIO, html: str, findings: int) -> int:
    file.write(html)
    return findings
