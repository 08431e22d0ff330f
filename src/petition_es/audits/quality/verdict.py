"""The verdict on a petition: its outcome in each cohort that a rate is counted over.

A cohort has its own day: that of the registration, of the first resolution of the whole, of the
evaluation, of the marking as backlog. So one petition may count in three months of one report, and
never twice in one cohort. What has no day that is known is in no period.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple
from uuid import UUID

from petition_es.audits.case import Case, Matter
from petition_es.audits.codes import FinishState
from petition_es.audits.finding import Finding
from petition_es.audits.finishing import Finish, finish_of
from petition_es.audits.quality.ballots import Ballot, ballot, day_of
from petition_es.audits.reopening import TURNS, begins_again
from petition_es.audits.running.seen import category_of, division_of_case
from petition_es.domain.codes import Evaluatee
from petition_es.domain.petition import (
    Classified,
    Linked,
    Referred,
    Registered,
    Resolved,
    Submitted,
    Unlinked,
)
from petition_es.projections.clocks.facts import is_first_piece

Arrival = Literal["first", "repeat"]
"""Whether it is the first petition of its matter (初件), or comes again (重件)."""

Sending = Literal["none", "once", "again"]
"""Whether it was sent to a unit, and whether repeatedly (重复转办、多头交办)."""

Lasting = Literal["stayed", "came_again", "reopened", "repeat"]
"""What became of a first piece after it was resolved; `repeat`: it is none."""

Backlog = Literal["settled", "claimed", "contradicted", "open"]
"""What became of a backlog case (积案) since it was marked.

settled       resolved, and carried out or confirmed (化解)
claimed       resolved, and nothing but that (办结)
contradicted  resolved, and contradicted
open          not resolved since
"""


class Verdict(NamedTuple):
    """A row for each petition, in the order of the columns of its table.

    Where it belongs, then for each cohort the day, the office that it counts for, that office's
    level, and the outcome. Nothing of a cohort in which the petition is not.
    """

    petition_id: UUID
    channel: str | None
    division: str | None
    category: str | None
    registered_on: date | None
    registered_by: str | None
    registered_level: str | None
    arrival: Arrival | None
    sending: Sending | None
    resolved_on: date | None
    resolved_by: str | None
    resolved_level: str | None
    finish: FinishState | None
    lasting: Lasting | None
    bureau_vote_on: date | None
    bureau_voted: str | None
    bureau_voted_level: str | None
    bureau_vote: Ballot | None
    unit_vote_on: date | None
    unit_voted: str | None
    unit_voted_level: str | None
    unit_vote: Ballot | None
    backlog_on: date | None
    backlog_with: str | None
    backlog_level: str | None
    backlog: Backlog | None


def verdict_of(case: Case, matter: Matter, findings: Sequence[Finding]) -> Verdict:
    """The verdict on a petition, by its record, its matter, and what was found about the matter."""
    finish = finish_of(case, matter, findings) if case.resolutions else None
    registered, submitted = case.first(Registered), case.first(Submitted)
    resolved = case.resolutions[0] if case.resolutions else None
    bureau = registered.acting_unit if registered else None
    unit = resolved.acting_unit if resolved else _receiver(case)
    links = case.of_any(Registered, Linked, Unlinked)
    is_first = case is matter.cases[0] and is_first_piece(links)
    evaluable = resolved if is_first else None
    return Verdict(
        case.petition_id,
        submitted.channel if submitted else None,
        division_of_case(case) or case.setting.offices.divisions.get(bureau or ""),
        category_of(case),
        *_registration(case, registered, findings, is_first=is_first),
        *_resolution(case, matter, resolved, finish, is_first=is_first),
        *_vote(case, "bureau", bureau, evaluable),
        *_vote(case, "unit", unit, evaluable),
        *_backlog(case, finish, unit),
    )


def _level(case: Case, unit: str | None) -> str | None:
    return case.setting.offices.desk(unit).level


def _receiver(case: Case) -> str | None:
    """The unit that a petition which nobody resolved was sent to last."""
    sent = [each for each in case.of(Referred) if each.part != "copy"]
    return sent[-1].to_unit if sent else None


Registration = tuple[date | None, str | None, str | None, Arrival | None, Sending | None]


def _registration(
    case: Case, registered: Registered | None, findings: Sequence[Finding], *, is_first: bool
) -> Registration:
    if registered is None:
        return None, None, None, None, None
    by = registered.acting_unit
    arrival: Arrival = "first" if is_first else "repeat"
    return day_of(registered), by, _level(case, by), arrival, _sending(case, findings)


def _sending(case: Case, findings: Sequence[Finding]) -> Sending:
    if Referred.TOPIC not in case.topics:
        return "none"
    own = (each for each in findings if each.petition_id == case.petition_id)
    return "again" if any(each.rule == "repeated_referral" for each in own) else "once"


Resolution = tuple[date | None, str | None, str | None, FinishState | None, Lasting | None]


def _resolution(
    case: Case,
    matter: Matter,
    resolved: Resolved | None,
    finish: Finish | None,
    *,
    is_first: bool,
) -> Resolution:
    """It counts on the day of the first claim: a reopening does not change the day for statistics.

    How it is finished is told as it stands at the moment of the audit.
    """
    if resolved is None or finish is None:
        return None, None, None, None, None
    by = resolved.acting_unit
    lasting = _lasting(case, matter, resolved) if is_first else "repeat"
    return day_of(resolved), by, _level(case, by), finish.state, lasting


def _lasting(case: Case, matter: Matter, resolved: Resolved) -> Lasting:
    if any(other.began_at > resolved.at for other in matter.cases if other is not case):
        return "came_again"
    if case.topics.isdisjoint(TURNS):
        return "stayed"
    again = (event for event in case.history if begins_again(event))
    return "reopened" if any(event.at > resolved.at for event in again) else "stayed"


Vote = tuple[date | None, str | None, str | None, Ballot | None]


def _vote(case: Case, evaluatee: Evaluatee, office: str | None, evaluable: Resolved | None) -> Vote:
    """First pieces only are evaluated (2014 measures, a4), whoever is not asked among them."""
    day, evaluated, said = ballot(case, evaluatee, office, evaluable)
    return day, evaluated, _level(case, evaluated), said


Marked = tuple[date | None, str | None, str | None, Backlog | None]


def _backlog(case: Case, finish: Finish | None, unit: str | None) -> Marked:
    marked = next((event for event in case.of_any(Classified, Referred) if _marks(event)), None)
    if marked is None:
        return None, None, None, None
    came: Backlog = "open" if finish is None else _came_to(finish, marked)
    return day_of(marked), unit, _level(case, unit), came


def _marks(event: Any) -> bool:
    """Tell whether an entry makes a petition a backlog case: by its flag, or by a campaign."""
    if event.TOPIC == Classified.TOPIC:
        return "backlog" in event.flags
    return event.TOPIC == Referred.TOPIC and event.campaign is not None


def _came_to(finish: Finish, marked: Any) -> Backlog:
    claim = next((reason for reason in finish.reasons if reason.code == "claimed"), None)
    if claim is None or claim.at < marked.at:
        return "open"
    if finish.state in {"carried_out", "confirmed"}:
        return "settled"
    return "contradicted" if finish.state == "contradicted" else "claimed"
