"""Projections of every form that the kit knows, for tests of what must hold for all of them."""

from datetime import datetime

from petition_es.domain.codes import Outcome
from petition_es.projections import Course, EventRows, Max, Min, Petition, Projection, Sum, on


class UnitWorkload(Projection):
    """Of a unit, in plain numbers."""

    key = "unit_id"
    received: int = 0
    resolved: int = 0

    @on(Petition.Received)
    def took_in(self, event):
        self.received += 1

    @on(Petition.Resolved)
    def finished(self, event):
        self.resolved += 1


class UnitSums(Projection):
    """Of a unit, in numbers that add up."""

    key = "unit_id"
    received: Sum[int] = 0
    outcomes: Sum[dict[str, int]] = {}

    @on(Petition.Received)
    def took_in(self, event):
        self.received += 1

    @on(Petition.Resolved)
    def finished(self, event):
        self.outcomes[event.outcome] = self.outcomes.get(event.outcome, 0) + 1


class UnitSpan(Projection):
    """Of a unit, what merges in other ways."""

    key = "unit_id"
    first_at: Min[datetime | None] = None
    last_at: Max[datetime | None] = None

    @on(Petition.Received, Petition.Resolved, Petition.Accepted)
    def acted(self, event):
        self.first_at = min(self.first_at or event.at, event.at)
        self.last_at = max(self.last_at or event.at, event.at)


class LastSender(Projection):
    """Of a unit, what depends on the order of the log."""

    key = "unit_id"
    sender: str | None = None
    sent: list[str] = []

    @on(Petition.Referred, key="to_unit")
    def was_sent(self, event):
        self.sender = event.from_unit
        self.sent.append(event.kind)

    @on(Petition.Returned)
    def sent_back(self, event):
        self.sent.append("back")


class BothSides(Projection):
    """Several keys of several columns from one event."""

    key = ("side", "unit_id")
    side: str
    unit_id: str
    referrals: Sum[int] = 0

    @staticmethod
    def keys(event):
        yield "from", event.from_unit
        yield "to", event.to_unit

    @on(Petition.Referred)
    def went(self, event):
        self.referrals += 1


class MatterSteps(Projection):
    """Of a matter, which several petitions may be."""

    key = "matter_id"
    petitions: Sum[int] = 0
    urged: Sum[int] = 0

    @on(Petition.Submitted)
    def began(self, event):
        self.petitions += 1

    @on(Petition.Urged)
    def pressed(self, event):
        self.urged += 1


class Outcomes(EventRows):
    """A row for each resolution."""

    unit_id: str | None = None
    outcome: Outcome

    @on(Petition.Resolved)
    def said(self, event):
        self.unit_id, self.outcome = event.acting_unit, event.outcome


class Claims(Projection):
    """Of a petition, from the file as it was before each event."""

    claims: int = 0
    states: list[str] = []

    @on(Petition.Resolved, Petition.Withdrawn, Petition.Returned)
    def ended(self, event, file):
        self.claims, self.states = len(file.claims), [*self.states, file.state]


class AnsweredFrom(Projection):
    """Of a unit, from the file as it was before each event."""

    key = "unit_id"
    from_state: Sum[dict[str, int]] = {}

    @on(Petition.OpinionIssued, Petition.Replied)
    def answered(self, event, file):
        self.from_state[file.state] = self.from_state.get(file.state, 0) + 1


class ClosedBy(Projection):
    """Of a unit, from the course of its petitions."""

    key = "unit_id"
    before = Course
    after = True
    stages: Sum[dict[str, int]] = {}

    @on(Petition.Resolved, Petition.Accepted, Petition.ActionTaken, Petition.Reopened)
    def did(self, event, course):
        stage = course.stage or "closed"
        self.stages[stage] = self.stages.get(stage, 0) + 1


class Arrival(Projection):
    """What another projection asks for."""

    channel: str = ""

    @on(Petition.Submitted)
    def arrived(self, event):
        self.channel = event.channel


class UnitChannels(Projection):
    """Of a unit, from what another projection tells of the petition."""

    key = "unit_id"
    before = Arrival
    channels: Sum[dict[str, int]] = {}

    @on(Petition.Received)
    def took_in(self, event, arrival):
        self.channels[arrival.channel] = self.channels.get(arrival.channel, 0) + 1


ALL = (
    UnitWorkload, UnitSums, UnitSpan, LastSender, BothSides, MatterSteps, Outcomes, Claims,
    AnsweredFrom, ClosedBy, Arrival, UnitChannels,
)  # fmt: skip
