"""The states a petition can be in, and how far along each one is."""

from typing import Literal, get_args

State = Literal[
    "submitted", "registered", "referred", "received", "returned", "disputed", "accepted",
    "declined", "guided_away", "filed", "in_handling", "suspended", "answered", "delivered",
    "resolved", "under_review", "reopened", "terminated", "withdrawn", "merged",
]  # fmt: skip

STATES: tuple[State, ...] = get_args(State)

PROGRESS: dict[State, int] = {
    "submitted": 0,
    "registered": 1,
    "returned": 1,
    "reopened": 1,
    # 2 is a bureau's procedural acceptance: accepted, but the unit that decides has yet to.
    "referred": 3,
    "received": 4,
    "accepted": 5,
    "in_handling": 6,
    "answered": 7,
    "delivered": 8,
    "resolved": 9,
}
"""How far a state is on the way from submission to resolution; the others stand off the way."""

PROCEDURALLY_ACCEPTED = 2
OFF_THE_WAY = 99
