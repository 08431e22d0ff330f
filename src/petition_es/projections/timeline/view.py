"""One timeline, four views: a reader sees what a more trusted one sees, and less.

A view only ever leaves out; what it counts, it counts from the checkpoints that are left. So every
view can be made from the view of any reader who sees more, and shows nothing that view does not.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from petition_es.domain.codes import Audience
from petition_es.domain.event import TOPICS
from petition_es.domain.petition import PetitionEvent, Referred, Reopened, Returned, Urged
from petition_es.projections.timeline.audience import may_see
from petition_es.projections.timeline.checkpoint import Checkpoint
from petition_es.projections.timeline.expected import ShownExpectation
from petition_es.projections.timeline.head import Counts, Head, Said, Timeline
from petition_es.projections.timeline.steps import STEPS

ACTOR: Audience = "officer"
"""Who may see the pseudonym of the person who acted."""

SURVIVOR: Audience = "petitioner"
"""Who may see the number under which a merged petition goes on."""


def seen_by(timeline: Timeline, reader: Audience, hidden: Collection[UUID] = ()) -> Timeline:
    """Leave out what the reader may not see, and the steps that are `hidden` besides."""
    steps = [c for c in timeline.checkpoints if may_see(reader, c.audience) and c.id not in hidden]
    shown = {step.id for step in steps}
    narrowed = _with_elapsed([_narrowed(step, reader, shown) for step in steps])
    return replace(
        timeline,
        audience=reader,
        checkpoints=narrowed,
        clocks=tuple(each for each in timeline.clocks if each.clock.started_by in shown),
        expectation=_of_a_step(timeline.expectation, shown),
        head=_reckoned(_narrowed_head(timeline.head, reader, shown), narrowed, timeline.now),
    )


def _narrowed(step: Checkpoint, reader: Audience, shown: Collection[UUID]) -> Checkpoint:
    audiences = STEPS[_event_class(step)].arguments
    told = {n: value for n, value in step.arguments.items() if may_see(reader, audiences[n])}
    return replace(
        step,
        arguments=told,
        actor=step.actor if may_see(reader, ACTOR) else None,
        documents=tuple(d for d in step.documents if may_see(reader, d.audience)),
        corrects=_if_shown(step.corrects, shown),
        corrected_by=_if_shown(step.corrected_by, shown),
        instead_of=_if_shown(step.instead_of, shown),
    )


def _of_a_step(shown: ShownExpectation | None, steps: Collection[UUID]) -> ShownExpectation | None:
    """An expectation betrays the step from which it is counted."""
    return shown if shown and shown.step in steps else None


def _if_shown(step_id: UUID | None, shown: Collection[UUID]) -> UUID | None:
    return step_id if step_id in shown else None


def _event_class(step: Checkpoint) -> type[PetitionEvent]:
    event_class = TOPICS[step.raw_type]
    if not issubclass(event_class, PetitionEvent):
        raise TypeError(step.raw_type)
    return event_class


def _narrowed_head(head: Head, reader: Audience, shown: Collection[UUID]) -> Head:
    """Leave out every fact whose checkpoint is not shown."""

    def told(said: Said | None) -> Said | None:
        return said if said and said.checkpoint in shown else None

    return replace(
        head,
        evaluations=tuple(vote for vote in head.evaluations if vote.checkpoint in shown),
        claimed_resolved=told(head.claimed_resolved),
        carried_out=told(head.carried_out),
        confirmed=told(head.confirmed),
        denied=told(head.denied),
        merged_into=head.merged_into if may_see(reader, SURVIVOR) else None,
    )


# ---- Reckoned from what is shown -----------------------------------------------------------------


def _with_elapsed(steps: Sequence[Checkpoint]) -> tuple[Checkpoint, ...]:
    """Say how long after the step before each one happened; struck ones are no step before."""
    before: Checkpoint | None = None
    timed = []
    for step in steps:
        timed.append(replace(step, elapsed=_elapsed(before, step) if before else None))
        before = before if step.voided else step
    return tuple(timed)


def _elapsed(before: Checkpoint, step: Checkpoint) -> timedelta | None:
    """Days are told in days; what cannot be known is not told."""
    precisions = (before.at_precision, step.at_precision)
    if "unknown" in precisions:
        return None
    days = timedelta(days=(step.at.date() - before.at.date()).days)
    elapsed = days if "day" in precisions else step.at - before.at
    return elapsed if elapsed >= timedelta(0) else None


def _reckoned(head: Head, steps: Sequence[Checkpoint], now: datetime) -> Head:
    standing = [step for step in steps if not step.voided]
    first, last = _activity(standing)
    return replace(
        head,
        first_activity=first,
        last_activity=last,
        silent_days=None if head.is_closed else _days_since(last, now),
        counts=_counts(standing),
        steps_of_unknown_recording=sum(step.recorded_at is None for step in steps),
    )


def _activity(standing: Sequence[Checkpoint]) -> tuple[datetime | None, datetime | None]:
    """When the office first and last moved; pressing by the petitioner does not end its silence.

    Record keeping is no activity, nor is a step of which nobody knows when it happened.
    """
    moves = [s for s in standing if s.tag != "record" and s.at_precision != "unknown"]
    acts = [s.at for s in moves if s.role != "petitioner" or s.tag == "submitted"]
    return min(acts, default=None), max(acts, default=None)


def _days_since(moment: datetime | None, now: datetime) -> int | None:
    if moment is None:
        return None
    return max(0, (now.astimezone(moment.tzinfo).date() - moment.date()).days)


def _counts(standing: Sequence[Checkpoint]) -> Counts:
    def count(event_class: type[PetitionEvent]) -> int:
        return sum(step.raw_type == event_class.TOPIC for step in standing)

    return Counts(
        referrals=count(Referred),
        returns=count(Returned),
        urgings=count(Urged),
        reopenings=count(Reopened),
    )
