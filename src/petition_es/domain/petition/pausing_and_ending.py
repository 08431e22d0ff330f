"""Pausing and ending: handling rests and goes on, or the matter is exhausted (中止, 恢复, 终结)."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.by_law import is_past, latest, regime_in_force
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile
from petition_es.domain.petition.papers import Opinion
from petition_es.domain.regime.rules import Ground


@dataclass(frozen=True, kw_only=True)
class Suspended(PetitionEvent):
    """中止: handling rests, on a ground that the regime allows."""

    ground: str

    def apply(self, file: PetitionFile) -> None:
        """Rest."""
        file.suspended = self.event_id
        file.interrupt("suspended")


@dataclass(frozen=True, kw_only=True)
class Resumed(PetitionEvent):
    """恢复: handling goes on."""

    ground: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Go on."""
        file.suspended = None
        file.go_on("suspended")


@dataclass(frozen=True, kw_only=True)
class Terminated(PetitionEvent):
    """终结: the matter is exhausted (2005 a35, 2022 a36)."""

    ground: str

    def apply(self, file: PetitionFile) -> None:
        """Close for good."""
        file.enter("terminated")


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Suspend(Act):
    """Let handling rest, on a ground of the regime in force (行政复议法 2023 a39 is the model)."""

    records = Suspended
    ground: str

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse where no regime allows it, and on another ground."""
        ground_of_law(self.ground, regime_in_force(file, entry).suspension)
        acceptance = file.acceptances.get(entry.acting_unit)
        return Decision(rests_on=(acceptance,) if acceptance else file.on_submission())


@dataclass(frozen=True, kw_only=True)
class Resume(Act):
    """Go on with what rested, as soon as the ground is gone."""

    records = Resumed
    ground: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """It rests on the suspension; under a review that came later there may be none."""
        if file.suspended is None:
            raise refusals.NotSuspended(act=self.NAME, state=file.state)
        return Decision(rests_on=(file.suspended,))


@dataclass(frozen=True, kw_only=True)
class Terminate(Act):
    """End a matter that is exhausted, on a ground of the regime in force (2005 a35, 2022 a36)."""

    records = Terminated
    ground: str

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse on a ground that the law does not know, or that is not given yet."""
        ground = ground_of_law(self.ground, regime_in_force(file, entry).termination)
        if ground.needs == "review_lapsed":
            return Decision(rests_on=tuple(_lapsed(file, entry, self.ground)))
        if ground.needs == "second_review_decided":
            return Decision(rests_on=(_second_review(file, self.ground),))
        return Decision(rests_on=file.on_submission())


def ground_of_law(code: str, grounds: tuple[Ground, ...]) -> Ground:
    """The ground of this code, which the regime must know."""
    for ground in grounds:
        if ground.code == code:
            return ground
    raise refusals.NotAGround(ground=code, allowed=", ".join(each.code for each in grounds))


def _lapsed(file: PetitionFile, entry: Entry, ground: str) -> Iterator[UUID]:
    """What set going the windows of all opinions that stand, where all of them have closed."""
    standing = [opinion for opinion in file.opinions.values() if not opinion.superseded]
    if not standing:
        raise refusals.GroundNotGiven(ground=ground)
    for opinion in standing:
        basis = _asked_too_late(opinion, file, entry)
        if basis is None:
            raise refusals.GroundNotGiven(ground=ground)
        yield basis


def _asked_too_late(opinion: Opinion, file: PetitionFile, entry: Entry) -> UUID | None:
    """The delivery, or the review's decision, after which nobody asked in time; None: not so."""
    asked = file.reviews.values()
    first_one = {r.opinion_id for r in asked if opinion.opinion_id in {r.opinion_id, r.changed_to}}
    chain = [review for review in asked if review.opinion_id in first_one]
    if not chain:
        window = latest(file, entry, "review_request", opinion.opinion_id)
        return opinion.delivered if window is not None and is_past(window, entry) else None
    first, *more = chain
    window = latest(file, entry, "second_review_request", first.request_id)
    is_open = window is None or not is_past(window, entry)
    return None if more or is_open else first.decided


def _second_review(file: PetitionFile, ground: str) -> UUID:
    """The decision of the second review."""
    for review in reversed(file.reviews.values()):
        if review.level == "second_review" and review.decided:
            return review.decided
    raise refusals.GroundNotGiven(ground=ground)
