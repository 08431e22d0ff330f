"""The rates in plain values, for programs."""

from typing import Any

from petition_es.audits.quality.counting import Quality
from petition_es.audits.quality.public import NOTHING, Hidden, hidden_of
from petition_es.audits.quality.rates import RATES, Rate, Share


def quality_as_json(found: Quality, *, is_public: bool = False) -> dict[str, Any]:
    """The rates of a period: of all together, and row by row, each against the year before.

    A share of nothing has a `value` of null. What is hidden from the public is null as a whole.
    """
    now = hidden_of(found.now) if is_public else NOTHING
    before = hidden_of(found.before) if is_public else NOTHING
    rows = [
        {"rate": rate.name, found.by: key or None, **_compared(found, rate, key, (now, before))}
        for rate in RATES
        for key in found.keys
        if any(share.denominator for share in found.compared(rate, key))
    ]
    whole = {rate.name: _compared(found, rate, None, (now, before)) for rate in RATES}
    return {
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "at": found.at.isoformat(),
        "bookmark": found.upto,
        "by": found.by,
        "whole": whole,
        "rows": rows,
    }


def _compared(
    found: Quality, rate: Rate, key: str | None, gone: tuple[Hidden, Hidden]
) -> dict[str, Any]:
    now, before = (
        None if (rate.cohort.day, key) in hides else share_as_json(share)
        for share, hides in zip(found.compared(rate, key), gone, strict=True)
    )
    return {"now": now, "year_before": before}


def share_as_json(share: Share) -> dict[str, Any]:
    """A share with what it is made of."""
    return {
        "numerator": share.numerator,
        "denominator": share.denominator,
        "value": share.value,
    }
