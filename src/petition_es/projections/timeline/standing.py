"""Where the petition stands: the facts of the head that come from its file."""

from collections.abc import Callable, Iterable, Sequence

from petition_es.domain.petition import (
    ActionTaken,
    MergedInto,
    PetitionEvent,
    PetitionFile,
    Referred,
    State,
    Submitted,
)
from petition_es.domain.petition.folding import write
from petition_es.domain.petition.on_its_way import begins_round
from petition_es.projections.timeline.checkpoint import Tag, UnitCard
from petition_es.projections.timeline.head import Claims, Head, Holder, Stage
from petition_es.projections.timeline.outcome import Round
from petition_es.projections.whereabouts import (
    CLOSED,
    STAGES,
    StageName,
    holders,
    is_at_the_bureau,
    stage_of,
)

TAG_OF_STATE: dict[State, Tag] = {
    "submitted": "submitted",
    "registered": "registered",
    "referred": "referred",
    "received": "referred",
    "returned": "exception",
    "disputed": "exception",
    "accepted": "handling",
    "declined": "closed",
    "guided_away": "closed",
    "filed": "closed",
    "in_handling": "handling",
    "suspended": "exception",
    "answered": "answered",
    "delivered": "answered",
    "resolved": "resolved",
    "under_review": "exception",
    "reopened": "exception",
    "terminated": "closed",
    "withdrawn": "closed",
    "merged": "closed",
}

Cards = Callable[[str], UnitCard]


def head(standing: Sequence[PetitionEvent], cards: Cards, *, published: bool) -> Head:
    """Say where a petition stands whose entries stand as they happened."""
    file, entries = _last_round(standing)
    last_round = Round(entries, file, cards)
    return Head(
        number=file.number,
        state=file.state,
        tag="registered" if is_at_the_bureau(file) else TAG_OF_STATE[file.state],
        stage=_stage(file, standing),
        is_closed=file.state in CLOSED,
        published=published,
        held_by=tuple(_holders(file, standing, cards)),
        claims=_claims(file),
        evaluations=last_round.votes(),
        claimed_resolved=last_round.claimed_resolved(),
        carried_out=last_round.carried_out(),
        confirmed=last_round.confirmed(),
        denied=last_round.denied(),
        merged_into=next((e.survivor for e in standing if isinstance(e, MergedInto)), None),
    )


def _last_round(
    standing: Iterable[PetitionEvent],
) -> tuple[PetitionFile, tuple[PetitionEvent, ...]]:
    """Fold the file, and keep the entries since the matter was last taken up anew."""
    file, entries = PetitionFile(), list[PetitionEvent]()
    for event in standing:
        anew = isinstance(event, Referred) and begins_round(file, event.kind, event.part)
        reopenings = file.reopenings
        write(event, file)
        if anew or file.reopenings > reopenings:
            entries.clear()
        entries.append(event)
    return file, tuple(entries)


def _stage(file: PetitionFile, standing: Iterable[PetitionEvent]) -> Stage:
    worked = bool(file.acceptances) or any(isinstance(event, ActionTaken) for event in standing)
    passed: dict[StageName, bool] = {
        "registered": True,
        "referred": bool(file.referrals),
        "handling": worked,
        "answered": bool(file.opinions or file.replies),
        "resolved": any(r.scope == "whole" and not r.reopened for r in file.resolutions.values()),
    }
    furthest = max(number for number, name in enumerate(STAGES, 1) if passed[name])
    number = stage_of(file, furthest)
    skipped = tuple(name for name in STAGES[: number - 1] if not passed[name])
    return Stage(name=STAGES[number - 1], number=number, skipped=skipped)


def _holders(
    file: PetitionFile, standing: Sequence[PetitionEvent], cards: Cards
) -> Iterable[Holder]:
    took_in = [e.acting_unit for e in standing if isinstance(e, Submitted)]
    units = holders(file, next(iter(took_in), None))
    return (Holder(unit=cards(unit), part=part) for unit, part in units.items())


def _claims(file: PetitionFile) -> Claims | None:
    """Count the claims that stand, and those of them that an opinion answered."""
    standing = set(file.claims) - file.withdrawn_claims
    answered = len(standing & file.answered_claims)
    return Claims(answered=answered, of=len(standing)) if standing else None
