"""What is true of a petition beside others: what it shares with them, and what it repeats."""

from typing import Any

from petition_es.domain.petition import Link
from petition_es.simulation.arrivals import Arrival, Year, arrived, leader_row
from petition_es.simulation.calendar import DAY
from petition_es.simulation.case import Case


def tell_truth(case: Case, year: Year) -> None:
    """Note what a petition has to do with earlier ones, and the promise that was not kept."""
    arrival, tale = case.arrival, case.tale
    if case.broken_promise is not None:
        tale.is_found("promise_not_kept", opinion=case.broken_promise)
    if case.earlier is not None:
        _is_repeat(case, case.earlier)
    elif arrival.same_person_as is not None:
        earlier = arrived(year, arrival.same_person_as)
        tale.is_honest("same_person_other_matter", **_of(earlier))
    gathering = arrival.gathering
    if gathering is not None and gathering.kind == "crowd":
        _is_in_crowd(case, year)


def _is_repeat(case: Case, earlier: Arrival) -> None:
    """Note what it repeats, and whether the office noticed."""
    is_linked = any(isinstance(step.act, Link) for step in case.tale.steps)
    days = (case.arrival.at - earlier.at) // DAY
    case.tale.is_found(
        "repeat", **_of(earlier), turn=case.arrival.turn, linked=is_linked, days=days
    )


def _is_in_crowd(case: Case, year: Year) -> None:
    """Note the first petition of other persons about the same matter."""
    arrival = case.arrival
    if arrival.gathering is not None:
        row = leader_row(arrival, arrival.gathering)
        if row != arrival.row:
            leader = arrived(year, row)
            case.tale.is_honest("same_matter_other_person", **_of(leader))


def _of(earlier: Arrival) -> dict[str, Any]:
    return {"of": earlier.petition_id, "of_number": earlier.number}
