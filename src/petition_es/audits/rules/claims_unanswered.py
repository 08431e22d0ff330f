"""F6: resolved, and a claim stands that no opinion in force answers."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.answers import ids_of, opinions_in_force
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.reopening import standing_resolutions
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import ClaimsRecorded, Resolved, Withdrawn
from petition_es.domain.petition.order import clearly_before


@rule("claims_unanswered", indicator="F6", speaks_at=(ClaimsRecorded,))
def claims_unanswered(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at the resolution of the whole: each claim has to be answered (2022 a32).

    An opinion that names no claim answers them all, and so does a reply: where there is no opinion
    nothing is said.
    """
    whole = [e for e in standing_resolutions(case) if e.scope == "whole"]
    opinions = opinions_in_force(case)
    if not whole or not opinions or any(not opinion.answers for opinion in opinions):
        return
    resolution = whole[-1]
    claims = _standing_claims(case, resolution)
    answered = {answer.claim_id for opinion in opinions for answer in opinion.answers}
    if open_claims := [claim for claim in claims if claim not in answered]:
        recorded = dict.fromkeys(claims[claim] for claim in open_claims)
        yield Suspicion(
            deciding=resolution.event_id,
            at=resolution.at,
            unit_id=resolution.acting_unit,
            severity="concern",
            evidence=(*ids_of(recorded), *ids_of(opinions)),
            args={"claims": len(claims), "unanswered": len(open_claims)},
        )


def _standing_claims(case: Case, resolution: Resolved) -> dict[str, ClaimsRecorded]:
    """The claims that the resolution had to answer, each with the entry that recorded it.

    One that was withdrawn needs no answer, be it before or after.
    """
    claims: dict[str, ClaimsRecorded] = {}
    steps: list[Any] = case.of(ClaimsRecorded, Withdrawn)
    for step in steps:
        if isinstance(step, Withdrawn):
            gone = claims if step.scope == "all" else step.claim_ids
            claims = {claim: since for claim, since in claims.items() if claim not in gone}
        elif not clearly_before(resolution, step):
            claims = {} if step.amends else claims
            claims |= {claim.claim_id: step for claim in step.claims}
    return claims
