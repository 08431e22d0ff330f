"""Asking the last audit for hot issues: what it saw of petitions, and what it says of each two."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection, errors

from petition_es.audits.hot.bonds import Said
from petition_es.audits.hot.issue import HotIssue, hot_issues
from petition_es.audits.hot.piece import Piece, Window
from petition_es.audits.links.where import Point
from petition_es.audits.policy import HOT_ISSUE, load_policies
from petition_es.audits.running.asking import OWN_POLICY
from petition_es.audits.running.shown import of_the_last
from petition_es.audits.running.tables import Build, Run
from petition_es.projections.keeper.table import within
from petition_es.store.connecting import Address

DAYS_MAX, PERSONS_MAX = 366, 100_000
"""What may be asked for at most."""

PIECES: LiteralString = """
    SELECT petition_id, number, began_at, persons, division, category, latitude, longitude,
        coalesce(resolved_by, backlog_with, registered_by)
    FROM {seen}
    LEFT JOIN (
        SELECT petition_id, resolved_by, backlog_with, registered_by FROM {verdicts}
    ) AS verdict USING (petition_id)
    WHERE began_at >= %(since)s AND began_at < %(until)s
"""
LATEST_PIECE: LiteralString = "SELECT max(began_at) FROM {seen}"
SAID: LiteralString = """
    SELECT later, earlier, is_same, said_by = 'office'
    FROM {ties}
    JOIN {seen} AS one ON one.petition_id = later
    JOIN {seen} AS other ON other.petition_id = earlier
    WHERE one.began_at >= %(since)s AND one.began_at < %(until)s
        AND other.began_at >= %(since)s AND other.began_at < %(until)s
    UNION ALL
    SELECT one.petition_id, other.petition_id, other.number = ANY(one.same), true
    FROM {seen} AS one
    CROSS JOIN LATERAL unnest(one.same || one.other) AS said (number)
    JOIN {seen} AS other ON other.number = said.number
    WHERE one.began_at >= %(since)s AND one.began_at < %(until)s
        AND other.began_at >= %(since)s AND other.began_at < %(until)s
"""
"""What was compared, and what offices said of petitions of whomever."""


@dataclass(frozen=True, kw_only=True)
class Hot:
    """What is asked for; what is None is as the policy has it, or the day of the last petition."""

    at: date | None = None
    days: int | None = None
    persons: int | None = None
    division: str | None = None


@dataclass(frozen=True)
class Answered:
    """Hot issues, as of which audit and window, and from how many persons on."""

    run: Run
    window: Window
    persons: int
    issues: tuple[HotIssue, ...]


def ask_for_hot(address: Address, hot: Hot, zone: tzinfo, *, home: Path) -> Answered | None:
    """Ask the last audit; None where none was made yet that knows of places and persons.

    `home` is the data home, in which an `audits.toml` may say other thresholds than the shipped.
    """
    try:
        return of_the_last(
            address, lambda connection, build: find_hot(connection, build, hot, zone, home)
        )
    except errors.UndefinedTable:
        return None


def find_hot(
    connection: Connection[Any], build: Build, hot: Hot, zone: tzinfo, home: Path
) -> Answered:
    """The hot issues of a build. A division sieves what was found, so that no line is cut at it."""
    run = build.run(connection)
    day = hot.at or _latest_day(connection, build, zone) or run.at.astimezone(zone).date()
    told = thresholds(home, day)
    window = Window(day, hot.days or int(told["days"]), zone)
    persons = hot.persons or int(told["persons"])
    issues = hot_issues(
        pieces_of(connection, build, window),
        said_of(connection, build, window),
        window,
        persons=persons,
        metres=told["metres"],
    )
    there = within(hot.division) if hot.division else ""
    chosen = (each for each in issues if (each.division or "").startswith(there))
    return Answered(replace(run, at=run.at.astimezone(zone)), window, persons, tuple(chosen))


def _latest_day(connection: Connection[Any], build: Build, zone: tzinfo) -> date | None:
    """The day on which the last petition came: in a store of the past nothing is hot today."""
    row = connection.execute(build.named(LATEST_PIECE)).fetchone()
    return row[0].astimezone(zone).date() if row and row[0] else None


def thresholds(home: Path, day: date) -> Mapping[str, float]:
    """What the policy says of a day; where one's own says nothing, the shipped one does."""
    own = load_policies(home / OWN_POLICY).on(day).rules.get(HOT_ISSUE)
    return own or load_policies().on(day).rules[HOT_ISSUE]


def pieces_of(connection: Connection[Any], build: Build, window: Window) -> list[Piece]:
    """The petitions of a window and of the one before, as the audit saw them."""
    return [_piece(row) for row in _ask(connection, build, PIECES, window)]


def said_of(connection: Connection[Any], build: Build, window: Window) -> list[Said]:
    """What the audit says of each two of them."""
    return [Said(*row) for row in _ask(connection, build, SAID, window)]


def _ask(
    connection: Connection[Any], build: Build, query: LiteralString, window: Window
) -> Sequence[Sequence[Any]]:
    days = {"since": window.before, "until": window.until}
    return connection.execute(build.named(query), days).fetchall()


def _piece(row: Sequence[Any]) -> Piece:
    petition_id, number, began_at, persons, division, category, latitude, longitude, unit_id = row
    known = latitude is not None and longitude is not None
    return Piece(
        petition_id=UUID(str(petition_id)),
        number=number,
        began_at=began_at,
        persons=frozenset(persons),
        division=division,
        category=category,
        point=Point(latitude, longitude) if known else None,
        unit_id=unit_id,
    )
