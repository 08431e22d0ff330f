"""Clocks over the whole log: what is overdue, how timely offices are, what another law would say.

Everything is computed when it is asked for, from what stands of the log and from the law: no clock
and no rate is stored.
"""

from petition_es.projections.clocks.comparing import Flip, WhatIf, what_if
from petition_es.projections.clocks.offices import Offices, offices_of
from petition_es.projections.clocks.overdue import Desk, LatePetition, Overdue, overdue
from petition_es.projections.clocks.rates import Grouping, Rate, RateName, Row
from petition_es.projections.clocks.scanning import Look, look_of
from petition_es.projections.clocks.timeliness import Timeliness, timeliness

__all__ = [
    "Desk",
    "Flip",
    "Grouping",
    "LatePetition",
    "Look",
    "Offices",
    "Overdue",
    "Rate",
    "RateName",
    "Row",
    "Timeliness",
    "WhatIf",
    "look_of",
    "offices_of",
    "overdue",
    "timeliness",
    "what_if",
]
