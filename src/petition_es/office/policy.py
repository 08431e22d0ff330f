"""Who may do what: the one policy that every act passes.

An officer acts for the own unit, on petitions that the unit registered, sent or holds, and on those
of its subtree; a petitioner acts on petitions of their own; an importer writes what another system
recorded; auditors and stewards read. What an act means stands in the domain, not here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from petition_es.domain import refusals
from petition_es.domain.codes import Audience
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import (
    Act,
    DecideDispute,
    Disclose,
    Evaluate,
    FollowUp,
    LeaveParty,
    PetitionFile,
    Refer,
    TakeOver,
)
from petition_es.domain.petition.the_record import NAMES
from petition_es.office.ranks import Ranks, is_of_reviewer
from petition_es.office.routing import Routing
from petition_es.office.unit_registry import UnitRegistry

TAKING_UP = frozenset({"register", "decline", "refer"})
"""What a petition bureau may do to a petition that no office has (yet)."""

FOR_PETITIONERS = frozenset({"evaluate", "withdraw", "leave_party"})
"""What weighs against the office at work: only a petition bureau writes it down for somebody."""

ASKED_ON_THE_PAGE = "web"
"""How a petitioner is asked who answers the follow-up without an officer."""


class Who(Enum):
    """The part that an actor must have in a petition."""

    ANYONE = "anyone who petitions, and any office that writes it down"
    PARTY = "a party, or an officer who writes it down for one"
    OFFICE = "any office: nobody holds the petition yet, or the office holds it"
    HOLDER = "an office that registered, sent or holds it, or one above"
    UNIT = "the unit that holds it, or one above that acts for it"
    SENDER = "the office that sent it, or one above"
    BUREAU = "a petition bureau that registered or sent it, or one above"
    SUPERIOR = "the common superior of the units that disagree"
    REVIEWER = "an office above the one whose opinion is reviewed"
    HEIR = "the successor of a unit that is no more, or a petition bureau above that unit"


POLICY: dict[str, Who] = {
    "submit": Who.ANYONE,
    "register": Who.OFFICE,
    "classify": Who.HOLDER,
    "record_claims": Who.HOLDER,
    "join_party": Who.HOLDER,
    "leave_party": Who.PARTY,
    "link": Who.HOLDER,
    "unlink": Who.HOLDER,
    "refer": Who.HOLDER,
    "receive": Who.UNIT,
    "return_referral": Who.UNIT,
    "refuse_return": Who.SENDER,
    "accept": Who.HOLDER,
    "decline": Who.HOLDER,
    "contact": Who.HOLDER,
    "take_action": Who.HOLDER,
    "add_material": Who.PARTY,
    "urge": Who.PARTY,
    "withdraw": Who.PARTY,
    "reply": Who.HOLDER,
    "issue_opinion": Who.HOLDER,
    "deliver": Who.HOLDER,
    "report_result": Who.UNIT,
    "approve_report": Who.SENDER,
    "send_back_report": Who.SENDER,
    "carry_out": Who.HOLDER,
    "resolve": Who.HOLDER,
    "reopen": Who.BUREAU,
    "evaluate": Who.PARTY,
    "follow_up": Who.BUREAU,
    "correct": Who.HOLDER,
    "merge": Who.HOLDER,
    "disclose": Who.HOLDER,
    "issue_query_code": Who.BUREAU,
    "raise_dispute": Who.UNIT,
    "decide_dispute": Who.SUPERIOR,
    "take_over": Who.HEIR,
    "convert": Who.HOLDER,
    "extend": Who.HOLDER,
    "suspend": Who.HOLDER,
    "resume": Who.HOLDER,
    "open_supervision": Who.BUREAU,
    "close_supervision": Who.BUREAU,
    "open_evaluation": Who.BUREAU,
    "close_evaluation": Who.BUREAU,
    "request_review": Who.PARTY,
    "decide_review": Who.REVIEWER,
    "terminate": Who.BUREAU,
}


HIGHER = frozenset({Who.SUPERIOR, Who.REVIEWER, Who.HEIR})
SENDERS = HIGHER | {Who.SENDER, Who.BUREAU, Who.HOLDER, Who.OFFICE}
HOLDERS = HIGHER | {Who.UNIT, Who.HOLDER, Who.OFFICE, Who.PARTY, Who.ANYONE}
"""In which parts a unit has a say that sent the petition, and in which one to which it was sent."""


def is_own_right(act: Act) -> bool:
    """Tell whether a petitioner may do what else an office does: hide a name, say it is solved."""
    hides_names = isinstance(act, Disclose) and act.target == NAMES
    return hides_names or (isinstance(act, FollowUp) and act.asked_via == ASKED_ON_THE_PAGE)


@dataclass(frozen=True)
class Policy:
    """Holds every act against the table above."""

    units: UnitRegistry

    @property
    def routing(self) -> Routing:
        """Where petitions may be sent."""
        return Routing(self.units)

    def check(self, act: Act, entry: Entry, file: PetitionFile) -> None:
        """Refuse by name what the actor may not do to this petition."""
        actor, who = entry.actor, POLICY[act.NAME]
        if actor.role == "importer":
            return
        if actor.role == "petitioner":
            self._check_petitioner(who, act, entry, file)
        elif actor.role == "officer":
            self._check_officer(who, act, entry, file)
        else:
            raise refusals.RoleMayNot(role=actor.role, act=act.NAME)

    def audience(self, actor: Actor, file: PetitionFile) -> Audience:
        """The widest view of a petition that this actor may have."""
        if actor.role == "auditor":
            return "auditor"
        if actor.role == "petitioner":
            return "petitioner" if actor.actor_id in file.parties else "public"
        if actor.role == "officer" and actor.unit_id and self._may_act(actor.unit_id, file):
            return "officer"
        return "public"

    def _check_petitioner(self, who: Who, act: Act, entry: Entry, file: PetitionFile) -> None:
        if who is Who.ANYONE and entry.actor.actor_id in file.parties:
            return
        if who not in (Who.PARTY, Who.ANYONE) and not is_own_right(act):
            raise refusals.RoleMayNot(role=entry.actor.role, act=act.NAME)
        if entry.actor.actor_id not in file.parties or entry.on_behalf_of is not None:
            raise refusals.NotYourPetition(act=act.NAME)
        if isinstance(act, LeaveParty) and act.petitioner_id != entry.actor.actor_id:
            raise refusals.NotYourPetition(act=act.NAME)

    def _check_officer(self, who: Who, act: Act, entry: Entry, file: PetitionFile) -> None:
        unit_id = entry.actor.unit_id
        unit = self.units.find(unit_id) if unit_id else None
        if unit is None or unit.is_closed or unit_id is None:
            raise refusals.NotYourUnit(unit=unit_id or "", act=act.NAME)
        if unit_id in accused_units(file):
            raise refusals.AccusedMayNotSee(unit=unit_id)
        held = set(_held(who, file))
        if _is_for_bureaux(who, act, is_held=bool(held)) and unit.kind != "petition_bureau":
            raise refusals.OnlyPetitionBureaux(unit=unit_id, act=act.NAME)
        if not self._has_part(unit_id, act, held, file):
            raise refusals.NotYourUnit(unit=unit_id, act=act.NAME)
        self._check_acting_for(entry, who, unit_id, act)
        self._check_rank(entry, act, file)
        self._check_own_rating(unit_id, act, file)
        if isinstance(act, Refer):
            self.routing.check(act, entry.acting_unit, file)

    def _has_part(self, unit_id: str, act: Act, held: set[str], file: PetitionFile) -> bool:
        """Tell whether a unit has a part in the matter, or may take one up that nobody has."""
        if act.NAME == "submit" or (not held and act.NAME in TAKING_UP):
            return True
        if isinstance(act, TakeOver) and act.from_unit in held:
            return True  # Whether it is the successor's is looked at next.
        return unit_id in held or any(
            self.units.is_within(one, unit_id) for one in held or _wrote_down(file)
        )

    def _check_rank(self, entry: Entry, act: Act, file: PetitionFile) -> None:
        """What is decided over the heads of units is decided by who stands above them."""
        ranks = Ranks(self.units)
        if isinstance(act, DecideDispute):
            ranks.check_superior(entry, act, file)
        elif is_of_reviewer(act, file):
            ranks.check_reviewer(entry, act, file)
        elif isinstance(act, TakeOver):
            ranks.check_heir(entry, act)

    def _check_own_rating(self, unit_id: str, act: Act, file: PetitionFile) -> None:
        """What a petitioner says of an office is not written down by that very office."""
        if not isinstance(act, Evaluate):
            return
        referrals = file.referrals.values()
        rated = {act.evaluatee_unit}
        if act.evaluatee_unit is None and act.evaluatee == "unit":
            rated = {referral.to_unit for referral in referrals}
        elif act.evaluatee_unit is None:
            rated = {file.registering_unit, *(referral.from_unit for referral in referrals)}
        if unit_id in rated:
            raise refusals.UnitRatesItself(unit=unit_id)

    def _check_acting_for(self, entry: Entry, who: Who, unit_id: str, act: Act) -> None:
        """An office above may act for a unit of its subtree, and says for which."""
        acting_for = entry.on_behalf_of
        if acting_for is None or who in (Who.PARTY, Who.ANYONE):
            return
        if not self.units.is_within(acting_for, unit_id):
            raise refusals.NotYourUnit(unit=acting_for, act=act.NAME)

    def may_see_names(self, actor: Actor, file: PetitionFile) -> bool:
        """Tell whether an actor may see who the petitioners are (隐名: only who registered it)."""
        if file.names_for == "officer" or actor.role != "officer":
            return self.audience(actor, file) in {"officer", "auditor"}
        unit_id, registered = actor.unit_id, file.registering_unit
        return bool(unit_id and registered and self.units.is_within(registered, unit_id))

    def _may_act(self, unit_id: str, file: PetitionFile) -> bool:
        if unit_id in accused_units(file):
            return False
        offices = (*_held(Who.HOLDER, file), *_wrote_down(file))
        return any(self.units.is_within(office, unit_id) for office in offices)


def _is_for_bureaux(who: Who, act: Act, *, is_held: bool) -> bool:
    """Tell whether an act is for petition bureaux alone (2005 a6)."""
    procedural = act.NAME == "accept" and getattr(act, "kind", None) == "procedural"
    takes_up = not is_held and act.NAME in TAKING_UP
    return who is Who.BUREAU or procedural or takes_up or act.NAME in FOR_PETITIONERS


def accused_units(file: PetitionFile) -> set[str]:
    """The units that an accusation is about; they neither act on it nor see it (2005 a23)."""
    if not file.accused:
        return set()
    return {a.identity.reveal() or "" for a in file.accused if a.kind == "unit"}


def _wrote_down(file: PetitionFile) -> Iterator[str]:
    """The unit that handed it in for somebody; it may read it while no office has registered it."""
    submission = file.entries.get(file.submission) if file.submission else None
    if submission is not None and submission.unit_id and not file.registering_unit:
        yield submission.unit_id


def _held(who: Who, file: PetitionFile) -> Iterator[str]:
    """The units whose matter this is, in the part that the act asks for."""
    if file.registering_unit and who is not Who.UNIT:
        yield file.registering_unit
    for referral in file.referrals.values():
        if referral.from_unit and who in SENDERS:
            yield referral.from_unit
        if who in HOLDERS:
            yield referral.to_unit
