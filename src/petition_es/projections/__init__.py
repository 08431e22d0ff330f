"""The read side: what can be told from the events alone.

What an analyst needs is here:

    from petition_es.projections import Petition, Projection, on, run
"""

from petition_es.domain import petition as Petition  # noqa: N812  # reads as in Petition.Received
from petition_es.domain import petitioner as Petitioner  # noqa: N812  # so
from petition_es.domain import unit as Unit  # noqa: N812  # so
from petition_es.projections.course import Course
from petition_es.projections.kit.handlers import derived, on
from petition_es.projections.kit.in_memory import run
from petition_es.projections.kit.merging import Max, Min, Sum
from petition_es.projections.kit.projection import EventRows, Projection

__all__ = [
    "Course",
    "EventRows",
    "Max",
    "Min",
    "Petition",
    "Petitioner",
    "Projection",
    "Sum",
    "Unit",
    "derived",
    "on",
    "run",
]
