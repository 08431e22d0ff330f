"""Judging: what the rules say of a matter, as findings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Finding, Proof, Suspicion, finding_id
from petition_es.audits.policy import Policies
from petition_es.audits.rule import Rule

Places = Callable[[UUID], Proof | None]
"""Where an event stands: in whose record, and where in the whole log."""


def judge(matter: Matter, rules: Sequence[Rule], policies: Policies) -> list[Finding]:
    """All findings about a matter: the same matter gives the same findings, in the same order."""
    whole = _Whole(matter, policies, _places(matter))
    found = [
        _finding(rule, suspicion, case, whole)
        for case in matter.cases
        for rule in rules
        if not rule.speaks_at.isdisjoint(case.topics)
        for suspicion in _said(rule, case, matter, policies)
    ]
    return sorted(found, key=lambda finding: (finding.arose_at, finding.finding_id))


def _said(rule: Rule, case: Case, matter: Matter, policies: Policies) -> Iterator[Suspicion]:
    """What a rule says of a petition by the thresholds in force when it arose.

    Where thresholds changed, the rule is asked by each, and each answers for its own time.
    """
    for policy in policies.dated:
        thresholds = policy.rules.get(rule.name)
        if thresholds is None:
            continue
        for suspicion in rule.judge(case, matter, thresholds):
            if policies.on(suspicion.at.date()) is policy:
                yield suspicion


def _finding(rule: Rule, said: Suspicion, case: Case, whole: "_Whole") -> Finding:
    events = dict.fromkeys((said.deciding, *said.evidence))
    return Finding(
        finding_id=finding_id(rule.name, said),
        rule=rule.name,
        rule_version=rule.version,
        policy=whole.policies.on(said.at.date()).name,
        severity=said.severity,
        petition_id=case.petition_id,
        number=case.number,
        matter_id=whole.matter.matter_id,
        unit_id=said.unit_id,
        arose_at=said.at,
        proofs=tuple(proof for event in events if (proof := whole.where(event)) is not None),
        args=dict(said.args),
    )


@dataclass(frozen=True)
class _Whole:
    """A matter, the policies it is judged by, and where everything in it stands."""

    matter: Matter
    policies: Policies
    where: Places


def _places(matter: Matter) -> Places:
    """Find events of the matter, and those around it that it was told of."""
    known = {
        event_id: Proof(event_id=event_id, petition_id=case.petition_id, position=position)
        for case in matter.cases
        for event_id, position in case.places.items()
    }
    for reuse in matter.reuses:
        known.setdefault(
            reuse.earlier,
            Proof(
                event_id=reuse.earlier,
                petition_id=reuse.earlier_petition,
                position=reuse.earlier_position,
            ),
        )
    for batch in matter.batches.values():
        for event_id, petition_id, position in batch.resolutions:
            proof = Proof(event_id=event_id, petition_id=petition_id, position=position)
            known.setdefault(event_id, proof)
    return known.get
