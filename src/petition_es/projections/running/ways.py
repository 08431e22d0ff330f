"""The ways in which rows are folded live, which decide what a retraction folds anew.

rows of a petition   the petition's events are folded on into its row, or its stream anew
rows of events       new rows are added, or all rows of the petition anew
sums                 the batch is folded apart and put in; what a petition gave is taken away again
rows of other keys   the events are folded on into the row, or the key anew from its petitions

Between two batches the rows that are often needed stay in memory: they hold as long as nobody else
moves the bookmark.
"""

from petition_es.projections.running.layout import Layout, has_owner
from petition_es.projections.running.parking import Parked
from petition_es.projections.running.way import Way
from petition_es.projections.running.ways_of_keys import ByKey, BySum
from petition_es.projections.running.ways_of_petitions import ByEvent, ByPetition


def way_of(layout: Layout, parked: Parked) -> Way:
    """The way in which a projection is folded live."""
    definition = layout.definition
    if definition.is_by_petition:
        return ByEvent(layout, parked) if has_owner(definition) else ByPetition(layout, parked)
    return BySum(layout, parked) if definition.is_sum else ByKey(layout, parked)
