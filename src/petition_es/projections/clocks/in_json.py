"""Rates as programs get them, at every door alike."""

from typing import Any

from petition_es.projections.clocks.rates import Grouping, Rate
from petition_es.projections.clocks.timeliness import Timeliness


def timeliness_as_json(found: Timeliness, by: Grouping) -> dict[str, Any]:
    """The rates in plain values; a rate of an empty cohort is null."""
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "at": found.at.isoformat(),
        "by": by,
        "whole": {name: rate_as_json(rate) for name, rate in found.whole().items()},
        "rows": [
            {"rate": row.rate, by: row.key or None, **rate_as_json(row.counted)}
            for row in found.rows(by)
        ],
    }


def rate_as_json(rate: Rate) -> dict[str, Any]:
    """One rate, with what it is made of."""
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "value": rate.value,
        "late": rate.late,
        "undone": rate.undone,
        "pending": rate.pending,
    }
