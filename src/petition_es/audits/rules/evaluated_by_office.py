"""F15: a vote of content that an office keyed in, or that came at once after the resolution."""

from collections.abc import Iterator
from datetime import timedelta

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import VoteSign
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Evaluated, Resolved


@rule("evaluated_by_office", indicator="F15", speaks_at=(Evaluated,))
def evaluated_by_office(case: Case, _: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak at a vote in force that says content, and was perhaps not the petitioner's.

    Grave where the evaluated unit keyed it in itself; a concern where two signs meet; else a note.
    A kiosk stands in the office's own hall: it is no sign alone, only beside another. Dissatisfied
    votes are nobody's forgery.
    """
    votes = case.of(Evaluated)
    replaced = {vote.replaces for vote in votes if vote.entered_by == "self"}
    for vote in votes:
        if vote.result == "dissatisfied" or vote.evaluation_id in replaced:
            continue
        resolution = _resolution(case, vote)
        signs = _signs(vote, resolution, thresholds)
        if signs:
            yield Suspicion(
                deciding=vote.event_id,
                at=vote.at,
                unit_id=vote.evaluatee_unit or vote.acting_unit,
                severity=_severity(signs),
                evidence=(resolution.event_id,) if resolution is not None else (),
                args={"signs": ", ".join(signs), "evaluatee": vote.evaluatee},
            )


def is_of_the_evaluated(vote: Evaluated) -> bool:
    """Tell whether somebody of the evaluated unit keyed the vote in."""
    by_office = vote.role not in {"petitioner", "importer"}
    return by_office and vote.unit_id is not None and vote.unit_id == vote.evaluatee_unit


def _signs(vote: Evaluated, resolution: Resolved | None, thresholds: Thresholds) -> list[VoteSign]:
    signs: list[VoteSign] = []
    if is_of_the_evaluated(vote):
        signs.append("own_unit")
    elif vote.entered_by == "assisted":
        signs.append("assisted")
    if resolution is not None and _is_at_once(vote, resolution, thresholds["minutes"]):
        signs.append("at_once")
    if signs and vote.entry_channel == "kiosk":
        signs.append("kiosk")
    return signs


def _is_at_once(vote: Evaluated, resolution: Resolved, minutes: float) -> bool:
    if not vote.at_precision == resolution.at_precision == "second":
        return False
    return timedelta() <= vote.at - resolution.at <= timedelta(minutes=minutes)


def _resolution(case: Case, vote: Evaluated) -> Resolved | None:
    claims = [each for each in case.of(Resolved) if each.resolution_id == vote.resolution_id]
    return claims[-1] if claims else None


def _severity(signs: list[VoteSign]) -> Severity:
    if "own_unit" in signs:
        return "grave"
    return "concern" if len(signs) > 1 else "note"
