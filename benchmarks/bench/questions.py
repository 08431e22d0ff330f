"""What projections tell, asked in plain SQL of the log, and the digest of either answer.

Times are asked as they stand on the office's wall clock, and a correction strikes an entry through.
"""

import hashlib
from typing import Any, LiteralString

from psycopg import Connection

STANDING = """
    WITH told AS (
        SELECT position, originator_id, originator_version, event_id, topic,
            convert_from(state, 'UTF8')::jsonb AS said
        FROM public.petition_events
    ), struck AS (
        SELECT (said->>'corrected')::uuid AS event_id FROM told WHERE topic = 'Petition.Corrected'
    ), standing AS (
        SELECT * FROM told WHERE event_id NOT IN (SELECT event_id FROM struck)
    )
"""
UNIT_WORKLOAD = (
    STANDING
    + """
    SELECT coalesce(said->>'on_behalf_of', said->>'unit_id') AS unit_id,
        count(*) FILTER (WHERE topic = 'Petition.Received') AS received,
        count(*) FILTER (WHERE topic = 'Petition.Returned') AS returned,
        count(*) FILTER (WHERE topic = 'Petition.Resolved') AS resolved
    FROM standing
    WHERE topic IN ('Petition.Received', 'Petition.Returned', 'Petition.Resolved')
        AND coalesce(said->>'on_behalf_of', said->>'unit_id') IS NOT NULL
    GROUP BY 1
"""
)
CHANNEL_MONTH = (
    STANDING
    + """
    , arrived AS (
        SELECT coalesce(begun.said->>'channel', 'unknown') AS channel,
            rtrim(coalesce(made.said #>> '{place,division,value}', ''), '0') AS digits,
            date_trunc('month', (made.said->>'at')::timestamptz AT TIME ZONE 'UTC'
                + (made.said->>'tz_offset')::interval)::date AS month
        FROM standing AS made JOIN standing AS begun USING (originator_id)
        WHERE made.topic = 'Petition.Registered' AND begun.topic = 'Petition.Submitted'
    ), placed AS (
        SELECT channel, month, CASE WHEN digits = '' THEN 'unknown'
            WHEN length(digits) <= 2 THEN 'provincial' WHEN length(digits) <= 4 THEN 'municipal'
            WHEN length(digits) <= 6 THEN 'county' ELSE 'township' END AS level
        FROM arrived
    ), counted AS (
        SELECT channel, level, month, 1 AS petitions, 0 AS year_before FROM placed
        UNION ALL
        SELECT channel, level, (month + interval '1 year')::date, 0, 1 FROM placed
    )
    SELECT channel, level, month, sum(petitions)::bigint AS petitions,
        sum(year_before)::bigint AS year_before
    FROM counted GROUP BY 1, 2, 3
"""
)
PETITION_LIST = (
    STANDING
    + """
    , steps AS (
        SELECT *, (said->>'at')::timestamptz AS at FROM standing
        WHERE topic LIKE 'Petition.%' AND topic NOT IN
            ('Petition.Corrected', 'Petition.DisclosureSet', 'Petition.QueryCodeIssued')
    ), last AS (
        SELECT DISTINCT ON (originator_id) originator_id, substr(topic, 10) AS last_step, at
        FROM steps
        ORDER BY originator_id, date_trunc('second', at) DESC, originator_version DESC
    ), about AS (
        SELECT originator_id,
            max(said->>'number') FILTER (WHERE topic = 'Petition.Registered') AS registered,
            max(said->>'number') FILTER (WHERE topic = 'Petition.Submitted') AS submitted,
            max(said->>'channel') FILTER (WHERE topic = 'Petition.Submitted') AS channel,
            max(said #>> '{place,division,value}')
                FILTER (WHERE topic = 'Petition.Registered') AS division,
            max(said #>> '{category,value}')
                FILTER (WHERE topic = 'Petition.Registered') AS category
        FROM steps WHERE topic IN ('Petition.Submitted', 'Petition.Registered') GROUP BY 1
    )
    SELECT originator_id AS petition_id, coalesce(registered, submitted) AS number, division,
        category, channel, last_step, at AS last_at
    FROM about JOIN last USING (originator_id)
"""
)
QUESTIONS: dict[str, tuple[LiteralString, tuple[str, ...]]] = {
    "unit_workload": (UNIT_WORKLOAD, ("unit_id", "received", "returned", "resolved")),
    "channel_month": (CHANNEL_MONTH, ("channel", "level", "month", "petitions", "year_before")),
    "petition_list": (
        PETITION_LIST,
        ("petition_id", "number", "division", "category", "channel", "last_step", "last_at"),
    ),
}
"""By projection: the question, and the columns that it answers."""


def digest_of_rows(connection: Connection[Any], name: str) -> tuple[str, int]:
    """The digest of a projection's rows, of the columns that are asked for, and how many."""
    columns = ", ".join(QUESTIONS[name][1])
    return _digest(connection, f"SELECT {columns} FROM petition_views.{name}")


def digest_of_question(connection: Connection[Any], name: str) -> tuple[str, int]:
    """The digest of the answer that plain SQL gives to the same question."""
    question, columns = QUESTIONS[name]
    return _digest(connection, f"SELECT {', '.join(columns)} FROM ({question}) AS asked")


def _digest(connection: Connection[Any], query: str) -> tuple[str, int]:
    told, many = hashlib.sha256(), 0
    with connection.cursor().copy(f"COPY ({query} ORDER BY 1, 2, 3) TO STDOUT") as copy:
        for line in copy:
            told.update(line)
            many += bytes(line).count(b"\n")
    return told.hexdigest()[:16], many
