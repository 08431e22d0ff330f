"""F16: the simple procedure where the law excludes it (2016 measures a4-a5)."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import SimpleFault
from petition_es.audits.days import lies_between
from petition_es.audits.finding import Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    Accepted,
    Converted,
    Linked,
    OpinionIssued,
    Referred,
    Registered,
)
from petition_es.domain.petition.order import clearly_before


@rule("simple_misused", indicator="F16", speaks_at=(Accepted,))
def simple_misused(case: Case, matter: Matter, _: Thresholds) -> Iterator[Suspicion]:
    """Speak at a simple acceptance of what was assigned or repeated, and at a refusal given by it.

    A concern; grave at an acceptance of what was both. A note for a repeat that nobody had marked
    as one. A unit that converted the matter before it refused did as it should.
    """
    for acceptance in case.of(Accepted):
        if acceptance.procedure == "simple" and acceptance.kind == "substantive":
            yield from _at_acceptance(case, matter, acceptance)
            yield from _at_opinions(case, acceptance)


def _at_acceptance(case: Case, matter: Matter, acceptance: Accepted) -> Iterator[Suspicion]:
    assigned = _assigned(case, acceptance)
    earlier = matter.before(case) if len(matter.cases) > 1 else []
    known = _is_known_repeat(case, acceptance)
    faults: list[SimpleFault] = ["assigned"] if assigned is not None else []
    faults += ["repeat"] if known or earlier else []
    if not faults:
        return
    evidence = [assigned.event_id] if assigned is not None else []
    evidence += [one.history[0].event_id for one in earlier[:1]]
    yield Suspicion(
        deciding=acceptance.event_id,
        at=acceptance.at,
        unit_id=acceptance.acting_unit,
        severity="grave" if len(faults) > 1 else "concern" if assigned or known else "note",
        evidence=tuple(evidence),
        args={"faults": ", ".join(faults)},
    )


def _assigned(case: Case, acceptance: Accepted) -> Referred | None:
    """The assignment that was accepted: the referral it names, else what was sent to the unit."""
    sent = [each for each in case.of(Referred) if not clearly_before(acceptance, each)]
    named = [each for each in sent if each.referral_id == acceptance.referral_id]
    mine = named or [each for each in sent if each.to_unit == acceptance.acting_unit]
    return mine[-1] if mine and mine[-1].kind == "assignment" else None


def _is_known_repeat(case: Case, acceptance: Accepted) -> bool:
    """Tell whether the office had it in writing that this was not the first time."""
    registered = case.first(Registered)
    if registered and (registered.first_here is False or registered.first_nationwide is False):
        return True
    links = [each for each in case.of(Linked) if not clearly_before(acceptance, each)]
    return any(each.relation == "same_matter" for each in links)


def _at_opinions(case: Case, acceptance: Accepted) -> Iterator[Suspicion]:
    unit = acceptance.acting_unit
    for opinion in case.of(OpinionIssued):
        is_mine = opinion.acting_unit == unit and not clearly_before(opinion, acceptance)
        refused = [each for each in opinion.answers if each.stance == "not_support"]
        if is_mine and refused and not _is_converted(case, acceptance, opinion):
            yield Suspicion(
                deciding=opinion.event_id,
                at=opinion.at,
                unit_id=unit,
                severity="concern",
                evidence=(acceptance.event_id,),
                args={"faults": "not_supported"},
            )


def _is_converted(case: Case, acceptance: Accepted, opinion: Any) -> bool:
    return any(
        each.acting_unit == acceptance.acting_unit and lies_between(each, acceptance.at, opinion)
        for each in case.of(Converted)
    )
