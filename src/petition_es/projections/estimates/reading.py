"""Reading what was published of the groups of a petition, as it stood at a moment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from psycopg.rows import tuple_row

from petition_es.projections.estimates.editions import is_made
from petition_es.projections.estimates.publishing import Lend
from petition_es.projections.expecting.estimate import Estimate
from petition_es.projections.expecting.likeness import Likeness, ever_wider

STALE = timedelta(days=31)
"""An edition that is older tells nothing of today."""

FIND = """
    WITH latest AS (
        SELECT edition, published_at, share FROM petition_estimates.editions
        WHERE published_at <= %(now)s ORDER BY published_at DESC LIMIT 1
    )
    SELECT DISTINCT ON (wanted.place) wanted.place, estimates.answered, estimates.waiting,
        latest.edition, latest.published_at, latest.share, estimates.level
    FROM latest, unnest(%(units)s::text[], %(categories)s::text[], %(procedures)s::text[])
        WITH ORDINALITY AS wanted (unit_id, category, procedure, place)
    JOIN petition_estimates.estimates USING (unit_id, category, procedure)
    WHERE latest.published_at > %(oldest)s
        AND estimates.stage = %(stage)s AND estimates.edition <= latest.edition
    ORDER BY wanted.place, estimates.edition DESC
"""


class PublishedEstimates:
    """What stood published at any moment; nothing is remembered, so nothing goes stale."""

    def __init__(self, lend: Lend) -> None:
        """Read on connections that are lent."""
        self._lend = lend

    def __call__(self, like: Likeness, now: datetime) -> Iterator[Estimate]:
        """The estimates of a petition's groups, the narrowest first."""
        groups = ever_wider(like)
        asked: dict[str, Any] = {
            "now": now,
            "oldest": now - STALE,
            "stage": like.stage or "",
            "units": [group.unit or "" for group in groups],
            "categories": [group.category or "" for group in groups],
            "procedures": [group.procedure or "" for group in groups],
        }
        with self._lend() as connection:
            if not is_made(connection):
                return
            rows = connection.cursor(row_factory=tuple_row).execute(FIND, asked).fetchall()
        for place, answered, waiting, *told in rows:
            edition, published_at, share, level = told
            counts = _read(answered), _read(waiting)
            yield Estimate(groups[place - 1], edition, published_at, share, level, *counts)


def _read(counts: dict[str, int]) -> dict[int, int]:
    return {int(hours): number for hours, number in counts.items()}
