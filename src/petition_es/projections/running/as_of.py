"""A projection as it was at a past position of the log, or as it was known by a past day."""

from datetime import date, datetime

from petition_es.projections.kit.folding import Folding
from petition_es.projections.kit.projection import Projection
from petition_es.projections.kit.table import Table
from petition_es.projections.running.reading import Opening, Reading, asks_for_matters
from petition_es.projections.running.standing_log import StandingLog
from petition_es.store.connecting import Address
from petition_es.store.log_reader import LogReader


def as_of(
    address: Address,
    projection: type[Projection],
    *,
    at_position: int | None = None,
    known_by: date | datetime | None = None,
    opening: Opening | None = None,
) -> Table:
    """Fold the log anew, up to a position or as far as it was known by a day; nothing is written.

    A day is one in the zone of the office that acted, a moment is exact; both are inclusive. It is
    the same class, and the same rows, as `run` would fold from the same events in memory.
    """
    definition = projection.DEFINITION
    with LogReader(address) as reader:
        head = reader.head()
        upto = head if at_position is None else min(head, at_position)
        log = StandingLog(Reading(reader, [definition], opening), upto, known_by)
        matters = log.matters() if asks_for_matters(definition) else {}
        folding = Folding(definition, matters=matters)
        log.fold([folding])
    return Table.of(definition, folding.rows)
