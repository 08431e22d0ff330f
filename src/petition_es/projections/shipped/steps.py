"""All events of a petition, by what they do; a new one must be given its place here."""

from petition_es.domain.petition import (
    Accepted,
    ActionTaken,
    ClaimsRecorded,
    Classified,
    Contacted,
    Converted,
    Corrected,
    Declined,
    Delivered,
    DisclosureSet,
    DisputeDecided,
    DisputeRaised,
    Evaluated,
    EvaluationClosed,
    EvaluationOpened,
    Extended,
    FollowedUp,
    Linked,
    MaterialAdded,
    MergedInto,
    OpinionCarriedOut,
    OpinionIssued,
    PartyJoined,
    PartyLeft,
    QueryCodeIssued,
    Received,
    Referred,
    Registered,
    Reopened,
    Replied,
    ReportApproved,
    ReportSentBack,
    Resolved,
    ResultReported,
    Resumed,
    Returned,
    ReturnRefused,
    ReviewDecided,
    ReviewRequested,
    Submitted,
    SupervisionClosed,
    SupervisionOpened,
    Suspended,
    TakenOver,
    Terminated,
    Unlinked,
    Urged,
    Withdrawn,
)

MOVES = (
    Submitted, Registered, Referred, Received, Returned, ReturnRefused, DisputeRaised,
    DisputeDecided, TakenOver, Accepted, Declined, ActionTaken, Withdrawn, Replied, OpinionIssued,
    Delivered, Resolved, Reopened, ReviewRequested, ReviewDecided, Suspended, Resumed, Terminated,
    MergedInto,
)  # fmt: skip
"""Steps that may bring a petition into another state, or into other hands."""

STAYS = (
    Classified, ClaimsRecorded, PartyJoined, PartyLeft, Linked, Unlinked, Converted, Extended,
    Contacted, MaterialAdded, Urged, SupervisionOpened, SupervisionClosed, ResultReported,
    ReportApproved, ReportSentBack, OpinionCarriedOut, EvaluationOpened, EvaluationClosed,
    Evaluated, FollowedUp,
)  # fmt: skip
"""Steps that leave it where it is."""

CLERICAL = (Corrected, DisclosureSet, QueryCodeIssued)
"""What is done to the record, not to the matter: it breaks no silence."""
