"""What a petition is called in a list."""

from petition_es.domain.petition import Registered
from petition_es.projections.clocks.histories import History


def number_of(history: History) -> str:
    """The number that a petition was registered under; before that, the id of its record."""
    for event in history:
        if isinstance(event, Registered):
            return event.number
    return str(history[0].originator_id)
