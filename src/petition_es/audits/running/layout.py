"""The layout of what a run keeps: its tables, their types and their indexes."""

from typing import LiteralString

from petition_es.audits.quality.verdict import Verdict

FINDINGS: LiteralString = """
    CREATE TABLE {} (
        finding_id    uuid         NOT NULL,
        rule          text         NOT NULL,
        rule_version  integer      NOT NULL,
        policy        text         NOT NULL,
        severity      text         NOT NULL,
        petition_id   uuid         NOT NULL,
        number        text,
        matter_id     uuid         NOT NULL,
        unit_id       text,
        arose_at      timestamptz  NOT NULL,
        position      bigint       NOT NULL,
        proofs        jsonb        NOT NULL,
        args          jsonb        NOT NULL
    )
"""
TIES: LiteralString = """
    CREATE TABLE {} (
        later         uuid         NOT NULL,
        earlier       uuid         NOT NULL,
        is_same       boolean      NOT NULL,
        said_by       text         NOT NULL,
        chance        real,
        features      jsonb        NOT NULL
    )
"""
SEEN: LiteralString = """
    CREATE TABLE {} (
        petition_id   uuid         NOT NULL,
        number        text,
        began_at      timestamptz  NOT NULL,
        persons       bigint[]     NOT NULL,
        same          text[]       NOT NULL,
        other         text[]       NOT NULL,
        division      text,
        category      text,
        latitude      float8,
        longitude     float8
    )
"""
ANSWERS: LiteralString = """
    CREATE TABLE {} (
        event_id      uuid         NOT NULL,
        petition_id   uuid         NOT NULL,
        position      bigint       NOT NULL,
        at            timestamptz  NOT NULL,
        scope         text         NOT NULL,
        whose         bigint[]     NOT NULL,
        passages      bytea        NOT NULL
    )
"""
CLOSINGS: LiteralString = """
    CREATE TABLE {} (
        actor         text         NOT NULL,
        minute        bigint       NOT NULL,
        petition_id   uuid         NOT NULL,
        event_id      uuid         NOT NULL,
        position      bigint       NOT NULL
    )
"""
VERDICTS: LiteralString = """
    CREATE TABLE {} (
        petition_id         uuid  NOT NULL,
        channel             text,
        division            text,
        category            text,
        registered_on       date,
        registered_by       text,
        registered_level    text,
        arrival             text,
        sending             text,
        resolved_on         date,
        resolved_by         text,
        resolved_level      text,
        finish              text,
        lasting             text,
        bureau_vote_on      date,
        bureau_voted        text,
        bureau_voted_level  text,
        bureau_vote         text,
        unit_vote_on        date,
        unit_voted          text,
        unit_voted_level    text,
        unit_vote           text,
        backlog_on          date,
        backlog_with        text,
        backlog_level       text,
        backlog             text
    )
"""
TABLES = {
    "findings": FINDINGS,
    "ties": TIES,
    "verdicts": VERDICTS,
    "seen": SEEN,
    "answers": ANSWERS,
    "closings": CLOSINGS,
}
INDEXES: tuple[LiteralString, ...] = (
    "ALTER TABLE {findings} ADD PRIMARY KEY (finding_id)",
    "CREATE INDEX ON {findings} (petition_id)",
    "CREATE INDEX ON {findings} (arose_at, finding_id)",
    "CREATE INDEX ON {findings} (rule, arose_at)",
    "CREATE INDEX ON {findings} (unit_id, arose_at)",
    "CREATE INDEX ON {ties} (later)",
    "CREATE INDEX ON {ties} (earlier)",
    "CREATE INDEX ON {seen} (petition_id)",
    "CREATE INDEX ON {seen} (number)",
    "CREATE INDEX ON {seen} USING gin (persons)",
    "CREATE INDEX ON {seen} USING gin (same)",
    "CREATE INDEX ON {answers} (petition_id)",
    "CREATE INDEX ON {answers} (scope)",
    "CREATE INDEX ON {closings} (petition_id)",
    "CREATE INDEX ON {closings} (actor, minute)",
    "ALTER TABLE {verdicts} ADD PRIMARY KEY (petition_id)",
)
TYPES = {
    "findings": (
        "uuid", "text", "int4", "text", "text", "uuid", "text", "uuid", "text", "timestamptz",
        "int8", "jsonb", "jsonb",
    ),
    "ties": ("uuid", "uuid", "bool", "text", "float4", "jsonb"),
    "seen": (
        "uuid", "text", "timestamptz", "int8[]", "text[]", "text[]", "text", "text", "float8",
        "float8",
    ),
    "answers": ("uuid", "uuid", "int8", "timestamptz", "text", "int8[]", "bytea"),
    "closings": ("text", "int8", "uuid", "uuid", "int8"),
    "verdicts": tuple(
        "uuid" if name == "petition_id" else "date" if name.endswith("_on") else "text"
        for name in Verdict._fields
    ),
}  # fmt: skip
