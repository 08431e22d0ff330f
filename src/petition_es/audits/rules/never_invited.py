"""F12: resolved, and the petitioner was never invited to evaluate."""

from collections.abc import Iterator

from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.lapse import lapsed_at
from petition_es.audits.reopening import standing_resolutions
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    Classified,
    Evaluated,
    EvaluationOpened,
    QueryCodeIssued,
    Registered,
    Resolved,
)
from petition_es.domain.petition.order import clearly_before


@rule("never_invited", indicator="F12", speaks_at=(Classified,))
def never_invited(case: Case, _: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak some days after the whole was resolved of what is marked as open to evaluation.

    An invitation is a window opened since, or a query code handed out (2014 measures); who voted
    had found the way. The bureau that registered the petition invites.
    """
    if not _is_evaluable(case) or case.of(QueryCodeIssued, Evaluated):
        return
    resolution = next((e for e in standing_resolutions(case) if e.scope == "whole"), None)
    at = lapsed_at(resolution, thresholds["days"]) if resolution else None
    if resolution is None or at is None or at > case.setting.now or _was_opened(case, resolution):
        return
    registered = case.first(Registered)
    yield Suspicion(
        deciding=resolution.event_id,
        at=at,
        unit_id=(registered and registered.acting_unit) or resolution.acting_unit,
        severity="note",
        evidence=tuple(e.event_id for e in case.of(Classified) if "evaluable" in e.flags)[-1:],
        args={"days": thresholds["days"]},
    )


def _is_evaluable(case: Case) -> bool:
    flags: set[str] = set()
    for each in case.of(Classified):
        flags = (flags | set(each.flags)) - set(each.flags_dropped)
    return "evaluable" in flags


def _was_opened(case: Case, resolution: Resolved) -> bool:
    opened = case.of(EvaluationOpened)
    return any(not clearly_before(each, resolution) for each in opened)
