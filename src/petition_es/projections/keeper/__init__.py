"""The clock keeper (时限提醒): a due date that passes becomes one notice."""

from petition_es.projections.keeper.keeping import ClockKeeper
from petition_es.projections.keeper.notices import Notice, notices

__all__ = ["ClockKeeper", "Notice", "notices"]
