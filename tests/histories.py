"""Histories that tests tell: who acts, when, what happened, and a petition in any state.

A history is written as happenings, in the order in which they were recorded:

    petition = petition_of(submitted(), registered(), referred(ROADS), received(ROADS, on=2))
    petition = petition_in("delivered")
    petition.perform(Resolve(), entry(ROADS, on=8))

Days are counted from `DAY_ZERO`; `entry(ROADS, on=5, recorded=9)` is a paper of day 5 keyed in on
day 9. `scenario.py` tells stories with given, when and then.
"""

from happenings import *  # noqa: F403  # one name to import everything from
from happenings import (
    Happening,
    accepted,
    acted,
    claims_recorded,
    declined,
    delivered,
    happened,
    linked,
    opinion,
    received,
    referred,
    registered,
    reopened,
    resolved,
    returned,
    submitted,
)
from people_and_days import *  # noqa: F403
from people_and_days import BUREAU, LI, PETITION_ID, ROADS, UUID, number
from petition_es.domain.petition import (
    DisputeRaised,
    MergedInto,
    Petition,
    PetitionEvent,
    ReviewRequested,
    State,
    Suspended,
    Terminated,
    Withdrawn,
)


def told(*happenings: Happening, petition_id: UUID = PETITION_ID) -> list[PetitionEvent]:
    """The events of a stream, in the order in which they were recorded."""
    return [each.event(place + 1, petition_id) for place, each in enumerate(happenings)]


def petition_of(*happenings: Happening, petition_id: UUID = PETITION_ID) -> Petition:
    """The petition whose record these happenings are."""
    petition = Petition.replay(None, told(*happenings, petition_id=petition_id))
    assert petition is not None
    return petition


# ---- A petition in any state ---------------------------------------------------------------------

_REGISTERED = (submitted(), registered(), claims_recorded("bridge", "road"), linked())
_REFERRED = (*_REGISTERED, referred(ROADS))
_RECEIVED = (*_REFERRED, received(ROADS))
_ACCEPTED = (*_RECEIVED, accepted(ROADS))
_IN_HANDLING = (*_ACCEPTED, acted(ROADS))
_ANSWERED = (*_IN_HANDLING, opinion(ROADS, answers={"bridge": "support"}))
_DELIVERED = (*_ANSWERED, delivered(ROADS))
_RESOLVED = (*_DELIVERED, resolved(ROADS))

HISTORY_TO: dict[State, tuple[Happening, ...]] = {
    "submitted": (submitted(),),
    "registered": _REGISTERED,
    "referred": _REFERRED,
    "received": _RECEIVED,
    "returned": (*_RECEIVED, returned(ROADS)),
    "disputed": (
        *_RECEIVED,
        happened(
            DisputeRaised, ROADS, 3, "disputed", ("to-roads",),
            referral_id="to-roads", units=("roads", "water"),
        ),
    ),
    "accepted": _ACCEPTED,
    "declined": (*_REGISTERED, declined("not_accepted")),
    "guided_away": (*_REGISTERED, declined("guided_away")),
    "filed": (*_REGISTERED, declined("filed")),
    "in_handling": _IN_HANDLING,
    "suspended": (*_IN_HANDLING, happened(Suspended, ROADS, 5, "suspended", ground="hearing")),
    "answered": _ANSWERED,
    "delivered": _DELIVERED,
    "resolved": _RESOLVED,
    "under_review": (
        *_RESOLVED,
        happened(
            ReviewRequested, LI, 9, "review-requested", ("opinion-roads",),
            request_id="request-1", level="review", opinion_id="opinion-roads",
        ),
    ),
    "reopened": (*_RESOLVED, reopened()),
    "terminated": (*_RESOLVED, happened(Terminated, BUREAU, 9, "terminated", ground="no_review")),
    "withdrawn": (
        *_REGISTERED,
        happened(Withdrawn, LI, 2, "withdrawn", party=LI.actor_id),
    ),
    "merged": (*_REGISTERED, happened(MergedInto, BUREAU, 2, "merged", survivor=number(2))),
}  # fmt: skip
"""The shortest honest way to every state; the unit at work is `ROADS`."""

LAST_DAY = 20
"""No history above reaches this day."""


def petition_in(state: State, *more: Happening, petition_id: UUID = PETITION_ID) -> Petition:
    """A petition that came to this state, with what else happened after that."""
    return petition_of(*HISTORY_TO[state], *more, petition_id=petition_id)
