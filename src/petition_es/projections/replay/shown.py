"""What pages showed (公示回放): the timeline as it would have been told at a past moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from petition_es.domain.codes import Audience
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.regime.law import Law
from petition_es.projections.past import NotYetKnown, known
from petition_es.projections.timeline.audience import Disclosure, may_see
from petition_es.projections.timeline.checkpoint import UnitCard
from petition_es.projections.timeline.fold import timeline
from petition_es.projections.timeline.head import Timeline
from petition_es.projections.timeline.view import seen_by


@dataclass(frozen=True)
class Shown:
    """What one audience's page showed; without a timeline, why it showed nothing."""

    audience: Audience
    timeline: Timeline | None
    why_not: Literal["not_open", "not_yet"] | None = None


class Pages:
    """The pages of a petition at a moment: by what was known by then, disclosures included.

    What was hidden only later was there to be seen, and an auditor has to know it. The pages of all
    audiences are views of one fold.
    """

    def __init__(
        self,
        recorded: Sequence[PetitionEvent],
        moment: datetime,
        *,
        units: Callable[[str], UnitCard | None],
        law: Law,
    ) -> None:
        try:
            self._known: Sequence[PetitionEvent] = known(recorded, moment)
        except NotYetKnown:
            self._known = ()
            return
        self._disclosure = Disclosure.of(self._known)
        self._whole = timeline(self._known, audience="auditor", units=units, now=moment, law=law)

    def shown(self, audience: Audience) -> Shown:
        """What the page of an audience showed."""
        if not self._known:
            return Shown(audience, None, "not_yet")
        if not may_see(audience, self._disclosure.petition):
            return Shown(audience, None, "not_open")
        shows = self._disclosure.shows
        hidden = {event.event_id for event in self._known if not shows(event, audience)}
        return Shown(audience, seen_by(self._whole, audience, hidden))
