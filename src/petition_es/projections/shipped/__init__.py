"""The projections that every store has."""

from petition_es.projections.kit.projection import Projection
from petition_es.projections.shipped.answer_times import AnswerTimes
from petition_es.projections.shipped.channel_month import ChannelMonth
from petition_es.projections.shipped.channel_reach import ChannelReach
from petition_es.projections.shipped.coverage import Coverage
from petition_es.projections.shipped.petition_list import PetitionList
from petition_es.projections.shipped.stage_times import StageTimes
from petition_es.projections.shipped.unit_workload import UnitWorkload

ALL: tuple[type[Projection], ...] = (
    PetitionList,
    UnitWorkload,
    ChannelMonth,
    ChannelReach,
    Coverage,
    StageTimes,
    AnswerTimes,
)

__all__ = [
    "ALL",
    "AnswerTimes",
    "ChannelMonth",
    "ChannelReach",
    "Coverage",
    "PetitionList",
    "StageTimes",
    "UnitWorkload",
]
