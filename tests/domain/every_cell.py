"""For every act: who does it, with which words, and what must have happened before it.

The table says where an act is in turn. Here stands how it is done there, so that a test can do it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from histories import (
    BUREAU,
    HISTORY_TO,
    LI,
    ROADS,
    WANG,
    WATER,
    Happening,
    acted,
    assigned,
    claim,
    day,
    happened,
    named,
    number,
    opinion,
    party,
    received,
    referred,
    registered,
    reported,
    resolved,
    returned,
    submitted,
)

from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accept,
    Accepted,
    Act,
    AddMaterial,
    ApproveReport,
    CarryOut,
    Classify,
    Contact,
    Correct,
    Decline,
    Deliver,
    Disclose,
    Evaluate,
    FollowUp,
    IssueOpinion,
    IssueQueryCode,
    JoinParty,
    LeaveParty,
    Link,
    Merge,
    PartyJoined,
    Receive,
    RecordClaims,
    Refer,
    RefuseReturn,
    Register,
    Reopen,
    Reply,
    ReportResult,
    Resolve,
    ReturnReferral,
    SendBackReport,
    State,
    Submit,
    TakeAction,
    Unlink,
    Urge,
    Withdraw,
)
from petition_es.domain.sealed import Sealed

LATER = 30
"""The day on which the act is tried: after everything that the histories tell."""

OLD_OPINION = (referred(WATER, referral_id="to-water"), received(WATER))
