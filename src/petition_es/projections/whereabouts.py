"""Where a petition is, as far as its file tells: in which stage, and in whose hands."""

from typing import Literal, get_args

from petition_es.domain.codes import Part
from petition_es.domain.petition import PetitionFile, State
from petition_es.domain.petition.state import PROCEDURALLY_ACCEPTED

StageName = Literal["registered", "referred", "handling", "answered", "resolved"]
STAGES: tuple[StageName, ...] = get_args(StageName)
"""The way of every petition, in as many stages as a progress bar shows."""

STAGE_OF_STATE: dict[State, int] = {
    "submitted": 1,
    "registered": 1,
    "referred": 2,
    "received": 2,
    "returned": 2,
    "disputed": 2,
    "accepted": 3,
    "in_handling": 3,
    "reopened": 3,
    "answered": 4,
    "delivered": 4,
    "resolved": 5,
}
"""In which stage a state is; in the others the petition stays as far as it came."""

CLOSED: frozenset[State] = frozenset(
    {"declined", "guided_away", "filed", "resolved", "terminated", "withdrawn", "merged"}
)
"""Where no unit has anything to do until somebody moves."""


def is_at_the_bureau(file: PetitionFile) -> bool:
    """A bureau accepted by procedure: the unit that decides has yet to get the matter."""
    return file.state == "accepted" and file.progress == PROCEDURALLY_ACCEPTED


def stage_of(file: PetitionFile, otherwise: int) -> int:
    """The number of the stage that the file is in; `otherwise` where its state tells none."""
    return 1 if is_at_the_bureau(file) else STAGE_OF_STATE.get(file.state, otherwise)


def holders(file: PetitionFile, took_in: str | None) -> dict[str, Part]:
    """All units at work, the lead first; else who sent it, registered it or took it in.

    With a unit stands its part in the matter. Where the petition is closed, nobody holds it.
    """
    if file.state in CLOSED:
        return {}
    in_hand = file.in_hand()
    if len(in_hand) == 1:
        return {in_hand[0].to_unit: in_hand[0].part}
    units: dict[str, Part] = {}
    for referral in sorted(in_hand, key=lambda referral: referral.part != "lead"):
        units.setdefault(referral.to_unit, referral.part)
    if units:
        return units
    back_with = [r.from_unit for r in file.referrals.values() if r.returned and r.from_unit]
    waiting = [*reversed(back_with), file.registering_unit, took_in]
    return dict.fromkeys([each for each in waiting if each is not None][:1], "lead")
