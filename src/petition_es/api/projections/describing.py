"""How the routes of projections describe themselves, with an example of every answer."""

from typing import Any, get_args

from petition_es.api.examples import PETITION
from petition_es.projections.running.caring import State

COLUMN = {
    "type": "object",
    "required": ["name", "type", "is_key"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "type": {
            "enum": ["boolean", "integer", "number", "string", "date-time", "date", "seconds",
                     "uuid", "json"],
            "description": "What the values are, where they are not null.",
        },
        "is_key": {"type": "boolean"},
    },
}  # fmt: skip
PROJECTION = {
    "type": "object",
    "required": ["name", "about", "columns", "version", "state", "bookmark", "behind"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "about": {"type": "string", "description": "What it tells, in one sentence."},
        "columns": {"type": "array", "items": COLUMN},
        "version": {"type": "integer"},
        "state": {
            "enum": [*get_args(State), "unbuilt"],
            "description": "Followed, stopped at an event, left by everybody, or never run.",
        },
        "bookmark": {"type": "integer", "description": "The position up to which it is folded."},
        "behind": {"type": "integer", "description": "How many positions it has yet to fold."},
    },
}
LIST_SCHEMA = {
    "type": "object",
    "required": ["projections"],
    "additionalProperties": False,
    "properties": {"projections": {"type": "array", "items": PROJECTION}},
}
LIST_EXAMPLE = {
    "projections": [
        {
            "name": "unit_workload",
            "about": "How many petitions each unit took in, sent back, and says it resolved.",
            "columns": [
                {"name": "unit_id", "type": "string", "is_key": True},
                {"name": "received", "type": "integer", "is_key": False},
            ],
            "version": 1,
            "state": "followed",
            "bookmark": 1844,
            "behind": 0,
        }
    ]
}
ROWS_SCHEMA = {
    "type": "object",
    "required": ["projection", "bookmark", "rows", "next"],
    "additionalProperties": False,
    "properties": {
        "projection": {"type": "string"},
        "bookmark": {
            "type": "integer",
            "description": "The position up to which the rows are folded at least.",
        },
        "rows": {
            "type": "array",
            "items": {"type": "object"},
            "description": "One object a row, in the order of the key; columns as the list of "
            "projections names them.",
        },
        "next": {
            "type": ["string", "null"],
            "description": "Where the rows after these are.",
        },
    },
}
ROWS_EXAMPLE: dict[str, Any] = {
    "projection": "petition_list",
    "bookmark": 1844,
    "rows": [
        {
            "petition_id": PETITION,
            "number": "XF2016-31332-06211-93",
            "state": "resolved",
            "unit_id": "haiyang-roads",
            "division": "370687",
            "category": "roads",
            "channel": "wechat",
            "last_step": "Resolved",
            "last_at": "2016-10-12T08:05:00+00:00",
        }
    ],
    "next": None,
}
