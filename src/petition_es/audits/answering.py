"""Answering: what closed a petition, and who has to explain how it stood."""

from datetime import datetime
from typing import Any

from petition_es.audits.case import Case
from petition_es.domain.petition import Referred, Registered


def closing(case: Case, by: datetime) -> Any | None:
    """What closed a petition last by a moment: a resolution of the whole, else an answer."""
    for told in (case.resolutions, case.answers):
        closed = [each for each in told if each.at <= by]
        if closed:
            return closed[-1]
    return None


def unit_that_explains(case: Case, by: datetime) -> str | None:
    """The unit that has to explain how a petition stood: who closed it, else held or took it in."""
    closed = closing(case, by)
    if closed is not None and closed.acting_unit is not None:
        return closed.acting_unit  # type: ignore[no-any-return]
    sent = [each for each in case.of(Referred) if each.at <= by and each.part == "lead"]
    if sent:
        return sent[-1].to_unit
    registered = case.first(Registered)
    return registered.acting_unit if registered else None
