"""The clock keeper (时限提醒): a due date that passes becomes one notice."""

from petition_es.projections.keeper.condition import Condition, condition
from petition_es.projections.keeper.keeping import ClockKeeper
from petition_es.projections.keeper.late import OVERDUE, late_page, overdue_now
from petition_es.projections.keeper.notices import (
    NOTICES,
    Notice,
    notice_page,
    notices,
    told_missed,
)
from petition_es.projections.keeper.table import Filter, ReadTable

__all__ = [
    "NOTICES",
    "OVERDUE",
    "ClockKeeper",
    "Condition",
    "Filter",
    "Notice",
    "ReadTable",
    "condition",
    "late_page",
    "notice_page",
    "notices",
    "overdue_now",
    "told_missed",
]
