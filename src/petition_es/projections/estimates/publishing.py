"""Publishing estimates: an edition of what like petitions took, out of `answer_times`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from threading import Event
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row, tuple_row
from psycopg.types.json import Jsonb

from petition_es.projections.estimates.editions import Edition, editions, prepare
from petition_es.projections.estimates.faults import NothingToEstimateFrom
from petition_es.projections.expecting.counted import waits_of
from petition_es.projections.expecting.estimating import Taken, taken_by_groups
from petition_es.projections.expecting.expectation import EIGHT_OF_TEN
from petition_es.projections.expecting.likeness import Likeness
from petition_es.projections.shipped.answer_times import AnswerTimes

PUBLISHER = 0x50564553544D54
"""The advisory lock that lets one publisher at a time publish."""

YEARS = 3
"""What began longer ago is not read: an office changes its pace."""

LOOK_SECONDS = 60.0
"""How long to wait before it looks whether another day has begun."""

NAME = AnswerTimes.DEFINITION.name
STANDS_AT = "SELECT bookmark, version FROM petition_views.projections WHERE name = %s"
ROWS = """
    SELECT stage, unit_id, category, procedure, day, begun, answered
    FROM petition_views.answer_times WHERE day >= %s
"""
FIND = "SELECT edition FROM petition_estimates.editions WHERE published_on = %s"
BEGIN = """
    INSERT INTO petition_estimates.editions
        (published_on, published_at, bookmark, version, share)
    VALUES (%s, %s, %s, %s, %s) RETURNING edition
"""
STANDING = """
    SELECT DISTINCT ON (unit_id, category, procedure, stage)
        unit_id, category, procedure, stage, level, answered, waiting
    FROM petition_estimates.estimates ORDER BY unit_id, category, procedure, stage, edition DESC
"""
ADD = """
    INSERT INTO petition_estimates.estimates
        (unit_id, category, procedure, stage, edition, level, answered, waiting)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""

Lend = Callable[[], AbstractContextManager[Connection[Any]]]
Published = tuple[float, dict[str, int], dict[str, int]]


class Publisher:
    """Publishes an edition a day; what was published it never touches again."""

    def __init__(self, lend: Lend, clock: Callable[[], datetime]) -> None:
        """Publish on connections that are lent; a day is one of the office's clock."""
        self._lend, self._clock = lend, clock

    def run(self, stop: Event) -> None:
        """Publish the edition of each day, until `stop`."""
        while not stop.is_set():
            self.publish()
            stop.wait(LOOK_SECONDS)

    def publish(self) -> Edition | None:
        """Publish today's edition; None where it is published already.

        Refuses as NothingToEstimateFrom where `answer_times` is not folded.
        """
        now = self._clock()
        with self._lend() as connection:
            prepare(connection)
            with connection.transaction():
                cursor = connection.cursor(row_factory=tuple_row)
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [PUBLISHER])
                if cursor.execute(FIND, [now.date()]).fetchone():
                    return None
                bookmark, version = _stand(connection)
                new = _new_of(connection, now)
                values = [now.date(), now, bookmark, version, EIGHT_OF_TEN]
                (edition,) = cursor.execute(BEGIN, values).fetchone() or (0,)
                cursor.executemany(ADD, [_row(edition, group, new[group]) for group in new])
            return editions(connection)[-1]


def _stand(connection: Connection[Any]) -> tuple[int, int]:
    """How far the rows are folded at least, and their version."""
    cursor = connection.cursor(row_factory=tuple_row)
    is_run = cursor.execute("SELECT to_regclass('petition_views.projections')").fetchone()
    found = cursor.execute(STANDS_AT, [NAME]).fetchone() if is_run and is_run[0] else None
    if found is None or found[1] != AnswerTimes.version:
        raise NothingToEstimateFrom
    return found[0], found[1]


def _new_of(connection: Connection[Any], now: datetime) -> dict[Likeness, Published]:
    """What is to be published: the groups that are new, changed, or have become too small."""
    taken = {each.group: _published(each) for each in taken_by_groups(_waits(connection, now), now)}
    standing = dict(_standing(connection))
    gone = {group: EMPTY for group, was in standing.items() if was[1] and group not in taken}
    return {group: told for group, told in taken.items() if standing.get(group) != told} | gone


EMPTY: Published = (1.0, {}, {})


def _waits(connection: Connection[Any], now: datetime) -> Iterator[Any]:
    first = now.date().replace(year=now.year - YEARS, day=1)
    return waits_of(connection.cursor(row_factory=dict_row).execute(ROWS, [first]), now)


def _standing(connection: Connection[Any]) -> Iterator[tuple[Likeness, Published]]:
    for *words, level, answered, waiting in connection.cursor(row_factory=tuple_row).execute(
        STANDING
    ):
        yield Likeness(*(word or None for word in words)), (level, answered, waiting)


def _published(taken: Taken) -> Published:
    return taken.level, _written(taken.answered), _written(taken.waiting)


def _written(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(hours): number for hours, number in counts.items()}


def _row(edition: int, group: Likeness, told: Published) -> tuple[Any, ...]:
    level, answered, waiting = told
    words = (word or "" for word in group)
    return *words, edition, level, Jsonb(answered), Jsonb(waiting)
