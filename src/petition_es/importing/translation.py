"""What a foreign case becomes under a mapping: a plan in the words of a petition, not yet recorded.

Every event of the case is in the plan once: as the registration, as a step, as ignored, or as a
reject.  Nothing is in it that the case does not say.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from petition_es.importing.case_log import LogCase, LogEvent
from petition_es.importing.mapping import NEUTRAL_RULE, Mapping, Rule
from petition_es.importing.mapping_file import Value
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.targets import REGISTERED, TARGETS, Field
from petition_es.importing.times import Moment, TimeRefused, read_moment

END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """One petition event to record, and the source event (activity, record, line) it stands for."""

    event: str
    fields: dict[str, str | datetime]
    at: Moment
    unit: str | None
    resource: str | None
    activity: str
    record: str
    line: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """The deadline that a source sets a case: on which unit, and until when."""

    to_unit: str
    due: datetime


@dataclass(slots=True)
class CasePlan:
    """A case in the words of a petition; steps in the order in which they happened.

    ``submitted_at`` is when the case began in its source, or its first event if that is earlier or
    all that is known.  ``registration`` is the source event that registered it, if one did; else
    it counts as registered with its first event.  With an ``assignment`` it counts as registered
    when it began, for by then it was on somebody's desk.
    """

    case_id: str
    line: int
    channel: str
    submitted_at: Moment
    registration: Step | None = None
    assignment: Assigned | None = None
    done_at: Moment | None = None
    steps: list[Step] = field(default_factory=list)
    ignored: list[LogEvent] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def source_events(self) -> int:
        """How many events of the source the plan accounts for."""
        others = len(self.steps) + len(self.ignored)
        others += sum(each.events for each in self.rejected)
        return others + (self.registration is not None)


def plan(case: LogCase, mapping: Mapping, *, now: datetime) -> CasePlan | Rejected:
    """Plan a case; one that nothing places in time is rejected."""
    events = sorted(case.events, key=lambda event: event.at.at)
    started_at = _started_at(case, mapping, now)
    known = [moment for moment in (started_at, events[0].at if events else None) if moment]
    if not known:
        detail = "neither a start nor an event places the case in time"
        column = mapping.case.started_at or ""
        return Rejected(case.line, column, Reason.MISSING_VALUE, detail, events=0)
    planned = CasePlan(
        case_id=case.case_id,
        line=case.line,
        channel=mapping.case.channel.of(_said(case.attributes, mapping)) or "unknown",
        submitted_at=min(known, key=lambda moment: moment.at),
    )
    try:
        planned.assignment = _assigned(case, mapping)
        planned.done_at = _done_at(case, mapping, planned, now)
    except _Unmapped as why:
        planned.rejected.append(Rejected(case.line, why.column, why.reason, why.detail, events=0))
    for event in events:
        _place(event, case.attributes, mapping, planned)
    return planned


def _started_at(case: LogCase, mapping: Mapping, now: datetime) -> Moment | None:
    text = case.attributes.get(mapping.case.started_at or "")
    try:
        return read_moment(text, mapping.zone, now=now) if text else None
    except TimeRefused:
        return None  # The first event still tells since when the case is known.


def _assigned(case: LogCase, mapping: Mapping) -> Assigned | None:
    """Return the case's own deadline, which may well be still to come; None where it has none."""
    rule, said = mapping.assignment, _said(case.attributes, mapping)
    if rule is None or rule.due not in said:
        return None
    to_unit = rule.to_unit.of(said)
    if to_unit is None:
        column = rule.to_unit.column or ""
        raise _Unmapped(column, Reason.MISSING_VALUE, "nothing is said of who has the case")
    return Assigned(to_unit, _moment(rule.due, said[rule.due], mapping, END_OF_TIME).at)


def _done_at(case: LogCase, mapping: Mapping, planned: CasePlan, now: datetime) -> Moment | None:
    """Return when an assigned case was done; an end before the beginning is none."""
    column = (mapping.assignment and mapping.assignment.done_at) or ""
    text = _said(case.attributes, mapping).get(column)
    if planned.assignment is None or text is None:
        return None
    done_at = _moment(column, text, mapping, now)
    if done_at.precedes(planned.submitted_at):
        raise _Unmapped(column, Reason.DONE_BEFORE_START, "the case is kept, its end is not")
    return done_at


def _place(event: LogEvent, of_case: dict[str, str], mapping: Mapping, planned: CasePlan) -> None:
    """Put an event where its rule says."""
    rule = mapping.rule(event.activity)
    if rule.ignore:
        planned.ignored.append(event)
        return
    # Only what comes first can have registered the case; later it is one action among others.
    late = rule.event == REGISTERED and (
        planned.registration or planned.steps or planned.assignment
    )
    try:
        step = _step(NEUTRAL_RULE if late else rule, event, of_case, mapping)
    except _Unmapped as why:
        planned.rejected.append(Rejected(event.line, why.column, why.reason, why.detail))
        return
    if step.event == REGISTERED:
        planned.registration = step
    else:
        planned.steps.append(step)


def _step(rule: Rule, event: LogEvent, of_case: dict[str, str], mapping: Mapping) -> Step:
    if rule.event is None:
        detail = "the mapping does not know this activity"
        raise _Unmapped(mapping.event.activity, Reason.UNMAPPED_ACTIVITY, detail)
    said = _said(of_case | event.attributes, mapping)
    target = TARGETS[rule.event]
    told = {name: _value(rule.fields, name, target[name], said) for name in target}
    return Step(
        event=rule.event,
        fields={
            name: _time(rule.fields[name], value, mapping) if target[name].is_time else value
            for name, value in told.items()
            if value is not None
        },
        at=event.at,
        unit=said.get(mapping.event.unit or ""),
        resource=said.get(mapping.event.resource or ""),
        activity=event.activity,
        record=event.record,
        line=event.line,
    )


def _value(fields: dict[str, Value], name: str, target: Field, said: dict[str, str]) -> str | None:
    """Return what the source says for a field of the target event."""
    value = fields.get(name)
    found = value.of(said) if value else None
    column = (value and value.column) or ""
    if found is None and target.needed:
        raise _Unmapped(column, Reason.MISSING_VALUE, f"nothing is said for {name}")
    if found is not None and target.choices and found not in target.choices:
        raise _Unmapped(column, Reason.UNMAPPED_VALUE, f"no word of {name} stands for it")
    return found


def _time(value: Value, text: str, mapping: Mapping) -> datetime:
    """Read a time, which may well be still to come."""
    return _moment(value.column or "", text, mapping, END_OF_TIME).at


def _moment(column: str, text: str, mapping: Mapping, latest: datetime) -> Moment:
    try:
        return read_moment(text, mapping.zone, now=latest)
    except TimeRefused as why:
        raise _Unmapped(column, why.reason, why.detail) from why


def _said(attributes: dict[str, str], mapping: Mapping) -> dict[str, str]:
    """Leave out the values by which the source says that it knows nothing."""
    empty = mapping.source.empty
    return {name: value for name, value in attributes.items() if value not in empty}


class _Unmapped(Exception):
    def __init__(self, column: str, reason: Reason, detail: str) -> None:
        super().__init__(column, reason, detail)
        self.column = column
        self.reason = reason
        self.detail = detail
