"""How the routes about the rates of quality describe themselves."""

from typing import Any, get_args

from petition_es.api.projections.describing_clocks import AT, COUNT, DAY
from petition_es.audits.quality.counting import Grouping
from petition_es.audits.quality.public import PublicGrouping
from petition_es.audits.quality.rates import RATE_NAMES


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        "properties": properties,
    }


SHARE = _object({
    "numerator": COUNT,
    "denominator": {**COUNT, "description": "The cohort."},
    "value": {
        "type": ["number", "null"],
        "minimum": 0,
        "maximum": 1,
        "description": "The share; null where the cohort is empty: undefined, not 0 and not 1.",
    },
})  # fmt: skip
HIDDEN = {"anyOf": [SHARE, {"type": "null", "description": "Hidden: too few petitions."}]}


def _schema(groups: tuple[str, ...], share: dict[str, Any]) -> dict[str, Any]:
    compared = {"now": share, "year_before": share}
    keys = {
        each: {"type": ["string", "null"], "description": "Null: what belongs to none."}
        for each in groups
    }
    return _object({
        "from": DAY,
        "to": DAY,
        "at": AT,
        "bookmark": {"type": "integer", "description": "Up to where the log was audited."},
        "by": {"enum": list(groups), "description": "Which member of a row says whose rate it is."},
        "whole": _object({name: _object(compared) for name in RATE_NAMES}),
        "rows": {
            "type": "array",
            "items": _object(
                {"rate": {"enum": list(RATE_NAMES)}, **keys, **compared}, optional=groups
            ),
        },
    })  # fmt: skip


def _example(share: dict[str, Any] | None) -> dict[str, Any]:
    nothing = {"numerator": 0, "denominator": 0, "value": None}
    unfinished = {"numerator": 7, "denominator": 28, "value": 0.25}
    return {
        "from": "2016-01-01",
        "to": "2016-12-31",
        "at": "2017-01-31T09:00:00+08:00",
        "bookmark": 1844,
        "by": "month",
        "whole": {
            name: {
                "now": unfinished if name == "unfinished" else nothing,
                "year_before": nothing,
            }
            for name in RATE_NAMES
        },
        "rows": [
            {"rate": "unfinished", "month": "2016-08", "now": share, "year_before": nothing},
        ],
    }


QUALITY_SCHEMA = _schema(get_args(Grouping), SHARE)
QUALITY_EXAMPLE = _example({"numerator": 2, "denominator": 9, "value": 2 / 9})
PUBLIC_SCHEMA = _schema(get_args(PublicGrouping), HIDDEN)
PUBLIC_EXAMPLE = _example(None)
