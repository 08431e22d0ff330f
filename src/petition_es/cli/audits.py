"""`petition-es audit`: what the events say about repeated complaints and cases never finished."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from petition_es.audits.in_json import finding_as_json
from petition_es.audits.inquiring import inquiries_of
from petition_es.audits.running import tables
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.shown import Wanted, count, find, find_one
from petition_es.audits.running.whole import Audit, audit, audit_aside
from petition_es.audits.scoring.asserted import asserted
from petition_es.audits.scoring.labels import read_labels
from petition_es.audits.scoring.score import score
from petition_es.audits.scoring.truth import beside_the_truth, read_truth
from petition_es.bootstrap import House
from petition_es.cli import audit_tables, inquiring
from petition_es.cli.acts import addressed
from petition_es.cli.hot import add_hot
from petition_es.cli.inspecting import Json
from petition_es.cli.opening import Door, opened
from petition_es.cli.quality import add_quality
from petition_es.cli.reporting import add_report
from petition_es.cli.similar import SIMILAR_HELP, score_duplicates, similar
from petition_es.domain.petition import Submitted
from petition_es.projections.past import standpoint

ABOUT = "Audits: suspicions that the events raise, each with the events that prove it."
RUN_HELP = """Audit all petitions, and show what is found from then on.

Nothing is written to any petition. What the last audit found stays until this one is whole.

Example: petition-es audit run
"""
LIST_HELP = """List findings, the latest first.

Without --known-by those of the last `audit run`; with it the store is audited as it was known then.

Example: petition-es audit list --rule reused_answer --unit haiyang-roads --json
"""
SHOW_HELP = """Show one finding: what was seen, what proves it, and what would clear it.

Example: petition-es audit show 0b0e8c52-3c40-5d6e-8d57-5c1f3f7a7b10
"""
SCORE_HELP = """Score the audits against what people said.

--labels: pairs that people judged by reading, beside what the last audit asserts;
docs/audit-labels.md says how the file is made. --duplicates: pairs that officers
marked; told is how often the original is among the first five similar petitions.

Example: petition-es audit score --labels pairs_labelled.csv
"""
MANY_PETITIONS = 20_000
"""From so many on it is worth while to start processes."""

Known = Annotated[str | None, typer.Option(help="As the store was known by this day.")]
Processes = Annotated[int | None, typer.Option(min=1, max=64, help="How many processes read.")]
Rules = Annotated[list[str] | None, typer.Option("--rule", help="Of this rule; may be repeated.")]
Severities = Annotated[list[str] | None, typer.Option("--severity", help="note, concern, grave.")]
Units = Annotated[list[str] | None, typer.Option("--unit", help="To be explained by this unit.")]
Number = Annotated[str | None, typer.Option("--petition", help="About this petition.")]
First = Annotated[str | None, typer.Option("--from", help="Arose on this day or later.")]
Last = Annotated[str | None, typer.Option("--to", help="Arose on this day or before.")]
States = Annotated[
    list[str] | None,
    typer.Option("--inquiry", help="not_opened, open, confirmed, dismissed; may be repeated."),
]
Limit = Annotated[int, typer.Option(min=0, help="At most so many; 0: all.")]


def add_commands(app: typer.Typer, door: Door) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=ABOUT)
    group.command("run", help=RUN_HELP)(_run(door))
    group.command("list", help=LIST_HELP)(_list(door))
    group.command("show", help=SHOW_HELP)(_show(door))
    group.command("similar", help=SIMILAR_HELP)(similar(door))
    group.command("score", help=SCORE_HELP)(_score(door))
    inquiring.add_commands(group, door)
    add_hot(group, door)
    add_quality(group, door)
    add_report(group, door)
    app.add_typer(group, name="audit")


def _run(door: Door) -> Callable[..., None]:
    def run(
        processes: Processes = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house:
            asked, petitions = _asked(house, processes)
            outcome = audit(asked, petitions, _reporting(door))
            with _shown(house, door, None, None) as (connection, build):
                counts = count(connection, build, Wanted())
            if as_json:
                door.show_json(audit_tables.outcome_as_json(outcome, counts))
            else:
                audit_tables.show_outcome(door, outcome, counts)

    return run


def _list(door: Door) -> Callable[..., None]:
    def show(  # noqa: PLR0917  # the options of the command line
        rules: Rules = None,
        severities: Severities = None,
        units: Units = None,
        petition: Number = None,
        first: First = None,
        last: Last = None,
        states: States = None,
        known_by: Known = None,
        limit: Limit = 100,
        processes: Processes = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        known = door.reader.day("--known-by", known_by)
        with opened(door) as house:
            judged_by = standpoint(house.clock(), known) if known else None
            wanted = Wanted(
                rules=rules or (),
                severities=severities or (),  # type: ignore[arg-type]  # an unknown one finds nothing
                units=units or (),
                petition_id=addressed(house, petition) if petition else None,
                since=_midnight(house, "--from", first),
                until=_midnight(house, "--to", last, days=1),
                states=states or (),  # type: ignore[arg-type]  # as with severities
                known_by=judged_by,
                limit=limit or None,
            )
            with _shown(house, door, known, processes) as (connection, build):
                found = list(find(connection, build, wanted))
            ids = [each.finding_id for each in found]
            inquiries = inquiries_of(house.store, ids, judged_by)
            if as_json:
                for each in found:
                    door.show_json(finding_as_json(each, inquiries[each.finding_id]))
            else:
                audit_tables.show_findings(door, house, found, inquiries)

    return show


def _show(door: Door) -> Callable[..., None]:
    def show(
        finding: Annotated[UUID, typer.Argument(help="The finding, as `audit list` names it.")],
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        with opened(door) as house, _shown(house, door, None, None) as (connection, build):
            found = find_one(connection, build, finding)
            if found is None:
                raise typer.BadParameter(door.say("cli.audit.no_such_finding", finding=finding))
            inquiry = inquiries_of(house.store, [finding])[finding]
            if as_json:
                door.show_json(finding_as_json(found, inquiry))
            else:
                audit_tables.show_finding(door, house, found, inquiry)

    return show


def _score(door: Door) -> Callable[..., None]:
    def show(
        labels: Annotated[Path | None, typer.Option(help="Pairs that two readers judged.")] = None,
        duplicates: Annotated[
            Path | None, typer.Option(help="Pairs that officers marked: duplicate, original.")
        ] = None,
        truth: Annotated[
            Path | None, typer.Option(help="What `simulate --truth` wrote of a simulated year.")
        ] = None,
        source: Annotated[
            str | None, typer.Option(help="The source whose records the pairs are.")
        ] = None,
        as_json: Json = False,  # noqa: FBT002  # a flag of the command line
    ) -> None:
        if [labels, duplicates, truth].count(None) != 2:  # noqa: PLR2004  # all but one
            raise typer.BadParameter(door.say("cli.audit.labels_or_duplicates"))
        if truth is not None:
            _score_truth(door, truth, as_json=as_json)
        if labels is not None:
            _score_labels(door, labels, source, as_json=as_json)
        if duplicates is not None:
            score_duplicates(door, duplicates, source, as_json=as_json)

    return show


def _score_truth(door: Door, truth: Path, *, as_json: bool) -> None:
    rows = read_truth(truth)
    with opened(door) as house, _shown(house, door, None, None) as (connection, build):
        told = beside_the_truth(connection, build, rows)
    if as_json:
        door.show_json([{**asdict(each), "part": each.part} for each in told])
    else:
        audit_tables.show_truth(door, told)


def _score_labels(door: Door, labels: Path, source: str | None, *, as_json: bool) -> None:
    file = read_labels(labels)
    with opened(door) as house, _shown(house, door, None, None) as (connection, build):
        submissions = house.store.read_through([Submitted.TOPIC])
        said = asserted(connection, build, submissions, source)
    scores = {
        "same_matter": score(file.of_kind("message"), "same_matter", said.same_matter),
        "reused_answer": score(file.of_kind("answer"), "reused", said.reused_answer),
    }
    if as_json:
        door.show_json(audit_tables.scores_as_json(file, scores))
    else:
        audit_tables.show_scores(door, file, scores)


@contextmanager
def _shown(
    house: House, door: Door, known_by: date | datetime | None, processes: int | None
) -> Iterator[tuple[Any, tables.Build]]:
    """The findings of the last audit; of a past day, those of an audit made for it."""
    if known_by is not None:
        asked, petitions = _asked(house, processes, known_by)
        with (
            audit_aside(asked, petitions, _reporting(door)) as (build, _),
            tables.looking(house.store.address) as connection,
        ):
            yield connection, build
        return
    last = tables.last(house.store.address)
    if last is None:
        raise typer.BadParameter(door.say("cli.audit.none_yet"))
    with tables.looking(house.store.address) as connection:
        yield connection, last


def _asked(
    house: House, processes: int | None, known_by: date | datetime | None = None
) -> tuple[Audit, int]:
    asked, petitions = audit_of(
        house.store, house.law, house.clock(), home=house.settings.home, known_by=known_by
    )
    worth_it = (os.cpu_count() or 1) if petitions >= MANY_PETITIONS else 1
    return asked.in_processes(processes or worth_it), petitions


def _reporting(door: Door) -> Callable[[str, int], None]:
    return lambda what, many: door.tell(door.say(f"cli.audit.{what}", petitions=many))


def _midnight(house: House, option: str, word: str | None, days: int = 0) -> datetime | None:
    if word is None:
        return None
    try:
        day = date.fromisoformat(word) + timedelta(days=days)
    except ValueError as wrong:
        raise typer.BadParameter(f"{option}: write it as 2016-08-04") from wrong
    return datetime.combine(day, time.min, house.clock().tzinfo)
