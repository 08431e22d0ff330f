"""The petition events that an activity of a foreign log may become, and what must be told of each.

Only events that stand on what a foreign log can hold are here.  An acceptance, an opinion, a
resolution are claims about the law: they are never a default, a mapping has to name them.  Which
words a field may hold is read off the acts themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args, get_origin

from petition_es.domain.codes import Channel
from petition_es.domain.petition import (
    Accept,
    Act,
    Contact,
    Decline,
    Deliver,
    IssueOpinion,
    Receive,
    Refer,
    Register,
    Reopen,
    Reply,
    Resolve,
    ReturnReferral,
    TakeAction,
    Urge,
    Withdraw,
)
from petition_es.domain.sealed import Sealed
from petition_es.domain.shape import declared


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a target event; without ``choices`` any text will do, or any time."""

    choices: frozenset[str] = frozenset()
    needed: bool = True
    is_time: bool = False


_TOLD: Mapping[type[Act], str] = {
    Register: "",
    Refer: "to_unit kind part? report_due?",
    Receive: "",
    ReturnReferral: "reason",
    Accept: "kind procedure?",
    Decline: "kind ground proper_channel?",
    Contact: "method initiated_by outcome",
    TakeAction: "kind code?",
    Urge: "",
    Withdraw: "",
    Reply: "kind",
    IssueOpinion: "round",
    Deliver: "document_kind method result",
    Resolve: "scope outcome",
    Reopen: "ground",
}
"""What a mapping tells of each act; where a question mark stands it may keep silent."""

ACTS_TO_MAP: Mapping[str, type[Act]] = {act.records.__name__: act for act in _TOLD}
NEUTRAL = TakeAction.records.__name__
REGISTERED = Register.records.__name__


def _fields(act: type[Act], told: str) -> dict[str, Field]:
    hints = declared(act)
    names = {word.removesuffix("?"): not word.endswith("?") for word in told.split()}
    return {name: _field(hints[name], needed=needed) for name, needed in names.items()}


def _field(hint: Any, *, needed: bool = True) -> Field:
    choices = frozenset(get_args(hint)) if get_origin(hint) is Literal else frozenset()
    return Field(choices, needed, is_time=datetime in get_args(hint))


TARGETS: Mapping[str, Mapping[str, Field]] = {
    act.records.__name__: _fields(act, told) for act, told in _TOLD.items()
}
WORDS_NEEDED: Mapping[str, tuple[str, ...]] = {
    event: tuple(name for name, hint in declared(act).items() if hint is Sealed)
    for event, act in ACTS_TO_MAP.items()
}
"""The words that belong into each act, of which a case log has none."""

CHANNELS = _field(Channel)
