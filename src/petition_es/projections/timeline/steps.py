"""The table of steps: how every event of a petition is shown, and to whom.

A row reads: the event; the audience that sees the step unless a disclosure says otherwise; its tag,
or its tags by variant, in the order of their subtags (only ever add behind); then the arguments by
the audience that may see them. A test holds it to the events, field by field.

What the sentence of a step speaks of (its variant, its placeholders) is public, for a disclosure
may open any step to everybody. Pseudonyms, numbers of other petitions and the office's own papers
are for officers.
"""

from petition_es.domain import petition as p
from petition_es.projections.timeline.step import STEPS, Step, step

__all__ = ["STEPS", "Step"]

# fmt: off
# ---- Arriving ------------------------------------------------------------------------------------
step(p.Submitted, "public", "submitted",
     public="channel number", petitioner="sent_at received_at", officer="submission_id",
     documents="text:submission:petitioner attachments:attachment:petitioner",
     withheld="title parties outside_reference")
step(p.Registered, "public", "registered",
     public="number category", petitioner="persons_count purpose division",
     officer="anonymity first_nationwide first_here",
     withheld="parties accused")
step(p.Classified, "officer", "record",
     officer="reason category division legal_path flags flags_dropped")
step(p.ClaimsRecorded, "petitioner", "record",
     public="claims", petitioner="amends")
step(p.PartyJoined, "petitioner", "record",
     petitioner="party_role", officer="petitioner_id represents")
step(p.PartyLeft, "petitioner", "record",
     petitioner="party_role", officer="petitioner_id")
step(p.Linked, "officer", "record",
     officer="other relation disposition method score features decided_by")
step(p.Unlinked, "officer", "record",
     officer="other relation")

# ---- On its way ----------------------------------------------------------------------------------
step(p.Referred, "public", {"referral": "referred", "assignment": "referred"},
     by="kind", to_unit="to_unit",
     public="kind part", petitioner="report_due claims offline",
     officer="campaign referral_id parent_referral_id group_id", withheld="from_unit")
step(p.Received, "public", "referred",
     officer="referral_id")
step(p.Returned, "public", "exception",
     public="reason", officer="referral_id", documents="explanation:reason:officer")
step(p.ReturnRefused, "public", "exception",
     officer="referral_id")
step(p.DisputeRaised, "public", "exception",
     officer="referral_id units")
step(p.DisputeDecided, "public", "referred", to_unit="decided_for",
     officer="referral_id")
step(p.TakenOver, "public", "referred", to_unit="to_unit",
     officer="because referral_ids", withheld="from_unit")
step(p.Accepted, "public",
     {"procedural": "registered", "substantive": "handling", "path_notice": "registered",
      "review": "exception"},
     by="kind", public="kind procedure", officer="referral_id proposed_by confirmed_by")
step(p.Declined, "public",
     {"not_accepted": "closed", "no_further": "closed", "guided_away": "closed", "filed": "closed"},
     by="kind", public="kind ground", petitioner="proper_channel", officer="prior_petition")
step(p.Converted, "public", "handling",
     public="from_procedure to_procedure", petitioner="approver_role approved_at",
     officer="clock_rule")
step(p.Extended, "public", "exception",
     public="days", petitioner="reason approver_role approved_at",
     documents="explanation:reason:petitioner")

# ---- Being handled -------------------------------------------------------------------------------
step(p.Contacted, "petitioner", {"reached": "handling", "not_reached": "handling"},
     by="outcome", public="method outcome", petitioner="initiated_by",
     documents="note:note:officer")
step(p.ActionTaken, "public",
     {"inspection": "handling", "hearing": "handling", "mediation": "handling",
      "works": "handling", "payment": "handling", "other": "handling"},
     by="kind", public="kind", petitioner="code claims started ended", officer="action_id",
     documents="evidence:evidence:petitioner")
step(p.MaterialAdded, "petitioner", "handling",
     officer="party", documents="note:note:petitioner attachments:attachment:petitioner")
step(p.Urged, "public", "handling",
     officer="party")
step(p.Withdrawn, "public", {"all": "closed", "claims": "handling"},
     by="scope", public="scope", petitioner="claims", officer="party")
step(p.SupervisionOpened, "public", "exception",
     petitioner="ground", officer="supervision_id")
step(p.SupervisionClosed, "public", "handling",
     petitioner="result", officer="supervision_id")

# ---- The answer ----------------------------------------------------------------------------------
step(p.Replied, "public",
     {"interim": "handling", "final": "answered", "forwarding": "handling", "unknown": "answered"},
     by="kind", public="kind", officer="reply_id", documents="text:reply:petitioner")
step(p.OpinionIssued, "public",
     {"handling": "answered", "remade": "answered", "review": "answered",
      "second_review": "answered"},
     by="round", public="round claims basis",
     petitioner="supported explained not_supported review_days signatory_role",
     officer="opinion_id supersedes review_organ",
     documents="text:opinion:petitioner document:opinion:petitioner")
step(p.Delivered, "public", {"signed": "answered", "refused": "answered", "failed": "exception"},
     by="result", public="result document_kind", petitioner="method",
     officer="document to_party receipt")
step(p.ResultReported, "petitioner", "handling",
     petitioner="outcome opinion_age_days report_on_earlier_opinion",
     officer="report_id referral_id opinion_id",
     documents="documents:report:officer text:report:officer")
step(p.ReportApproved, "petitioner", "handling",
     officer="report_id")
step(p.ReportSentBack, "petitioner", "exception",
     officer="report_id", documents="reason:reason:officer")
step(p.OpinionCarriedOut, "public", "handling",
     public="done_at", petitioner="claims", officer="opinion_id verified_by",
     documents="evidence:evidence:petitioner")
step(p.Resolved, "public", {"unit": "resolved", "whole": "resolved"},
     by="scope", public="scope outcome", petitioner="claims",
     officer="resolution_id referral_id opinion_id reply_id")
step(p.Reopened, "public", "exception",
     public="ground", officer="resolution_id")

# ---- The verdict ---------------------------------------------------------------------------------
step(p.EvaluationOpened, "petitioner", "evaluated",
     petitioner="evaluatees closes_at", officer="invitation_receipt")
step(p.EvaluationClosed, "petitioner", "evaluated",
     petitioner="evaluatees")
step(p.Evaluated, "public",
     {"satisfied": "evaluated", "basically_satisfied": "evaluated", "dissatisfied": "evaluated"},
     by="result", to_unit="evaluatee_unit",
     public="evaluatee result", petitioner="efficiency attitude entered_by scale",
     officer="evaluation_id resolution_id replaces party", documents="words:words:petitioner")
step(p.FollowedUp, "public",
     {"yes": "evaluated", "partly": "evaluated", "no": "evaluated", "unreached": "evaluated"},
     by="answer", public="answer", petitioner="asked_via", officer="resolution_id")
step(p.ReviewRequested, "public", {"review": "exception", "second_review": "exception"},
     by="level", public="level", officer="request_id opinion_id")
step(p.ReviewDecided, "public",
     {"uphold": "answered", "change": "answered", "revoke": "exception", "redo": "exception"},
     by="outcome", public="outcome", petitioner="redo_due", officer="request_id new_opinion_id")
step(p.Suspended, "public", "exception",
     petitioner="ground")
step(p.Resumed, "public", "handling",
     petitioner="ground")
step(p.Terminated, "public", "closed",
     public="ground")

# ---- Keeping the record honest -------------------------------------------------------------------
step(p.Corrected, "public", {"void": "record", "amend": "record"},
     by="effect", public="effect reason", officer="corrected replacement fields approved_by")
step(p.MergedInto, "public", "closed",
     petitioner="survivor", withheld="claim_map")
step(p.DisclosureSet, "officer",
     {"public": "record", "petitioner": "record", "officer": "record", "auditor": "record"},
     by="audience", public="audience", officer="reason target",
     withheld="redacted_document")  # which is shown with the step that it stands for
step(p.QueryCodeIssued, "petitioner", "record",
     petitioner="delivery", withheld="code_hash")
# fmt: on
