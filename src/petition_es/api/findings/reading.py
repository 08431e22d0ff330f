"""Reading what the last audit found, with what auditors judged of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from psycopg import Connection

from petition_es.api.at_the_door import OutsideTheScope
from petition_es.api.auditors import check_auditor
from petition_es.api.callers import Caller
from petition_es.audits.finding import Finding
from petition_es.audits.inquiring import inquiries_of
from petition_es.audits.running.shown import Wanted, find, find_one, of_the_last, tally
from petition_es.audits.running.tables import Build, Run
from petition_es.bootstrap import House
from petition_es.domain.inquiry import Inquiry
from petition_es.domain.refusals import NoSuchFinding

Counts = Sequence[tuple[str, str, int]]
"""Rule, severity, how many findings."""


@dataclass(frozen=True)
class Found:
    """One page of what was asked for; `next_after` is its last finding where more come."""

    run: Run
    findings: tuple[Finding, ...]
    inquiries: Mapping[UUID, Inquiry]
    next_after: Finding | None


def check_reader(caller: Caller) -> None:
    """Let auditors in who may read."""
    check_auditor(caller)
    if "read" not in caller.scopes:
        raise OutsideTheScope(scope="read")


def read_page(house: House, wanted: Wanted, limit: int) -> Found | None:
    """So many findings; None where nothing was audited yet."""
    one_more = replace(wanted, limit=limit + 1)

    def ask(connection: Connection[Any], build: Build) -> tuple[Run, list[Finding]]:
        return build.run(connection), list(find(connection, build, one_more))

    asked = of_the_last(house.store.address, ask)
    if asked is None:
        return None
    run, found = asked
    page = tuple(found[:limit])
    inquiries = inquiries_of(house.store, [each.finding_id for each in page])
    return Found(run, page, inquiries, page[-1] if len(found) > limit else None)


def count_all(house: House, wanted: Wanted) -> Counts:
    """How much of what is asked for there is, by rule and severity, whatever page is shown."""
    whole = replace(wanted, after=None)
    counted = of_the_last(
        house.store.address, lambda connection, build: tally(connection, build, whole)
    )
    return counted or ()


def read_one(house: House, finding_id: UUID) -> tuple[Finding, Inquiry]:
    """A finding and the inquiry into it; refused where the last audit shows none of this id."""
    found = of_the_last(
        house.store.address, lambda connection, build: find_one(connection, build, finding_id)
    )
    if found is None:
        raise NoSuchFinding(finding=finding_id)
    return found, inquiries_of(house.store, [finding_id])[finding_id]
