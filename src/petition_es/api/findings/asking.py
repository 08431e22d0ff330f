"""Which findings are asked for, as it stands in an address, for programs and people alike."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Depends, Query

from petition_es.api.at_the_door import PageUnknown
from petition_es.api.callers import petition_id_of
from petition_es.audits.finding import Finding, Severity
from petition_es.audits.running.shown import Wanted
from petition_es.bootstrap import House
from petition_es.domain.inquiry import InquiryState
from petition_es.projections.keeper.table import within

CODE = r"^[\x21-\x7e]*$"
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)
Place = tuple[datetime, UUID]
"""Where a page of findings ends: the moment and the id of its last one."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What findings have to be like; what is empty is no condition. Days are the office's."""

    rules: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    states: tuple[InquiryState, ...] = ()
    units: tuple[str, ...] = ()
    division: str = ""
    petition: str = ""
    first: date | None = None
    last: date | None = None

    def wanted(self, house: House, after: Place | None = None, limit: int | None = None) -> Wanted:
        """The question to the tables; refused where there is no such petition."""
        return Wanted(
            rules=self.rules,
            severities=self.severities,
            states=self.states,
            units=self._units(house),
            petition_id=petition_id_of(house, self.petition) if self.petition else None,
            since=_midnight(house, self.first),
            until=_midnight(house, self.last, days=1),
            after=after,
            limit=limit,
        )

    def _units(self, house: House) -> tuple[str, ...]:
        """The units asked for; of a division, those of every place in it."""
        if not self.division:
            return self.units
        begins = within(self.division)
        there = [
            unit.unit_id
            for unit in house.units.everything()
            if unit.division is not None and unit.division.value.startswith(begins)
        ]
        wanted = [unit for unit in there if not self.units or unit in self.units]
        return tuple(wanted) or (NOWHERE,)

    def said(self, **changes: str) -> list[tuple[str, str]]:
        """The filters as they stand in an address."""
        many = {"rule": self.rules, "severity": self.severities, "inquiry": self.states}
        told = [(name, word) for name, words in many.items() for word in words]
        told += [("unit", unit) for unit in self.units]
        told += [("division", self.division), ("petition", self.petition)]
        days = {"from": self.first, "to": self.last}
        told += [(name, day.isoformat() if day else "") for name, day in days.items()]
        return [(name, word) for name, word in [*told, *changes.items()] if word]

    def address(self, path: str, **changes: str) -> str:
        """The address of what is asked for, under a path."""
        said = urlencode(self.said(**changes))
        return f"{path}?{said}" if said else path


NOWHERE = " "
"""The unit of a division in which there is none."""

Codes = Annotated[list[Annotated[str, Query(max_length=100, pattern=CODE)]], Query()]
Day = Annotated[date | None, Query(description="A day of the office's calendar, inclusive.")]


def filters(  # noqa: PLR0917  # the parameters of the address
    rule: Annotated[Codes, Query(description="Of these rules.")] = [],  # noqa: B006  # FastAPI copies it
    severity: Annotated[list[Severity], Query()] = [],  # noqa: B006  # as above
    inquiry: Annotated[list[InquiryState], Query(description="How far auditors are.")] = [],  # noqa: B006  # as above
    unit: Annotated[Codes, Query(description="To be explained by these units.")] = [],  # noqa: B006  # as above
    division: Annotated[
        str, Query(max_length=100, pattern=CODE, description="Of units in this division.")
    ] = "",
    petition: Annotated[
        str, Query(max_length=100, description="About this petition: its number, or its id.")
    ] = "",
    first: Annotated[Day, Query(alias="from")] = None,
    last: Annotated[Day, Query(alias="to")] = None,
) -> Filters:
    """Read the filters off an address."""
    return Filters(
        rules=tuple(rule),
        severities=tuple(severity),
        states=tuple(inquiry),
        units=tuple(unit),
        division=division,
        petition=petition.strip(),
        first=_in_our_time(first),
        last=_in_our_time(last),
    )


WhatIsWanted = Annotated[Filters, Depends(filters)]


def token_of(finding: Finding) -> str:
    """The word for the end of a page, that an address can hold."""
    said = f"{finding.arose_at.isoformat()} {finding.finding_id}"
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def place_of(token: str | None) -> Place | None:
    """The end of a page that such a word stands for; PageUnknown for any other word."""
    if not token:
        return None
    try:
        said = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode("ascii")
        moment, _, finding = said.partition(" ")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            raise PageUnknown
        return at, UUID(finding)
    except (binascii.Error, ValueError) as reason:
        raise PageUnknown from reason


def _in_our_time(day: date | None) -> date | None:
    """A day far off is as good as the last one that can be reckoned with."""
    return None if day is None else min(max(day, EARLIEST), LATEST)


def _midnight(house: House, day: date | None, days: int = 0) -> Any:
    if day is None:
        return None
    return datetime.combine(day + timedelta(days=days), time.min, house.settings.office_zone)
