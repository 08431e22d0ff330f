"""What beside its clocks decides whether a petition is counted in a rate."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from petition_es.domain.petition import Accepted, Classified, Linked, Registered, Unlinked
from petition_es.projections.clocks.histories import History
from petition_es.projections.clocks.offices import Offices

TOPICS = frozenset({Classified.TOPIC, Linked.TOPIC, Unlinked.TOPIC})
LITIGATION = "litigation"


@dataclass(frozen=True)
class Facts:
    """Where a petition was registered, and of which kind it is.

    `bureau_accepted_at` is when the first petition bureau accepted it, procedurally or in
    substance; None: none did.
    """

    registered_by: UUID | None
    registered_at: str | None
    is_first: bool
    is_litigation: bool
    bureau_accepted_at: datetime | None


def facts_of(history: History, offices: Offices) -> Facts:
    """Read what decides about a petition off its history."""
    registered = next((event for event in history if isinstance(event, Registered)), None)
    return Facts(
        registered_by=registered.event_id if registered else None,
        registered_at=registered.acting_unit if registered else None,
        is_first=is_first_piece(history),
        is_litigation=_is_litigation(history),
        bureau_accepted_at=next(_accepted_by_bureaux(history, offices), None),
    )


def is_first_piece(history: History) -> bool:
    """Tell whether it is a first piece (初件) by what the office says of it and of its links."""
    registered = next((event for event in history if isinstance(event, Registered)), None)
    return _is_first(registered) and not _repeats(history)


def _is_first(registered: Registered | None) -> bool:
    """A piece is a first one unless it was registered as a repeat: nationwide, else here."""
    if registered is None:
        return True
    said = registered.first_nationwide
    return (registered.first_here if said is None else said) is not False


def _repeats(history: History) -> bool:
    """Tell whether it was found to repeat another: the same matter, and something done about it.

    A link alone does not say which of the two came first; what is to be done about a repeat does.
    """
    links: dict[str, bool] = {}
    for event in history:
        if isinstance(event, Linked) and event.relation == "same_matter":
            links[event.other] = event.disposition != "none"
        elif isinstance(event, Unlinked) and event.relation == "same_matter":
            links.pop(event.other, None)
    return any(links.values())


def _is_litigation(history: History) -> bool:
    """Tell whether it is a matter of the courts (涉法涉诉): by its flag, or by its legal path."""
    is_flagged, path = False, None
    for event in history:
        if isinstance(event, Classified):
            is_flagged = (is_flagged or LITIGATION in event.flags) and (
                LITIGATION not in event.flags_dropped
            )
            path = event.legal_path or path
    return is_flagged or path == LITIGATION


def _accepted_by_bureaux(history: History, offices: Offices) -> Iterator[datetime]:
    for event in history:
        takes_up = isinstance(event, Accepted) and event.kind != "review"
        if takes_up and offices.is_bureau(event.acting_unit):
            yield event.local_at
