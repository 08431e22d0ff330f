"""The petition events that an activity of a foreign log may become, and what must be told of each.

Only events that stand on what a foreign log can hold are here.  An acceptance, an opinion, a
resolution are claims about the law: they are never a default, a mapping has to name them.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a target event; without ``choices`` any text will do."""

    choices: frozenset[str] = frozenset()
    needed: bool = True


def _one_of(choices: str, *, needed: bool = True) -> Field:
    return Field(frozenset(choices.split()), needed)


NEUTRAL = "ActionTaken"
REGISTERED = "Registered"

TARGETS: Mapping[str, Mapping[str, Field]] = {
    REGISTERED: {},
    "Referred": {
        "to_unit": Field(),
        "kind": _one_of("referral assignment"),
        "part": _one_of("lead joint copy", needed=False),
    },
    "Received": {},
    "Returned": {"reason": _one_of("not_competent wrong_place incomplete already_handled other")},
    "Accepted": {
        "kind": _one_of("procedural substantive path_notice"),
        "procedure": _one_of("simple ordinary", needed=False),
    },
    "Declined": {
        "kind": _one_of("not_accepted no_further guided_away filed"),
        "ground": Field(),
    },
    "Contacted": {
        "method": _one_of("phone visit meeting letter message video other"),
        "initiated_by": _one_of("office petitioner"),
        "outcome": _one_of("reached not_reached"),
    },
    NEUTRAL: {"kind": _one_of("inspection hearing mediation works payment other")},
    "Urged": {},
    "Withdrawn": {},
    "Replied": {"kind": _one_of("interim final forwarding unknown")},
    "OpinionIssued": {"round": _one_of("handling remade review second_review")},
    "Delivered": {
        "document_kind": _one_of("acceptance refusal extension opinion review reply"),
        "method": _one_of("in_person post online sms phone notice other"),
        "result": _one_of("signed refused failed"),
    },
    "Resolved": {
        "scope": _one_of("unit whole"),
        "outcome": _one_of("settled partly_settled explained not_supported other"),
    },
    "Reopened": {"ground": _one_of("sent_back redo_ordered not_carried_out new_facts")},
}

CHANNELS = _one_of(
    "web mobile wechat phone letter visit kiosk leader_mailbox video sms fax email other unknown"
)
