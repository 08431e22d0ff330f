"""What a petition is called in a list, and where it lies."""

from petition_es.domain.petition import Classified, Registered
from petition_es.projections.clocks.histories import History


def number_of(history: History) -> str:
    """The number that a petition was registered under; before that, the id of its record."""
    for event in history:
        if isinstance(event, Registered):
            return event.number
    return str(history[0].originator_id)


def division_of(history: History) -> str | None:
    """The code of the division where the problem lies, as was said last; None: nobody said it."""
    for event in reversed(history):
        if isinstance(event, Registered | Classified):
            place = event.place
            if place is not None and place.division is not None:
                return place.division.value
    return None
