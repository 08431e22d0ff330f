"""Ranks: who stands above whom, where one office decides over the heads of others."""

from dataclasses import dataclass

from petition_es.domain import refusals
from petition_es.domain.entry import Entry
from petition_es.domain.petition import (
    Accept,
    Act,
    DecideDispute,
    DecideReview,
    Extend,
    IssueOpinion,
    PetitionFile,
    TakeOver,
)
from petition_es.domain.petition.papers import Review
from petition_es.office.unit_registry import UnitRegistry


def is_of_reviewer(act: Act, file: PetitionFile) -> bool:
    """Tell whether an act belongs to the organ that reviews, and not to the units at work."""
    if isinstance(act, Extend):
        return file.state == "under_review"
    takes_up = isinstance(act, Accept) and act.kind == "review"
    decides = isinstance(act, IssueOpinion) and act.round in {"review", "second_review"}
    return takes_up or decides or isinstance(act, DecideReview)


@dataclass(frozen=True)
class Ranks:
    """Holds an officer's unit against the tree of units."""

    units: UnitRegistry

    def check_superior(self, entry: Entry, act: DecideDispute, file: PetitionFile) -> None:
        """Refuse a dispute's decision to whom not all units that disagree are below."""
        unit_id = entry.acting_unit or ""
        disagree = file.dispute.units if file.dispute else ()
        if not all(self._is_above(unit_id, one) for one in disagree):
            raise refusals.NotTheCommonSuperior(unit=unit_id, act=act.NAME)

    def check_reviewer(self, entry: Entry, act: Act, file: PetitionFile) -> None:
        """Refuse a review's decision to the office that is reviewed, and to those beside it."""
        unit_id = entry.acting_unit or ""
        request_id = act.request_id if isinstance(act, DecideReview) else None
        level = act.round if isinstance(act, IssueOpinion) else None
        for review in file.reviews.values():
            is_meant = request_id in {None, review.request_id} and level in {None, review.level}
            reviewed = _reviewed(review, file)
            waits = is_meant and review.decided is None
            if waits and reviewed and not self._is_above(unit_id, reviewed):
                raise refusals.NotTheReviewingOrgan(unit=unit_id, act=act.NAME)

    def check_heir(self, entry: Entry, act: TakeOver) -> None:
        """Refuse what the registry does not say, and who is neither successor nor bureau above."""
        earlier, unit_id = self.units.find(act.from_unit), entry.acting_unit or ""
        heir = self.units.heir(act.from_unit) if earlier else None
        if earlier is None or not earlier.is_closed or heir not in {None, act.to_unit}:
            raise refusals.NotTheSuccessor(unit=act.to_unit, from_unit=act.from_unit, act=act.NAME)
        self._check_stands(act.to_unit)
        if unit_id == heir:
            return
        unit = self.units.find(unit_id)
        if not self._is_above(unit_id, act.from_unit):
            raise refusals.NotTheSuccessor(unit=unit_id, from_unit=act.from_unit, act=act.NAME)
        if unit is None or unit.kind != "petition_bureau":
            raise refusals.OnlyPetitionBureaux(unit=unit_id, act=act.NAME)

    def _check_stands(self, unit_id: str) -> None:
        unit = self.units.find(unit_id)
        if unit is None:
            raise refusals.NoSuchUnit(unit=unit_id)
        if unit.is_closed:
            raise refusals.UnitIsClosed(unit=unit_id)

    def _is_above(self, unit_id: str, other: str) -> bool:
        return unit_id in self.units.superiors(other)


def _reviewed(review: Review, file: PetitionFile) -> str | None:
    """The office whose word is reviewed: the opinion's, or that of the first review."""
    if review.level == "second_review":
        firsts = (r for r in file.reviews.values() if r.level == "review" and r.decided_by)
        return next((r.decided_by for r in firsts if r.opinion_id == review.opinion_id), None)
    opinion = file.opinions.get(review.opinion_id)
    return opinion.unit_id if opinion else None
