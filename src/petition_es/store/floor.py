"""The published floor: the position up to which nothing can appear in the log any more.

How it is kept, and why it holds, stands in `schema_3.sql` beside the functions that keep it.
"""

from dataclasses import dataclass
from typing import LiteralString

HEAD = "SELECT public.petition_head(%s)"
"""The head of the log; NULL, or the head that the same connection was told the last time.

Rows up to the head are read by a statement of their own after this one, in READ COMMITTED. A head
may stand where no event is, and come again after a crash: nobody keeps it outside the cluster.
"""

RESERVE = "SELECT public.petition_reserve(%s)"
"""Hold the floor to the end of the transaction, and reserve so many positions: the first of them.

Events are inserted at the positions from there on. The transaction must be short: until it ends, no
reader sees what others write after it.
"""

POSITIONS: LiteralString = "'public.petition_events_position_seq'::regclass"
DRAW: LiteralString = f"""
    CASE WHEN pg_catalog.pg_advisory_xact_lock_shared(
        public.petition_floor_tag() | coalesce(pg_catalog.pg_sequence_last_value({POSITIONS}), 0)
    ) IS NOT NULL THEN
        CASE WHEN pg_catalog.pg_advisory_lock_shared(public.petition_block_gate()) IS NOT NULL THEN
            (ARRAY[
                pg_catalog.nextval({POSITIONS}),
                pg_catalog.pg_advisory_unlock_shared(public.petition_block_gate())::int
            ])[1]
        END
    END
"""
"""What `petition_reserve(1)` does, as an expression: with many writers at once a function of
PL/pgSQL, and the subtransaction in it, would cost an append a seventh more.

A CASE evaluates in its order, an array from left to right. The gate is a lock of the session here:
should the draw itself fail, it is the end of the session that gives it back.
"""

HOLDERS = """
    SELECT floor.pid,
        extract(epoch FROM clock_timestamp() - activity.xact_start)::float8,
        coalesce(activity.application_name, ''),
        floor.position
    FROM public.petition_floor AS floor
    LEFT JOIN pg_catalog.pg_stat_activity AS activity USING (pid)
    ORDER BY floor.position, floor.pid
"""


@dataclass(frozen=True)
class FloorHolder:
    """A transaction before whose end no reader goes past `position`; its age is in seconds."""

    pid: int
    age_seconds: float
    application_name: str
    position: int
