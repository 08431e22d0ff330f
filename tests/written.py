"""Petitions as they were written: whose words they are, about what, and when they came."""

from uuid import uuid5

from histories import LI, happened, number, party, told
from matters_told import own_ids
from people_and_days import BUREAU, NAMES
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import Registered, Submitted
from petition_es.domain.sealed import Sealed

STENCH = "临江路垃圾中转站每天夜里作业，臭气和噪音让景澜苑的住户无法入睡，投诉过两次，没有人来管。"
AGAIN = (
    "临江路垃圾中转站还是每天夜里作业，景澜苑的住户被臭气和噪音折磨，投诉两次之后仍然没有人来管。"
)
SCHOOL = "孩子今年六岁，户口在外地，想问一下入学需要准备哪些材料，什么时候开始报名。"


def petition(serial, title, text, *, by=LI, on=0, more=(), point=None, category=None):
    """A petition: its id, and its events."""
    petition_id = uuid5(NAMES, f"written {serial}")
    submitted = happened(
        Submitted, by, on, "submitted", (), submission_id=f"s-{serial}", channel="web",
        parties=(party(by),), title=Sealed(title), text=Sealed(text),
    )  # fmt: skip
    registered = happened(
        Registered, BUREAU, on + 1, "registered", number=number(serial), parties=(party(by),),
        place=Place(point=Sealed(point)) if point else None,
        category=Code("made-up", "1", category) if category else None,
    )  # fmt: skip
    events = told(submitted, registered, *more, petition_id=petition_id)
    return petition_id, [own_ids(event) for event in events]
