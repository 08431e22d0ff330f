"""Routes: the way of a petition from hand to hand, and what each hop cost in days.

A petition has a route for each round: work that begins again after an answer is a way of its own.
What is sent to several side by side is one hop, not several.
"""

from dataclasses import dataclass, field
from typing import Any

from petition_es.audits.case import FINAL, Case
from petition_es.audits.days import days_between
from petition_es.domain.petition import (
    Accepted,
    Declined,
    OpinionIssued,
    Referred,
    Reopened,
    Replied,
    Resolved,
    ResultReported,
    Returned,
    ReturnRefused,
    ReviewDecided,
    TakenOver,
)


@dataclass(frozen=True)
class Route:
    """The way of one round: the sendings that moved the matter on, and what came back."""

    hops: list[Referred] = field(default_factory=list)
    returns: list[Returned] = field(default_factory=list)

    @property
    def units(self) -> list[str]:
        """The units that the matter came to, the first sender before them, each time it came."""
        senders = [hop.from_unit for hop in self.hops[:1] if hop.from_unit]
        return senders + [hop.to_unit for hop in self.hops]


def routes(case: Case) -> list[Route]:
    """The routes of a petition, one for each round that was sent anywhere."""
    walk = _Walk()
    for event in case.history:
        if (step := _STEPS.get(event.TOPIC)) is not None:
            step(walk, event)
    return walk.routes


def days_of(case: Case, sending: Referred) -> int | None:
    """The days that a sending lay with its unit, until that took it up, gave it back or sent it on.

    None while it lies there, and where a time is not known.
    """
    begun = False
    for event in case.history:
        if event is sending:
            begun = True
        elif begun and _leaves(event, sending):
            return days_between(sending, event)
    return None


def _leaves(event: Any, sending: Referred) -> bool:
    if event.TOPIC == Returned.TOPIC:
        return event.referral_id == sending.referral_id  # type: ignore[no-any-return]
    if event.TOPIC == Referred.TOPIC:
        return event.from_unit == sending.to_unit and event.part == "lead"  # type: ignore[no-any-return]
    if event.TOPIC not in _TAKES_UP or event.acting_unit != sending.to_unit:
        return False
    kinds = _TAKES_UP[event.TOPIC]
    return kinds is None or event.kind in kinds


_TAKES_UP: dict[str, frozenset[str] | None] = {
    Accepted.TOPIC: frozenset({"substantive"}),
    Replied.TOPIC: FINAL,
    Declined.TOPIC: None,
    OpinionIssued.TOPIC: None,
    ResultReported.TOPIC: None,
    Resolved.TOPIC: None,
}
"""By what a unit takes the matter up or answers it, and which kinds of that do; None: all."""


class _Walk:
    """Follows the matter from hand to hand."""

    def __init__(self) -> None:
        self.routes: list[Route] = []
        self._holders: set[str | None] = set()
        self._sent: dict[str, Referred] = {}
        self._is_answered = self._begins_again = False

    def send(self, event: Referred) -> None:
        """Note a hop: the holder sends it on. Joint units and copies are beside the way."""
        self._sent[event.referral_id] = event
        if event.part != "lead":
            return
        anew = self._begins_again or (self._is_answered and event.kind == "assignment")
        if anew or not self.routes:
            self.routes.append(Route())
            self._holders = {event.from_unit}
            self._begins_again = self._is_answered = False
        if event.from_unit in self._holders:
            self.routes[-1].hops.append(event)
        self._holders.discard(event.from_unit)
        self._holders.add(event.to_unit)

    def give_back(self, event: Returned) -> None:
        """Note a return: the sender has it again."""
        sent = self._sent.get(event.referral_id)
        if sent is not None and self.routes:
            self.routes[-1].returns.append(event)
            self._holders.discard(sent.to_unit)
            self._holders.add(sent.from_unit)

    def refuse_return(self, event: ReturnRefused) -> None:
        """The unit keeps it; that it was given back stays true."""
        sent = self._sent.get(event.referral_id)
        if sent is not None:
            self._holders.discard(sent.from_unit)
            self._holders.add(sent.to_unit)

    def hand_over(self, event: TakenOver) -> None:
        """A successor stands for the unit that is no more."""
        if event.from_unit in self._holders:
            self._holders.discard(event.from_unit)
            self._holders.add(event.to_unit)

    def answer(self, event: Any) -> None:
        """After an answer, an assignment begins a new round."""
        self._is_answered |= event.TOPIC != Replied.TOPIC or event.kind in FINAL

    def begin_again(self, event: Any) -> None:
        """After a reopening, or a review that orders it, the next sending begins a new round."""
        redo = event.TOPIC == Reopened.TOPIC or event.outcome in {"revoke", "redo"}
        self._begins_again |= redo


_STEPS: dict[str, Any] = {
    Referred.TOPIC: _Walk.send,
    Returned.TOPIC: _Walk.give_back,
    ReturnRefused.TOPIC: _Walk.refuse_return,
    TakenOver.TOPIC: _Walk.hand_over,
    OpinionIssued.TOPIC: _Walk.answer,
    Replied.TOPIC: _Walk.answer,
    Resolved.TOPIC: _Walk.answer,
    Reopened.TOPIC: _Walk.begin_again,
    ReviewDecided.TOPIC: _Walk.begin_again,
}
