"""What a planned case becomes: the history of a petition by somebody whom the log does not name.

A case log has no text and no petitioner, so the words are empty and the party is anonymous.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from petition_es.domain.codes import Code
from petition_es.domain.codes import Place as WhereItLies
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import Act, Receive, Refer, Register, ReportResult
from petition_es.domain.sealed import Sealed
from petition_es.importing.case_log import LogCase
from petition_es.importing.mapping import Mapping
from petition_es.importing.plain_codes import id_part, plain_code, word_code
from petition_es.importing.prepared import (
    IMPORTER,
    Clock,
    Place,
    Prepared,
    SourceRecord,
    appearance,
    submission,
)
from petition_es.importing.rejects import Rejected
from petition_es.importing.targets import ACTS_TO_MAP, NEUTRAL, TARGETS, WORDS_NEEDED
from petition_es.importing.times import Moment
from petition_es.importing.translation import Assigned, CasePlan, Step, plan
from petition_es.office import histories
from petition_es.office.histories import History

NO_WORDS = Sealed("")


class CaseHistories:
    """The histories of a case log, in its order; ``source_events`` counts what was read of it."""

    def __init__(
        self, log: Iterable[LogCase | Rejected], mapping: Mapping, *, clock: Clock
    ) -> None:
        self._log, self._mapping, self._clock = log, mapping, clock
        self.source_events = 0

    def __iter__(self) -> Iterator[Prepared | Rejected]:
        """Yield the history of each case, and a reject for all that cannot become part of one."""
        for outcome in self._log:
            if isinstance(outcome, Rejected):
                self.source_events += outcome.events
                yield outcome
            else:
                self.source_events += len(outcome.events)
                yield from self._planned(outcome)

    def _planned(self, case: LogCase) -> Iterator[Prepared | Rejected]:
        now = self._clock()
        planned = plan(case, self._mapping, now=now)
        if isinstance(planned, Rejected):
            yield planned
            return
        yield from planned.rejected
        understood = planned.registration or planned.steps or planned.ignored
        if planned.rejected and not understood:
            return  # Not one event was understood: the mapping is not for this log.
        yield _Telling(planned, self._mapping, now).prepared()


class _Telling:
    """One case being told as a history."""

    def __init__(self, planned: CasePlan, mapping: Mapping, now: datetime) -> None:
        self._plan, self._mapping = planned, mapping
        system, zone = mapping.source.system, mapping.zone
        self._record = SourceRecord(system, planned.case_id, zone, now)
        self._party = str(self._record.id_of("person"))

    def prepared(self) -> Prepared:
        """Tell the case from its submission on."""
        steps, places = zip(*self._steps(), strict=True)
        appeared = self._record.entry("person-created", self._plan.submitted_at)
        persons = appearance(self._party, appeared)
        story = History(self._record.id_of("petition"), steps, persons)
        return Prepared(story, places, events=_fates(self._plan))

    def _steps(self) -> Iterator[tuple[histories.Step, Place]]:
        """The steps in the order in which they happened, each with its place in the file."""
        registration, assigned = self._plan.registration, self._plan.assignment
        start = Place(self._plan.line, self._mapping.case.id)
        yield self._submitted(), start
        yield self._registered(), self._place(registration) if registration else start
        later = [(step.at, self._told(step), self._place(step)) for step in self._plan.steps]
        if assigned:
            yield from ((step, start) for step in self._put_on_a_desk(assigned))
        if assigned and (done_at := self._plan.done_at):
            later.append((done_at, self._reported(assigned, done_at), start))
        for _, step, place in sorted(later, key=lambda each: each[0].at):
            yield step, place

    def _submitted(self) -> histories.Step:
        record = self._record
        submit = submission(record, self._party, title="", text="", channel=self._plan.channel)
        return histories.Step(submit, record.entry("submitted", self._plan.submitted_at))

    def _registered(self) -> histories.Step:
        """Register when the source says, or else at some time about its first event."""
        register = Register(anonymity="unknown", place=_place_of(self._mapping.case.division))
        if self._plan.registration:
            return histories.Step(register, self._entry(self._plan.registration, Register))
        if self._plan.assignment:
            return histories.Step(register, self._record.entry("registered", self._begun))
        first = self._plan.steps[0].at if self._plan.steps else self._begun
        return histories.Step(
            register, self._record.entry("registered", first, precision="unknown")
        )

    @property
    def _begun(self) -> Moment:
        return self._plan.submitted_at

    def _put_on_a_desk(self, assigned: Assigned) -> Iterator[histories.Step]:
        """Assign it when it began, until the day that the source sets, and have it signed for."""
        to_unit = word_code(assigned.to_unit)
        refer = Refer(to_unit=to_unit, kind="assignment", report_due=assigned.due)
        yield histories.Step(refer, self._record.entry("assigned", self._begun))
        signer = replace(IMPORTER, unit_id=to_unit)
        yield histories.Step(Receive(), self._record.entry("signed", self._begun, actor=signer))

    def _reported(self, assigned: Assigned, done_at: Moment) -> histories.Step:
        """Report that it is over; how it went, the source does not say."""
        unit = replace(IMPORTER, unit_id=word_code(assigned.to_unit))
        entry = self._record.entry("reported", done_at, actor=unit)
        return histories.Step(ReportResult(outcome="other"), entry)

    def _told(self, step: Step) -> histories.Step:
        act = ACTS_TO_MAP[step.event]
        return histories.Step(act(**_content(step)), self._entry(step, act))

    def _entry(self, step: Step, act: type[Act]) -> Entry:
        """Enter a step under its own name in the source, by the pseudonym of who did it."""
        return self._record.entry(
            f"event {id_part(step.record)}",
            step.at,
            code=plain_code(f"{self._record.record_id}/{step.record}"),
            actor=self._actor(step),
            on_behalf_of=self._party if act.records.BY_PARTY else None,
        )

    def _actor(self, step: Step) -> Actor:
        resource = step.resource and replace(self._record, record_id=step.resource)
        return replace(
            IMPORTER,
            actor_id=str(resource.id_of("resource")) if resource else IMPORTER.actor_id,
            unit_id=word_code(step.unit) if step.unit else None,
        )

    def _place(self, step: Step) -> Place:
        """An activity that the mapping names is no secret; another one may be anybody's text."""
        named = step.activity if step.activity in self._mapping.activities else ""
        return Place(step.line, self._mapping.event.activity, named)


def _content(step: Step) -> dict[str, Any]:
    """Fill in an act: what the plan says, an action's name, no words where some belong."""
    named = {"code": word_code(step.activity)} if step.event == NEUTRAL else {}
    said = {name: _value(step, name) for name in step.fields}
    return dict.fromkeys(WORDS_NEEDED[step.event], NO_WORDS) | named | said


def _value(step: Step, name: str) -> str | datetime:
    value = step.fields[name]
    is_text = isinstance(value, str) and not TARGETS[step.event][name].choices
    return word_code(str(value)) if is_text else value


def _place_of(division: str | None) -> WhereItLies | None:
    """The place of every case of the log, from `scheme@version:value`."""
    if division is None:
        return None
    scheme, version, value = re.split("[@:]", division)
    return WhereItLies(division=Code(scheme, version, value))


def _fates(planned: CasePlan) -> Counter[str]:
    """Count what becomes of the source's events if this case goes in."""
    actions = sum(step.event == NEUTRAL for step in planned.steps)
    mapped = len(planned.steps) - actions + (planned.registration is not None)
    return Counter(mapped=mapped, actions=actions, ignored=len(planned.ignored))
