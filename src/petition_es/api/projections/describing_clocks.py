"""How the routes about the clocks of all petitions describe themselves."""

from typing import Any, get_args

from petition_es.api.documenting import NUMBER
from petition_es.api.examples import EVENT, PETITION
from petition_es.domain.regime.rules import ClockName
from petition_es.projections.clocks.rates import RATE_NAMES, Grouping

MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
ID = {"type": "string", "format": "uuid"}
CLOCK = {"enum": list(get_args(ClockName))}
UNIT = {"type": ["string", "null"], "description": "Null: it is on nobody's desk."}
COUNT = {"type": "integer", "minimum": 0}


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        "properties": properties,
    }


def _page(row: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return _object({
        "projection": {"type": "string"},
        "bookmark": {
            "type": "integer",
            "description": "The position of the log up to which it is counted at least.",
        },
        **more,
        "rows": {"type": "array", "items": row},
        "next": {"type": ["string", "null"], "description": "Where the rows after these are."},
    })  # fmt: skip


AT = {**MOMENT, "description": "The moment as of which it is told."}
LATE = _object({
    "last_day": {**DAY, "description": "The last day, extensions and rests counted in."},
    "petition_id": ID,
    "clock": CLOCK,
    "started_by": {**ID, "description": "The entry that the clock was started by."},
    "number": {"type": "string"},
    "unit_id": UNIT,
    "division": {"type": ["string", "null"], "description": "Where the problem lies."},
    "days_late": COUNT,
    "noticed_at": {
        "type": ["string", "null"],
        "format": "date-time",
        "description": "When the clock keeper told of it; null: not by that moment.",
    },
})  # fmt: skip
OVERDUE_SCHEMA = _page(LATE, {"at": AT})
OVERDUE_EXAMPLE: dict[str, Any] = {
    "projection": "overdue",
    "bookmark": 1844,
    "at": "2016-10-14T09:00:00+08:00",
    "rows": [
        {
            "last_day": "2016-10-12",
            "petition_id": PETITION,
            "clock": "handling",
            "started_by": EVENT,
            "number": NUMBER,
            "unit_id": "haiyang-roads",
            "division": "370687",
            "days_late": 2,
            "noticed_at": "2016-10-12T16:00:00.700000+00:00",
        }
    ],
    "next": None,
}
NOTICE = _object({
    "notice_id": {"type": "integer", "description": "It only ever grows."},
    "kind": {"enum": ["due_soon", "missed"]},
    "petition_id": ID,
    "clock": CLOCK,
    "started_by": ID,
    "unit_id": UNIT,
    "last_day": DAY,
    "noticed_at": MOMENT,
})  # fmt: skip
NOTICES_SCHEMA = _page(NOTICE, {})
NOTICES_EXAMPLE: dict[str, Any] = {
    "projection": "notices",
    "bookmark": 1844,
    "rows": [
        {
            "notice_id": 31,
            "kind": "missed",
            "petition_id": PETITION,
            "clock": "handling",
            "started_by": EVENT,
            "unit_id": "haiyang-roads",
            "last_day": "2016-10-12",
            "noticed_at": "2016-10-12T16:00:00.700000+00:00",
        }
    ],
    "next": None,
}
RATE = {
    "numerator": {**COUNT, "description": "What was done on time."},
    "denominator": {**COUNT, "description": "The cohort."},
    "value": {
        "type": ["number", "null"],
        "minimum": 0,
        "maximum": 1,
        "description": "The share; null where the cohort is empty: undefined, not 0 and not 1.",
    },
    "late": {**COUNT, "description": "Done after the last day."},
    "undone": {**COUNT, "description": "Not done, though the last day is over."},
    "pending": {**COUNT, "description": "Not done, and not due yet."},
}
GROUPS = get_args(Grouping)
ROW = _object(
    {
        "rate": {"enum": list(RATE_NAMES)},
        **{
            each: {"type": ["string", "null"], "description": "Null: what belongs to none."}
            for each in GROUPS
        },
        **RATE,
    },
    optional=GROUPS,
)
TIMELINESS_SCHEMA = _object({
    "projection": {"type": "string"},
    "bookmark": {
        "type": "integer",
        "description": "The position of the log up to which it is counted at least.",
    },
    "from": DAY,
    "to": DAY,
    "at": AT,
    "by": {"enum": list(GROUPS), "description": "Which member of a row says whose rate it is."},
    "whole": _object({name: _object(RATE) for name in RATE_NAMES}),
    "rows": {"type": "array", "items": ROW},
})  # fmt: skip

_ANSWER = {
    "numerator": 7, "denominator": 9, "value": 7 / 9, "late": 1, "undone": 0, "pending": 1
}  # fmt: skip
_NOTHING = {
    "numerator": 0, "denominator": 0, "value": None, "late": 0, "undone": 0, "pending": 0
}  # fmt: skip
TIMELINESS_EXAMPLE: dict[str, Any] = {
    "projection": "timeliness",
    "bookmark": 1844,
    "from": "2016-01-01",
    "to": "2016-12-31",
    "at": "2017-06-30T23:59:59.999999+08:00",
    "by": "level",
    "whole": {name: _ANSWER if name == "answer" else _NOTHING for name in RATE_NAMES},
    "rows": [{"rate": "answer", "level": "county", **_ANSWER}],
}
