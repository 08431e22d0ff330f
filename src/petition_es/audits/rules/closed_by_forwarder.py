"""F10: resolved by an office that only sent the matter on, while nobody had answered (以转代办)."""

from collections.abc import Iterator
from typing import Any

from petition_es.audits.answers import behind, ids_of, is_final
from petition_es.audits.case import Case, Matter
from petition_es.audits.finding import Suspicion
from petition_es.audits.reopening import present_round, standing_resolutions
from petition_es.audits.rule import Thresholds, rule
from petition_es.domain.petition import (
    Accepted,
    ActionTaken,
    OpinionIssued,
    Referred,
    Replied,
    Resolved,
    Returned,
    ReturnRefused,
)
from petition_es.domain.petition.order import clearly_before


@rule("closed_by_forwarder", indicator="F10", speaks_at=(Resolved,))
def closed_by_forwarder(case: Case, _: Matter, __: Thresholds) -> Iterator[Suspicion]:
    """Speak at a resolution by who sent the matter on, or on a reply that says just that.

    An office that accepted in substance, decided, or did something has handled the matter; its own
    reply is no answer while the receiver owes one. Copies were not sent on, nor what a unit that
    decides got back.
    """
    for resolution in standing_resolutions(case):
        sent, reply = _sent_on(case, resolution), behind(case, resolution)
        only_says_so = isinstance(reply, Replied) and reply.kind == "forwarding"
        if not (sent or only_says_so) or _is_answered(case, resolution, sent):
            continue
        if only_says_so or not _has_handled(case, resolution):
            yield Suspicion(
                deciding=resolution.event_id,
                at=resolution.at,
                unit_id=resolution.acting_unit,
                severity="concern",
                evidence=ids_of((*sent, *([reply] if reply else []))),
                args={"referrals": len(sent)},
            )


def _sent_on(case: Case, resolution: Resolved) -> list[Referred]:
    """What who resolved had sent on before, and did not get back.

    A petition bureau decides on nothing itself (2005 a6): what it got back it has to send anew.
    """
    unit = resolution.acting_unit
    back = {e.referral_id for e in case.of(Returned)}
    back -= {e.referral_id for e in case.of(ReturnRefused)}
    if case.setting.offices.is_bureau(unit):
        back = set()
    return [
        e
        for e in case.of(Referred)
        if unit is not None and e.from_unit == unit and e.to_unit != unit
        if e.part != "copy" and e.referral_id not in back and not clearly_before(resolution, e)
    ]


def _is_answered(case: Case, resolution: Resolved, sent: list[Referred]) -> bool:
    """Somebody else answered in this round, since the first sending, be it after the resolution."""
    unit = resolution.acting_unit
    return any(
        is_final(e, unknown=True)
        and (e.acting_unit != unit or unit is None)
        and not (sent and clearly_before(e, sent[0]))
        for e in present_round(case)
    )


def _has_handled(case: Case, resolution: Resolved) -> bool:
    unit = resolution.acting_unit
    own: list[Any] = case.of(Accepted, OpinionIssued, ActionTaken)
    return any(
        e.acting_unit == unit and not (isinstance(e, Accepted) and e.kind != "substantive")
        for e in own
    )
