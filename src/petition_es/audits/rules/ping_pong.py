"""F9: the matter goes from hand to hand: many hops, a unit twice on the route, returns."""

from collections.abc import Iterator
from typing import Any, get_args

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import PingPongReason
from petition_es.audits.days import told
from petition_es.audits.finding import Severity, Suspicion
from petition_es.audits.routes import Route, days_of, routes
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import Referred

REASONS: frozenset[PingPongReason] = frozenset(get_args(PingPongReason))


@rule("ping_pong", indicator="F9", speaks_at=(Referred,))
def ping_pong(case: Case, _: Matter, thresholds: Thresholds) -> Iterator[Suspicion]:
    """Speak once for each round, at the first hop or return that was one too many.

    A note for a long way alone, a concern for a unit twice on it or for returns, grave for all
    three. The unit that sent it wrong explains: the sender of that hop, or of what came back.
    """
    for route in routes(case):
        if reasons := _reasons(route, thresholds):
            yield _suspicion(case, route, reasons)


def _reasons(route: Route, thresholds: Thresholds) -> dict[PingPongReason, Any]:
    """What is wrong with a route, and the entry from which on it was."""
    reasons: dict[PingPongReason, Any] = {}
    hops_most, returns_most = int(thresholds["hops"]) - 1, int(thresholds["returns"]) - 1
    if len(route.hops) > hops_most:
        reasons["long_way"] = route.hops[hops_most]
    if (again := _unit_again(route)) is not None:
        reasons["unit_twice"] = again
    if len(route.returns) > returns_most:
        reasons["returns"] = route.returns[returns_most]
    return reasons


def _unit_again(route: Route) -> Referred | None:
    """The first hop that led to a unit which the matter had come to before."""
    been = {hop.from_unit for hop in route.hops[:1]}
    for hop in route.hops:
        if hop.to_unit in been:
            return hop
        been.add(hop.to_unit)
    return None


def _suspicion(case: Case, route: Route, reasons: dict[PingPongReason, Any]) -> Suspicion:
    # Not in the order of history, which hangs on who came first of those at one moment.
    deciding = min(reasons.values(), key=lambda each: (each.at, each.event_id))
    way = [*route.hops, *route.returns]
    return Suspicion(
        deciding=deciding.event_id,
        at=deciding.at,
        unit_id=_sender(case, deciding),
        severity=_severity(reasons),
        evidence=tuple(each.event_id for each in sorted(way, key=lambda each: each.at)),
        args={
            "hops": len(route.hops),
            "returns": len(route.returns),
            "units": len(set(route.units)),
            "reasons": ", ".join(sorted(reasons)),
            "hop_days": told([days_of(case, hop) for hop in route.hops]),
        },
    )


def _sender(case: Case, deciding: Any) -> str | None:
    if deciding.TOPIC == Referred.TOPIC:
        return deciding.from_unit or deciding.acting_unit  # type: ignore[no-any-return]
    sent = [each for each in case.of(Referred) if each.referral_id == deciding.referral_id]
    return sent[0].from_unit if sent else None


def _severity(reasons: dict[PingPongReason, Any]) -> Severity:
    if reasons.keys() == REASONS:
        return "grave"
    return "note" if reasons.keys() == {"long_way"} else "concern"
