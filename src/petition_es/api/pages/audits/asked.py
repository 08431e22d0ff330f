"""Which findings a form asks for; what was not filled in asks for nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, get_args

from fastapi import Depends, Request

from petition_es.api.findings.asking import Filters
from petition_es.api.pages.fields import Mistake, one_line
from petition_es.audits.finding import Severity
from petition_es.audits.rules import RULES
from petition_es.domain.inquiry import InquiryState

LONGEST = 100
"""Characters of one field."""

RULE_NAMES = tuple(rule.name for rule in RULES)


@dataclass(frozen=True)
class Asked:
    """A form as it was filled in, the filters that it means, and what is wrong with it."""

    fields: dict[str, str]
    filters: Filters
    mistakes: tuple[Mistake, ...]

    @property
    def is_anything(self) -> bool:
        """Tell whether there is any condition."""
        return any(self.fields.values())


def asked(request: Request) -> Asked:
    """Read the form off the address."""
    names = ("rule", "severity", "inquiry", "unit", "division", "petition", "from", "to")
    fields = {name: one_line(request.query_params.get(name, ""))[:LONGEST] for name in names}
    days: dict[str, date | None] = {}
    mistakes = []
    for name in ("from", "to"):
        try:
            days[name] = date.fromisoformat(fields[name]) if fields[name] else None
        except ValueError:
            days[name] = None
            mistakes.append(Mistake(name, "audit.filter.not_a_day"))
    filters = Filters(
        rules=_one(fields, "rule", RULE_NAMES),
        severities=_one(fields, "severity", get_args(Severity)),
        states=_one(fields, "inquiry", get_args(InquiryState)),
        units=tuple(filter(None, [fields["unit"]])),
        division=fields["division"],
        petition=fields["petition"],
        first=days["from"],
        last=days["to"],
    )
    return Asked(fields, filters, tuple(mistakes))


WhatIsAsked = Annotated[Asked, Depends(asked)]


def choices(
    codes: Sequence[str], label: Callable[[str], str], nothing: str
) -> list[tuple[str, str]]:
    """What a field can be chosen from, beginning with nothing in particular."""
    return [("", nothing), *((code, label(code)) for code in codes)]


def _one(fields: dict[str, str], name: str, known: Sequence[str]) -> tuple[Any, ...]:
    """A choice; what none of ours could have sent is as good as none."""
    if fields[name] not in known:
        fields[name] = ""
    return (fields[name],) if fields[name] else ()
