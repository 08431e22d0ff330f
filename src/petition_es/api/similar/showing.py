"""Which similar petitions a reader may be shown, and what of each.

One's own are shown whatever they are, for one may open them anyway. Of others only what anybody
finds on their public page: never a confidential one, never an accusation, and no share by which
words that are not public could be tried out. Offices are shown what they may read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from petition_es.api.callers import NOBODY, Caller, audience_of
from petition_es.audits.case import FINAL
from petition_es.audits.links.likeness import Likeness
from petition_es.audits.similar.finding import Similar
from petition_es.audits.similar.why import Reason, reasons, reasons_for_strangers
from petition_es.bootstrap import House
from petition_es.domain.petition import OpinionIssued, Petition, PetitionEvent, Replied
from petition_es.domain.refusals import NoSuchPetition
from petition_es.projections.timeline.audience import Disclosure

Whose = Literal["own", "office", "published"]


@dataclass(frozen=True)
class Asker:
    """Who is shown something; `opened` are petitions that this browser opened with their codes."""

    caller: Caller = NOBODY
    opened: frozenset[UUID] = frozenset()

    def whose(self, house: House, petition: Petition) -> Whose | None:
        """Whose a petition is to the asker; None: it is not to be shown."""
        audience = audience_of(house, self.caller, petition.id, petition.file)
        if petition.id in self.opened or audience == "petitioner":
            return "own"
        if audience in {"officer", "auditor"}:
            return "office"
        return "published" if is_published(petition) else None

    def may_know_persons(self, house: House, petition: Petition) -> bool:
        """Tell whether the asker may learn that a petition is the same person's as another."""
        if petition.id in self.opened:
            return True
        actor = self.caller.actor
        if actor is None:
            return False
        is_own = actor.role == "petitioner" and actor.actor_id in petition.file.parties
        return is_own or house.policy.may_see_names(actor, petition.file)


@dataclass(frozen=True)
class Shown:
    """A similar petition as it may be shown, with the reasons that may be told."""

    petition: Petition
    whose: Whose
    like: Likeness
    days: int
    """Days since it was handed in; negative where it came later than what is asked about."""
    days_since_answer: int | None
    """Days since its last answer, where it was answered before; else None."""

    @property
    def number(self) -> str:
        """What it is called by in addresses."""
        return self.petition.file.number or str(self.petition.id)

    @property
    def is_known(self) -> bool:
        """Tell whether the reader may know its words, and so every share of them."""
        return self.whose != "published"

    @property
    def chance(self) -> float:
        """How likely it is the same matter (0 to 1): to strangers in tenths."""
        return round(self.like.chance, 2 if self.is_known else 1)

    @property
    def why(self) -> list[Reason]:
        """Why it is shown."""
        told = reasons if self.is_known else reasons_for_strangers
        return [*told(self.like), self._when]

    @property
    def _when(self) -> Reason:
        if self.days_since_answer is not None:
            return Reason("after_answer", {"days": self.days_since_answer})
        if self.days == 0:
            return Reason("same_day", {})
        return Reason("after" if self.days > 0 else "before", {"days": abs(self.days)})


def show(
    each: Similar, house: House, asker: Asker, at: datetime, *, knows_persons: bool = True
) -> Shown | None:
    """A similar petition as this reader may see it; None where it may not be shown.

    `knows_persons` tells whether the reader may know whose petition the other one of the two is.
    """
    try:
        petition = house.office.petition(each.petition_id)
    except NoSuchPetition:
        return None
    whose = asker.whose(house, petition)
    if whose is None:
        return None
    is_stranger = whose == "published"
    knows = knows_persons and not is_stranger and asker.may_know_persons(house, petition)
    return Shown(
        petition=petition,
        whose=whose,
        like=replace(
            each.like,
            same_person=each.like.same_person and knows,
            metres=None if is_stranger else each.like.metres,
        ),
        days=_days(_submission(petition).at, at),
        days_since_answer=_since_answer(petition, at, for_all=is_stranger),
    )


def is_published(petition: Petition) -> bool:
    """Tell whether anybody may see a petition, its submission, and that there is one."""
    file = petition.file
    if file.is_confidential or file.accused:
        return False
    disclosure = Disclosure.of(petition.recorded)
    return disclosure.petition == "public" and disclosure.shows(_submission(petition), "public")


def _days(since: datetime, at: datetime) -> int:
    """Whole days between the two; negative where it came later."""
    return (at - since).days if at >= since else -(since - at).days


def _submission(petition: Petition) -> PetitionEvent:
    file = petition.file
    return file.entries[file.submission] if file.submission else petition.recorded[0]


def _since_answer(petition: Petition, at: datetime, *, for_all: bool) -> int | None:
    disclosure = Disclosure.of(petition.recorded) if for_all else None
    answers = [
        each.at
        for each in _answers(petition)
        if each.at <= at and (disclosure is None or disclosure.shows(each, "public"))
    ]
    return (at - max(answers)).days if answers else None


def _answers(petition: Petition) -> Iterator[PetitionEvent]:
    for each in petition.file.entries.values():
        is_final = isinstance(each, Replied) and each.kind in FINAL
        if is_final or isinstance(each, OpinionIssued):
            yield each
