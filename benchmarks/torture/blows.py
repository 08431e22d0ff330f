"""The blows: what is killed, rolled back or held up in a round, and whether it hit a transaction.

Moments are random. Every other time the victims are drawn among those that are in the middle of an
append, else among all. A kill counts as inside a transaction when the victim held the floor (it had
published where its positions will come, and not yet ended), or a runner had a transaction open,
right before it; for a process that is killed also right after it, in the same transaction.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from signal import SIGCONT, SIGSTOP
from time import monotonic, sleep
from typing import Any

import psycopg

from torture.arena import Arena, runner_user, user_of

HOLDS = """
    SELECT floor.pid, floor.position, activity.usename
    FROM public.petition_floor AS floor JOIN pg_stat_activity AS activity USING (pid)
    WHERE starts_with(activity.usename, 'torture_')
"""
FOLDS = """
    SELECT pid, xact_start FROM pg_stat_activity
    WHERE usename = %s AND xact_start IS NOT NULL AND state <> 'idle'
"""
TERMINATE = """
    SELECT pid, is_inside, pg_terminate_backend(pid) FROM (
        SELECT pid, pid IN (SELECT pid FROM public.petition_floor) AS is_inside
        FROM pg_stat_activity AS activity WHERE starts_with(usename, 'torture_')
    ) AS connected
    WHERE is_inside OR NOT %(aimed)s
    ORDER BY hashint4(pid + %(salt)s) LIMIT %(many)s
"""
HELD_BY = """
    SELECT floor.pid, activity.usename, activity.state, activity.wait_event,
        (clock_timestamp() - activity.xact_start)::text, left(activity.query, 60)
    FROM public.petition_floor AS floor JOIN pg_stat_activity AS activity USING (pid)
"""
LOG_WRITER = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
DRAW = "SELECT public.petition_reserve(%s)"
AIMED = 0.5
BLOCK = 200
"""More positions than the sequence writes down ahead."""

SEEN_SECONDS = (0.005, 0.06)
LOOK_SECONDS = 0.02
STALL_SECONDS_MAX = 15.0
"""An idle session is ended after 5 s; a busy machine may need some more to notice."""


@dataclass(frozen=True)
class Struck:
    """How many processes or connections were killed, how many of them inside a transaction."""

    kills: int = 0
    inside: int = 0
    stalled_seconds: float = 0.0


Blow = Callable[[Arena], Struck]


def kill_writers(arena: Arena) -> Struck:
    """Kill one to four writers, and replace them."""
    places = _victims(arena)
    inside = 0
    for place in places:
        before = _holding(arena, place)
        arena.writers.kill(place)
        inside += bool(before & _holding(arena, place))
    for place in places:
        arena.writers.replace(place)
    return Struck(len(places), inside)


def _victims(arena: Arena) -> list[int]:
    places = list(range(len(arena.writers)))
    if arena.draw.random() < AIMED:
        places = _at_work(arena) or places
    return arena.draw.sample(places, min(len(places), arena.draw.randint(1, 4)))


def _at_work(arena: Arena) -> list[int]:
    """The writers that are in the middle of an append."""
    return [place for place in range(len(arena.writers)) if _holding(arena, place)]


def _holding(arena: Arena, place: int) -> set[tuple[int, int]]:
    """The transactions of a writer that hold the floor."""
    held = arena.admin.execute(HOLDS, prepare=True).fetchall()
    return {(pid, position) for pid, position, whose in held if whose == user_of(place)}


def kill_runners(arena: Arena) -> Struck:
    """Kill the runner at work, the one that stands by, or both; others take their places."""
    places = list(range(len(arena.runners)))
    many = arena.draw.choice((1, 1, len(places)))
    inside = 0
    for place in arena.draw.sample(places, many):
        before = _folding(arena, place)
        arena.runners.kill(place)
        inside += bool(before & _folding(arena, place))
        arena.runners.replace(place)
    return Struck(many, inside)


def _folding(arena: Arena, place: int) -> set[tuple[int, Any]]:
    """The open transactions of a runner."""
    return set(arena.admin.execute(FOLDS, [runner_user(place)], prepare=True).fetchall())


def kill_backends(arena: Arena) -> Struck:
    """Let the server end some connections of writers."""
    drawn = {
        "aimed": arena.draw.random() < AIMED,
        "salt": arena.draw.randrange(1 << 30),
        "many": arena.draw.randint(1, 6),
    }
    ended = arena.admin.execute(TERMINATE, drawn).fetchall()
    return Struck(len(ended), sum(inside for _, inside, _ in ended))


def kill_server(arena: Arena) -> Struck:
    """Kill PostgreSQL with all its backends, and start it again.

    The kill counts once, however many transactions it ends.
    """
    held = arena.admin.execute(HOLDS, prepare=True).fetchall()
    arena.server.kill()
    arena.server.start()
    arena.reconnect()
    return Struck(1, bool(held))


def kill_server_after_a_head_that_comes_again(arena: Arena) -> Struck:
    """Kill it where a head was told that stands above all that is on disk.

    Positions were drawn and given up, and nobody wrote that through; so after the kill the sequence
    runs again over positions that some process may hold to be read. The writers pause meanwhile,
    for each commit of theirs would write it through.
    """
    arena.writers.signal(SIGSTOP)
    try:
        _released(arena, lambda: arena.admin.execute(HOLDS, prepare=True).fetchall())
        _stop_the_writer_of_the_log(arena)
        _give_up(arena, BLOCK)
        sleep(arena.draw.uniform(*SEEN_SECONDS))
        inside = any(_folding(arena, place) for place in range(len(arena.runners)))
        arena.server.kill()
        arena.server.start()
        arena.reconnect()
    finally:
        arena.writers.signal(SIGCONT)
    return Struck(1, inside)


def _stop_the_writer_of_the_log(arena: Arena) -> None:
    found = arena.admin.execute(LOG_WRITER).fetchall()
    for (pid,) in found:
        os.kill(pid, SIGSTOP)


def roll_back(arena: Arena) -> Struck:
    """Draw positions, and give them up: gaps that are never filled."""
    for _ in range(arena.draw.randint(1, 5)):
        _give_up(arena, arena.draw.choice((1, 1, 7)), arena.draw.random() * 0.02)
    return Struck()


def _give_up(arena: Arena, positions: int, seconds: float = 0.0) -> None:
    """Draw positions, hold them for a moment, and give them up."""
    with suppress(_GivenUp), arena.admin.transaction():
        arena.admin.execute(DRAW, [positions])
        sleep(seconds)
        raise _GivenUp


class _GivenUp(Exception):  # no fault, but the way to roll back
    """The transaction is given up."""


def stand_idle(arena: Arena) -> Struck:
    """Leave a session idle in its transaction, with the floor in its hand, until it is ended."""
    idle = arena.connect()
    idle.execute("BEGIN")
    idle.execute(DRAW, [1])
    stalled = _released(arena, lambda: _is_alive(arena, idle))
    with suppress(psycopg.Error):
        idle.close()
    return Struck(stalled_seconds=stalled)


def stop_a_writer(arena: Arena) -> Struck:
    """Stop a writer (SIGSTOP) in the middle of an append, and see that nobody waits for it long."""
    place = arena.draw.choice(_at_work(arena) or list(range(len(arena.writers))))
    arena.writers.signal(SIGSTOP, place)
    try:
        return Struck(stalled_seconds=_released(arena, lambda: _holding(arena, place)))
    finally:
        arena.writers.signal(SIGCONT, place)


def _released(arena: Arena, holds: Callable[[], object]) -> float:
    """Wait until the floor is not held any more; for how long it was, or the fault that it is."""
    begun = monotonic()
    while holds():
        if monotonic() - begun > STALL_SECONDS_MAX:
            held = arena.admin.execute(HELD_BY).fetchall()
            raise HeldForEver(f"the floor is held without an end: {held}")
        sleep(LOOK_SECONDS)
    return monotonic() - begun


class HeldForEver(Exception):  # named after what it is
    """Somebody holds the floor, and the server does not end it."""


def _is_alive(arena: Arena, session: psycopg.Connection[Any]) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE pid = %s"
    return arena.admin.execute(query, [session.info.backend_pid]).fetchone() is not None


BLOWS: dict[str, tuple[Blow, int]] = {
    "writers": (kill_writers, 24),
    "runners": (kill_runners, 20),
    "connections": (kill_backends, 20),
    "PostgreSQL": (kill_server, 14),
    "PostgreSQL, head above": (kill_server_after_a_head_that_comes_again, 6),
    "rolled back": (roll_back, 10),
    "idle": (stand_idle, 3),
    "stopped": (stop_a_writer, 3),
}
"""The kinds of rounds, and how many of a hundred rounds are of each."""
