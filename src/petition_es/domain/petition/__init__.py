"""A petition (信访件), told in chapters; this is the face that other rooms see."""

from petition_es.domain.petition.act import ACT_OF_EVENT, ACTS, Act, Decision
from petition_es.domain.petition.arriving import (
    Classified,
    Classify,
    ClaimsRecorded,
    JoinParty,
    LeaveParty,
    Link,
    Linked,
    PartyJoined,
    PartyLeft,
    RecordClaims,
    Register,
    Registered,
    Submit,
    Submitted,
    Unlink,
    Unlinked,
)
from petition_es.domain.petition.being_handled import (
    ActionTaken,
    AddMaterial,
    Contact,
    Contacted,
    MaterialAdded,
    SupervisionClosed,
    SupervisionOpened,
    TakeAction,
    Urge,
    Urged,
    Withdraw,
    Withdrawn,
)
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.number import PetitionNumber
from petition_es.domain.petition.on_its_way import (
    Accept,
    Accepted,
    Converted,
    Decline,
    Declined,
    DisputeDecided,
    DisputeRaised,
    Extended,
    Receive,
    Received,
    Refer,
    Referred,
    RefuseReturn,
    Returned,
    ReturnReferral,
    ReturnRefused,
    TakenOver,
)
from petition_es.domain.petition.petition import Petition
from petition_es.domain.petition.state import STATES, State
from petition_es.domain.petition.the_answer import (
    Deliver,
    Delivered,
    IssueOpinion,
    OpinionIssued,
    Replied,
    Reply,
)
from petition_es.domain.petition.the_record import (
    Correct,
    Corrected,
    Disclose,
    DisclosureSet,
    IssueQueryCode,
    Merge,
    MergedInto,
    QueryCodeIssued,
)
from petition_es.domain.petition.the_result import (
    ApproveReport,
    CarryOut,
    OpinionCarriedOut,
    Reopen,
    Reopened,
    ReportApproved,
    ReportResult,
    ReportSentBack,
    Resolve,
    Resolved,
    ResultReported,
    SendBackReport,
)
from petition_es.domain.petition.the_verdict import (
    Evaluate,
    Evaluated,
    EvaluationClosed,
    EvaluationOpened,
    FollowedUp,
    FollowUp,
    ReviewDecided,
    ReviewRequested,
    Resumed,
    Suspended,
    Terminated,
)

__all__ = [
    name for name in dir() if not name.startswith("_") and name[0].isupper()
]
