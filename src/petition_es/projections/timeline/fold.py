"""The timeline of one petition: a pure fold of its stream."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache

from petition_es.domain.codes import Audience
from petition_es.domain.petition import Corrected, PetitionEvent
from petition_es.domain.regime.law import NO_LAW, Law
from petition_es.projections.expecting.estimate import Estimates, nothing_published
from petition_es.projections.past import Moment, happened, known
from petition_es.projections.timeline.arguments import arguments, documents
from petition_es.projections.timeline.audience import Disclosure
from petition_es.projections.timeline.checkpoint import Checkpoint, Document, UnitCard
from petition_es.projections.timeline.due import shown_clocks
from petition_es.projections.timeline.expected import shown_expectation
from petition_es.projections.timeline.head import Timeline
from petition_es.projections.timeline.sequence import Chronicle
from petition_es.projections.timeline.standing import Cards, head
from petition_es.projections.timeline.steps import STEPS
from petition_es.projections.timeline.view import seen_by


def timeline(
    events: Iterable[PetitionEvent],
    *,
    audience: Audience,
    units: Callable[[str], UnitCard | None],
    now: datetime,
    happened_by: Moment | None = None,
    known_by: Moment | None = None,
    law: Law = NO_LAW,
    estimates: Estimates = nothing_published,
) -> Timeline:
    """Fold a petition's stream, given as it was recorded, into what this audience sees of it.

    `known_by` leaves out what was not known yet, corrections included; `happened_by` leaves out
    what happened later, by all that is known. Silence is counted until `now`: for a view of the
    past pass `standpoint(now, happened_by, known_by)`. What is hidden today stays hidden in every
    view of the past. By the `law` its limits are told as they stood at `now`, by the `estimates`
    when the answer was expected then: never of an accusation or of what is confidential. Refuses
    an audience to whom the petition is not open, and an empty past.
    """
    recorded = list(events)
    chronicle = Chronicle(known(recorded, known_by))
    then = Disclosure.of(chronicle.recorded)
    today = then if known_by is None else Disclosure.of(recorded)
    then.admit(audience)
    today.admit(audience)
    cards = _cards(units)
    standing = happened(chronicle.standing, happened_by)
    stands = {event.event_id for event in standing}
    full = Timeline(
        audience="auditor",
        now=now,
        happened_by=happened_by,
        known_by=known_by,
        head=head(standing, cards, published=then.petition == "public"),
        checkpoints=tuple(
            checkpoint_of(event, chronicle, then, cards)
            for event in happened(chronicle.sequence, happened_by)
            if event.event_id in stands or event.event_id in chronicle.voided
        ),
        clocks=shown_clocks(standing, law, now, cards),
        expectation=None
        if then.is_confidential or today.is_confidential
        else shown_expectation(standing, now, estimates),
    )
    hidden = {e.event_id for e in chronicle.recorded if not today.shows(e, audience)}
    return seen_by(full, audience, hidden)


def _cards(units: Callable[[str], UnitCard | None]) -> Cards:
    """Ask for each unit once; of one that nobody knows, show the id."""
    return cache(lambda unit_id: units(unit_id) or UnitCard(unit_id=unit_id))


def checkpoint_of(
    event: PetitionEvent, chronicle: Chronicle, disclosure: Disclosure, cards: Cards
) -> Checkpoint:
    """One entry as a step, with all that an auditor may know of it."""
    row = STEPS[type(event)]
    variant = row.variant(event)
    known_at = event.known_at
    to_unit = getattr(event, row.to_unit) if row.to_unit else None
    voided_by = chronicle.voided.get(event.event_id)
    return Checkpoint(
        id=event.event_id,
        sequence=event.originator_version,
        tag=row.tag(variant),
        subtag=row.subtag(variant),
        raw_type=event.TOPIC,
        message_key=row.message_key(variant),
        arguments=arguments(event, chronicle),
        at=event.local_at,
        at_precision=event.at_precision,
        recorded_at=known_at and known_at.astimezone(event.local_at.tzinfo),
        late_entry=event.event_id in chronicle.late,
        role=event.role,
        unit=cards(event.acting_unit) if event.acting_unit else None,
        to_unit=cards(to_unit) if to_unit else None,
        actor=event.actor,
        documents=(*documents(event), *_redacted(event, disclosure)),
        voided=voided_by is not None,
        corrects=event.corrected if isinstance(event, Corrected) else None,
        corrected_by=voided_by.event_id if voided_by else None,
        instead_of=chronicle.instead_of.get(event.event_id),
        audience=disclosure.audience_of(event),
    )


def _redacted(event: PetitionEvent, disclosure: Disclosure) -> Iterable[Document]:
    return (
        Document(
            document_id=str(paper.attachment_id), kind="redacted", has_text=False, audience=audience
        )
        for paper, audience in disclosure.redacted_versions(event)
    )
