"""Signals: what an event means to the desks that it concerns, for starting and stopping clocks.

Events are known here by their topics, for the petition's own acts ask the law in their turn.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from petition_es.domain.event import Event
from petition_es.domain.regime.rules import Desk, Trigger


class Signal(NamedTuple):
    """That something happened, as it looks from one desk."""

    trigger: Trigger
    unit_id: str | None = None
    subject: str | None = None
    """What it is about: a stop with a subject stops clocks of that subject only."""
    is_for_all: bool = False
    """Whether it stops such clocks on every desk."""
    due: datetime | None = None
    """The day that was set, where the law leaves it to somebody."""
    desk: Desk | None = None

    def reaches(self, unit_id: str | None, subject: str | None) -> bool:
        """Tell whether it stops a clock on this desk, about this subject."""
        if self.subject is not None and subject is not None and self.subject != subject:
            return False
        return self.is_for_all or self.unit_id == unit_id


@dataclass
class Route:
    """What later events name by id only: referrals, review requests, who reviews."""

    referrals: dict[str, Any] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    requests: dict[UUID, str] = field(default_factory=dict)
    decisions: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Of opinions of reviewing organs, in which round and on which request."""


def signals(event: Event, route: Route) -> Iterable[Signal]:
    """What an event means to the desks that it concerns."""
    told = _TOLD.get(event.TOPIC)
    return () if told is None else told(event, route)


def _referred(event: Any, route: Route) -> Iterator[Signal]:
    route.referrals[event.referral_id] = event
    route.holders[event.referral_id] = event.to_unit
    if event.part == "copy":
        return
    yield Signal("referred", event.from_unit)
    yield Signal("arrived", event.to_unit, event.referral_id)
    if event.kind == "assignment":
        yield Signal("assigned", event.to_unit, event.referral_id, due=event.report_due)


def _returned(event: Any, route: Route) -> Iterator[Signal]:
    referral = route.referrals.get(event.referral_id)
    if referral is not None:
        yield Signal("returned", route.holders[event.referral_id], event.referral_id)
        yield Signal("came_back", referral.from_unit)


def _return_refused(event: Any, route: Route) -> Iterator[Signal]:
    referral = route.referrals.get(event.referral_id)
    if referral is not None:
        yield Signal("referred", referral.from_unit)
        yield Signal("arrived", route.holders[event.referral_id], event.referral_id)


def _taken_over(event: Any, route: Route) -> Iterator[Signal]:
    for referral_id in event.referral_ids:
        route.holders[referral_id] = event.to_unit
    yield from ()


def _accepted(event: Any, _: Route) -> Iterator[Signal]:
    if event.kind == "substantive":
        yield Signal("accepted", event.acting_unit)
    elif event.kind == "path_notice":
        yield Signal("path_notice", event.acting_unit)
    elif event.kind == "review":
        yield Signal("review_accepted", None, is_for_all=True)


def _replied(event: Any, _: Route) -> Iterator[Signal]:
    if event.kind in {"final", "unknown"}:
        yield Signal("replied", event.acting_unit)


def _opinion(event: Any, route: Route) -> Iterator[Signal]:
    if event.round in {"handling", "remade"}:
        yield Signal("opinion_issued", event.acting_unit)
    else:
        asked = (route.requests[each] for each in event.rests_on if each in route.requests)
        route.decisions[event.opinion_id] = event.round, next(asked, None)


def _delivered(event: Any, route: Route) -> Iterator[Signal]:
    """The word of a reviewing organ, whatever it is written on, opens the way to the next one."""
    if event.result == "failed":
        return
    document = event.document
    if event.document_kind == "opinion" and document not in route.decisions:
        yield Signal("opinion_delivered", None, document)
    elif event.document_kind == "opinion":
        level, request = route.decisions[document]
        if level == "review":
            yield Signal("review_delivered", None, request)
    elif event.document_kind == "review" and route.levels.get(document) != "second_review":
        yield Signal("review_delivered", None, document)


def _resolved(event: Any, _: Route) -> Iterator[Signal]:
    yield Signal("resolved", event.acting_unit, is_for_all=event.scope == "whole")


def _review_requested(event: Any, route: Route) -> Iterator[Signal]:
    route.levels[event.request_id] = event.level
    route.requests[event.event_id] = event.request_id
    if event.level == "review":
        yield Signal("review_requested", None, event.opinion_id)
    else:
        yield Signal("second_review_requested", None, is_for_all=True)


def _review_decided(event: Any, route: Route) -> Iterator[Signal]:
    is_first = route.levels.get(event.request_id, "review") == "review"
    yield Signal("review_decided" if is_first else "second_review_decided", None, is_for_all=True)
    if event.redo_due is not None:
        yield Signal("redo_ordered", None, due=event.redo_due)


def _plain(trigger: Trigger, *, desk: Desk | None = None) -> Callable[..., Iterator[Signal]]:
    def told(event: Event, _: Route) -> Iterator[Signal]:
        yield Signal(trigger, event.acting_unit, desk=desk)

    return told


def _evaluation_opened(event: Any, _: Route) -> Iterator[Signal]:
    yield Signal("evaluation_opened", None, due=event.closes_at)


def _for_all(trigger: Trigger) -> Callable[..., Iterator[Signal]]:
    def told(_: Event, __: Route) -> Iterator[Signal]:
        yield Signal(trigger, None, is_for_all=True)

    return told


def _received(event: Any, route: Route) -> Iterator[Signal]:
    yield Signal("received", route.holders.get(event.referral_id), event.referral_id)


_TOLD: dict[str, Callable[[Any, Route], Iterator[Signal]]] = {
    "Petition.Submitted": _for_all("submitted"),
    "Petition.Registered": _plain("registered", desk="bureau"),
    "Petition.Referred": _referred,
    "Petition.Received": _received,
    "Petition.Returned": _returned,
    "Petition.ReturnRefused": _return_refused,
    "Petition.TakenOver": _taken_over,
    "Petition.Accepted": _accepted,
    "Petition.Declined": _plain("declined"),
    "Petition.Replied": _replied,
    "Petition.OpinionIssued": _opinion,
    "Petition.Delivered": _delivered,
    "Petition.Resolved": _resolved,
    "Petition.ResultReported": _plain("reported"),
    "Petition.ReviewRequested": _review_requested,
    "Petition.ReviewDecided": _review_decided,
    "Petition.SupervisionOpened": _for_all("supervision_opened"),
    "Petition.SupervisionClosed": _for_all("supervision_closed"),
    "Petition.EvaluationOpened": _evaluation_opened,
    "Petition.EvaluationClosed": _for_all("evaluation_closed"),
    "Petition.Evaluated": _for_all("evaluated"),
}
