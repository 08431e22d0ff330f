"""The words of rates: a share with what it is made of, and what a row is of."""

from collections.abc import Callable

from petition_es.audits.quality.counting import Grouping
from petition_es.audits.quality.rates import Share
from petition_es.messages import label, say

NOBODY = "-"


def share_in_words(share: Share, language: str) -> str:
    """A share with its numerator and denominator; of nothing it is undefined."""
    value = share.value
    part = say("cli.clocks.undefined", language) if value is None else f"{value:.1%}"
    return f"{part} ({share.numerator}/{share.denominator})"


def key_in_words(by: Grouping, key: str, language: str, unit_name: Callable[[str], str]) -> str:
    """What a row is of: a unit by its name, a level or channel by its label."""
    if not key:
        return NOBODY
    if by == "unit":
        return unit_name(key)
    families = {"level": "unit_level", "channel": "channel"}
    return label(families[by], key, language) if by in families else key
