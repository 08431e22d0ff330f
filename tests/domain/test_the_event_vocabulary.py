"""The events are the ones of the specification, with every field: they are storage format."""

import pytest

from petition_es.domain.event import STAMP, TOPICS, content_fields
from petition_es.domain.petition import ACT_OF_EVENT, ACTS, PetitionEvent

ON_EVERY_EVENT = """
    at at_precision tz_offset unit_id actor role on_behalf_of entry_channel rests_on source
    event_id command_id correlation_id regime timestamp originator_id originator_version
"""

PETITION = """
    Submitted: submission_id number channel sent_at received_at parties title text attachments
        outside_reference
    Registered: number parties persons_count anonymity accused purpose category place
        first_nationwide first_here
    Classified: category place legal_path flags flags_dropped reason
    ClaimsRecorded: claims amends
    PartyJoined: petitioner_id party_role represents
    PartyLeft: petitioner_id party_role
    Linked: other relation disposition method score features decided_by
    Unlinked: other relation
    Referred: referral_id parent_referral_id group_id from_unit to_unit part claim_ids kind
        campaign report_due offline
    Received: referral_id
    Returned: referral_id reason explanation
    ReturnRefused: referral_id
    DisputeRaised: referral_id units
    DisputeDecided: referral_id decided_for
    TakenOver: from_unit to_unit because referral_ids
    Accepted: referral_id kind procedure proposed_by confirmed_by
    Declined: kind ground proper_channel prior_petition
    Converted: from_procedure to_procedure clock_rule approver_role approved_at
    Extended: days reason explanation approver_role approved_at
    Contacted: method initiated_by outcome note
    ActionTaken: action_id kind claim_ids period evidence code
    MaterialAdded: party attachments note
    Urged: party
    Withdrawn: party scope claim_ids
    SupervisionOpened: supervision_id ground
    SupervisionClosed: supervision_id result
    Replied: reply_id kind text
    OpinionIssued: opinion_id round supersedes answers basis text document signatory_role
        review_organ review_days
    Delivered: document_kind document to_party method result receipt
    ResultReported: report_id referral_id outcome opinion_id documents text
    ReportApproved: report_id
    ReportSentBack: report_id reason
    OpinionCarriedOut: opinion_id claim_ids done_at evidence verified_by
    Resolved: resolution_id referral_id scope opinion_id reply_id outcome claim_ids
    Reopened: resolution_id ground
    EvaluationOpened: evaluatees closes_at invitation_receipt
    EvaluationClosed: evaluatees
    Evaluated: evaluation_id evaluatee evaluatee_unit resolution_id party scale result efficiency
        attitude words entered_by replaces
    FollowedUp: asked_via answer resolution_id
    ReviewRequested: request_id level opinion_id
    ReviewDecided: request_id outcome redo_due new_opinion_id
    Suspended: ground
    Resumed: ground
    Terminated: ground
    Corrected: corrected effect replacement fields reason approved_by
    MergedInto: survivor claim_map
    DisclosureSet: target audience reason redacted_document
    QueryCodeIssued: delivery code_hash
"""

PETITIONER = """
    Created: petitioner_id
    AccountRegistered: channel
    IdentityLinked: name id_number phone address match
    Erased:
"""

UNIT = """
    Established: office_id name level division kind superior phone
    Renamed: name
    Connected:
    Disconnected:
    Merged: successor
    Closed:
"""

INQUIRY = """
    Opened: petition_id rule rule_version deciding reason
    Confirmed: petition_id rule rule_version deciding reason
    Dismissed: petition_id rule rule_version deciding reason
    Reopened: petition_id rule rule_version deciding reason
"""

NAMED_OTHERWISE = {
    ("Petition.PartyJoined", "role"): ("party_role", "`role` is the actor's, on every event"),
    ("Petition.PartyLeft", "role"): ("party_role", "`role` is the actor's, on every event"),
    ("Petition.Classified", "flags"): (
        "flags_dropped",
        "an event says what changed: flags raised, and flags dropped",
    ),
    ("Petition.Returned", "reason†"): ("explanation", "`reason` is its code"),
    ("Petition.Extended", "reason†"): ("explanation", "`reason` is its code"),
    ("Petition.Converted", "from"): ("from_procedure", "`from` is a word of Python"),
    ("Petition.Converted", "to"): ("to_procedure", "beside from_procedure"),
    ("Petition.Extended", "from"): ("days", "one day count says where it ends"),
    ("Petition.ActionTaken", "kind"): (
        "code",
        "a foreign log names its steps in words of its own, which are kept beside the kind",
    ),
    ("Petition.SupervisionOpened", "by unit"): ("unit_id", "who acted is on every event"),
    ("Petition.SupervisionOpened", "-"): ("supervision_id", "several supervisions may be open"),
    ("Petition.Delivered", "kind"): ("document_kind", "beside `document`, which it belongs to"),
    ("Petition.Delivered", "to party"): ("to_party", "one word"),
    ("Petition.ResultReported", "claimed outcome"): ("outcome", "as in Resolved: both are claims"),
    ("Petition.Reopened", "of resolution"): ("resolution_id", "by its id"),
    ("Petition.EvaluationOpened", "window"): ("closes_at", "it opens at `at`"),
    ("Petition.Evaluated", "evaluatee unit_id"): ("evaluatee_unit", "`unit_id` is the actor's"),
    ("Petition.Evaluated", "scale and version"): ("scale", "a code carries its version"),
    ("Petition.Corrected", "event_id"): ("corrected", "`event_id` is the correction's own"),
    ("Petition.Corrected", "replacement event_id"): ("replacement", "one word"),
    ("Petition.DisclosureSet", "redacted document"): ("redacted_document", "one word"),
    ("Petition.QueryCodeIssued", "hash of the code"): ("code_hash", "one word"),
    ("Petition.Linked", "other petition"): ("other", "its number, as the office knows it"),
    ("Unit.Established", "unit_id"): ("office_id", "`unit_id` is the actor's"),
    ("Unit.Established", "-"): ("phone", "a public page says whom to call"),
}
"""Where a field has another name than in the specification, and why."""


def listed(stream, text):
    """Read `Event: field field` lines; a field list may run on into the next line."""
    events = {}
    for line in text.strip().splitlines():
        name, colon, fields = line.strip().rpartition(":")
        topic = f"{stream}.{name}" if colon else topic  # noqa: F821  # of the line before
        events.setdefault(topic, set()).update(fields.split())
    return events


SPECIFIED = {
    **listed("Petition", PETITION),
    **listed("Petitioner", PETITIONER),
    **listed("Unit", UNIT),
    **listed("Inquiry", INQUIRY),
}


def test_every_event_of_the_specification_exists_and_no_other():
    assert set(TOPICS) == set(SPECIFIED)
    assert len(SPECIFIED) == 62


@pytest.mark.parametrize("topic", SPECIFIED)
def test_an_event_has_exactly_the_fields_of_the_specification(topic):
    assert content_fields(TOPICS[topic]) == SPECIFIED[topic]


def test_every_event_carries_the_stamp():
    assert set(ON_EVERY_EVENT.split()) == STAMP


@pytest.mark.parametrize(("topic", "field"), NAMED_OTHERWISE)
def test_a_field_that_is_named_otherwise_is_there_under_its_other_name(topic, field):
    name, reason = NAMED_OTHERWISE[topic, field]
    assert name in content_fields(TOPICS[topic]) | STAMP
    assert reason


def test_an_event_says_nothing_twice():
    for event_class in TOPICS.values():
        assert not content_fields(event_class) & STAMP
        assert event_class.class_version == 1


def test_every_event_is_recorded_by_one_act():
    all_events = {c for c in TOPICS.values() if issubclass(c, PetitionEvent)}
    assert all_events == set(ACT_OF_EVENT)
    assert len(ACTS) == len(ACT_OF_EVENT) == 48
