"""回放: a case, step by step, as it stood and as its page showed it: the face others see."""

from petition_es.projections.replay.answers import (
    Comparison,
    NotAnAnswer,
    answer_words,
    answers,
    compare,
)
from petition_es.projections.replay.as_json import PAGES, replay_as_json, step_as_json
from petition_es.projections.replay.case import NoSuchStep, Order, Replay
from petition_es.projections.replay.contents import Opening, Unseen, as_plain, attachments
from petition_es.projections.replay.shown import Shown
from petition_es.projections.replay.standings import Change, Standing
from petition_es.projections.replay.step import Basis, Line, Step

__all__ = [
    "PAGES",
    "Basis",
    "Change",
    "Comparison",
    "Line",
    "NoSuchStep",
    "NotAnAnswer",
    "Opening",
    "Order",
    "Replay",
    "Shown",
    "Standing",
    "Step",
    "Unseen",
    "answer_words",
    "answers",
    "as_plain",
    "attachments",
    "compare",
    "replay_as_json",
    "step_as_json",
]
