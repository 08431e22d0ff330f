"""What a page showed (公示回放): the timeline as it would have been told at a past moment."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from petition_es.domain.codes import Audience
from petition_es.domain.petition import PetitionEvent
from petition_es.domain.regime.law import Law
from petition_es.projections.past import NotYetKnown, known
from petition_es.projections.timeline.audience import NotPublished
from petition_es.projections.timeline.checkpoint import UnitCard
from petition_es.projections.timeline.fold import timeline
from petition_es.projections.timeline.head import Timeline


@dataclass(frozen=True)
class Shown:
    """What one audience's page showed; without a timeline, why it showed nothing."""

    audience: Audience
    timeline: Timeline | None
    why_not: Literal["not_open", "not_yet"] | None = None


def shown(
    recorded: Sequence[PetitionEvent],
    audience: Audience,
    moment: datetime,
    *,
    units: Callable[[str], UnitCard | None],
    law: Law,
) -> Shown:
    """Tell what a page showed at a moment: by what was known by then, disclosures included.

    What was hidden only later was there to be seen, and an auditor has to know it.
    """
    try:
        then = known(recorded, moment)
        told = timeline(then, audience=audience, units=units, now=moment, law=law)
    except NotYetKnown:
        return Shown(audience, None, "not_yet")
    except NotPublished:
        return Shown(audience, None, "not_open")
    return Shown(audience, told)
