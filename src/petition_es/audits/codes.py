"""The codes that findings and finish states are told in; the catalogues have words for each."""

from collections.abc import Mapping
from typing import Literal, get_args

ReuseWhere = Literal["same_matter", "same_unit"]
PingPongReason = Literal["long_way", "unit_twice", "returns"]
ReportBasis = Literal["old_opinion", "no_opinion"]
BacklogMark = Literal["backlog", "no_backlog"]
ExtensionFault = Literal["no_reason", "too_late", "too_far", "not_approved"]
VoteSign = Literal["own_unit", "assisted", "at_once", "kiosk"]
SimpleFault = Literal["assigned", "repeat", "not_supported"]
LinkState = Literal["linked", "not_linked"]
RepeatedHow = Literal["again", "still_there", "no_lead"]

EarlierStage = Literal[
    "sent_at_once", "in_hand", "in_hand_late", "answered_by_reply", "not_carried_out",
    "reviewable", "under_review", "review_lapsed", "reviewed_twice",
    "declined", "terminated", "withdrawn", "merged",
]  # fmt: skip
"""How the earlier petition stood when the matter came again.

sent_at_once       handed in with it, to several offices at once (多头信访)
in_hand            being handled, within its limits
in_hand_late       being handled, and a limit has passed
answered_by_reply  answered without an opinion that could be reviewed
not_carried_out    resolved, and what the opinion supported was not carried out
reviewable         there is an opinion, and a review can still be asked for
under_review       a review was asked for and is not decided
review_lapsed      the time to ask for a review has passed
reviewed_twice     reviewed, and once more after that
"""

RepeatDisposition = Literal[
    "notify_one_file_rest", "follow_earlier", "supervise_lateness", "supervise_carrying_out",
    "guide_to_review", "terminate_or_refuse", "no_further", "file_if_told", "take_up",
]  # fmt: skip

FinishState = Literal["carried_out", "confirmed", "claimed_only", "contradicted", "not_resolved"]

FinishReason = Literal[
    "claimed", "not_claimed",
    "redo", "revoke", "sent_back", "redo_ordered", "not_carried_out", "new_facts",
    "assigned_anew", "declined", "withdrawn", "merged",
    "voted_satisfied", "voted_basically_satisfied", "voted_dissatisfied",
    "follow_up_yes", "follow_up_no", "came_again", "carried_out",
]  # fmt: skip
"""What decides a finish state; a grave finding is named by its rule instead."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "backlog_mark": get_args(BacklogMark),
    "earlier_stage": get_args(EarlierStage),
    "extension_fault": get_args(ExtensionFault),
    "finish": get_args(FinishState),
    "finish_reason": get_args(FinishReason),
    "link_state": get_args(LinkState),
    "ping_pong_reason": get_args(PingPongReason),
    "repeat_disposition": get_args(RepeatDisposition),
    "repeated_how": get_args(RepeatedHow),
    "report_basis": get_args(ReportBasis),
    "reuse_where": get_args(ReuseWhere),
    "simple_fault": get_args(SimpleFault),
    "vote_sign": get_args(VoteSign),
}
"""The families of their labels in the catalogues."""
