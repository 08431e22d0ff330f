"""The review: higher organs look at an opinion again, and once more (复查, 复核)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from petition_es.domain import refusals
from petition_es.domain.codes import ReviewLevel, ReviewOutcome
from petition_es.domain.entry import Entry
from petition_es.domain.petition.act import Act, Decision
from petition_es.domain.petition.being_handled import by_party
from petition_es.domain.petition.by_law import is_too_late, latest
from petition_es.domain.petition.event import PetitionEvent
from petition_es.domain.petition.file import PetitionFile, new_id
from petition_es.domain.petition.papers import Opinion, Review
from petition_es.domain.petition.the_answer import words_of
from petition_es.domain.regime.rules import ClockName

WINDOWS: dict[ReviewLevel, ClockName] = {
    "review": "review_request",
    "second_review": "second_review_request",
}


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(PetitionEvent):
    """申请复查 / 复核: the petitioner asks the next higher organ (2005 a34-35)."""

    BY_PARTY = True
    FIXED = frozenset({"level"})
    request_id: str
    level: ReviewLevel
    opinion_id: str

    def apply(self, file: PetitionFile) -> None:
        """Wait for the reviewing organ."""
        file.reviews[self.request_id] = Review(
            request_id=self.request_id,
            event_id=self.event_id,
            level=self.level,
            opinion_id=self.opinion_id,
        )
        file.interrupt("under_review")


@dataclass(frozen=True, kw_only=True)
class ReviewDecided(PetitionEvent):
    """复查 / 复核意见: the reviewing organ upholds, changes, revokes, or orders to do it again."""

    request_id: str
    outcome: ReviewOutcome
    redo_due: datetime | None = None
    new_opinion_id: str | None = None

    def apply(self, file: PetitionFile) -> None:
        """Go on where the request came in, or begin again."""
        file.documents["review", self.request_id] = self.event_id
        file.go_on("under_review")
        review = file.reviews.get(self.request_id)
        if review is not None:
            review.decided, review.decided_by = self.event_id, self.acting_unit
            review.outcome = self.outcome
            self._put_in_place(review, file)
        if self.outcome in {"revoke", "redo"}:
            file.begin_again()

    def _put_in_place(self, review: Review, file: PetitionFile) -> None:
        """Let an opinion of the reviewing organ take the place of the one that it changes."""
        if self.outcome == "change" and self.new_opinion_id in file.opinions:
            review.changed_to = self.new_opinion_id
            for opinion_id in standing_in(file, review) - {self.new_opinion_id}:
                file.opinions[opinion_id].superseded = True


# ---- Acts ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RequestReview(Act):
    """Ask the next higher organ to review an opinion (2005 a34), or once more after it (2005 a35).

    Without an id the latest opinion that stands is meant, or the one that was reviewed.
    """

    records = ReviewRequested
    level: ReviewLevel = "review"
    opinion_id: str | None = None
    request_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse a request by a stranger, before the delivery, twice, or out of time."""
        by_party(file, entry)
        reviewed = self._reviewed(file) if self.level == "second_review" else None
        opinion = self._opinion(file, reviewed)
        self._check_first(file, opinion)
        delivered = _delivered(opinion)
        subject = reviewed.request_id if reviewed else opinion.opinion_id
        self._check_window(file, entry, subject)
        decided = reviewed.decided if reviewed else None
        return Decision(
            rests_on=(decided or delivered,),
            content={
                "opinion_id": opinion.opinion_id,
                "request_id": new_id(self.request_id, entry.event_id, file.reviews),
            },
        )

    def _opinion(self, file: PetitionFile, reviewed: Review | None) -> Opinion:
        if reviewed is not None:
            return file.opinion(reviewed.opinion_id)
        answers = [o for o in file.opinions.values() if o.is_answer and not o.superseded]
        latest_answer = answers[-1].opinion_id if answers else None
        return file.opinion(self.opinion_id or latest_answer)

    def _reviewed(self, file: PetitionFile) -> Review:
        """The review after which the second one is asked for."""
        for review in reversed(file.reviews.values()):
            is_meant = self.opinion_id in {None, review.opinion_id}
            if is_meant and review.level == "review" and review.decided:
                return review
        raise refusals.NotReviewedYet(opinion=self.opinion_id or "")

    def _check_first(self, file: PetitionFile, opinion: Opinion) -> None:
        """Hold that an opinion is reviewed once, and once more, and no further (2005 a35)."""
        made = [r for r in file.reviews.values() if r.opinion_id == opinion.opinion_id]
        if any(review.level == "second_review" for review in made):
            raise refusals.NothingAfterSecondReview(opinion=opinion.opinion_id)
        if self.level == "review" and made:
            raise refusals.ReviewAlreadyRequested(request=made[-1].request_id)

    def _check_window(self, file: PetitionFile, entry: Entry, subject: str) -> None:
        window = latest(file, entry, WINDOWS[self.level], subject)
        if window is not None and is_too_late(window, entry):
            raise refusals.RequestedTooLate(due=window.due.moment.isoformat())


def _delivered(opinion: Opinion) -> UUID:
    """The delivery of an opinion that can be reviewed; those of reviewing organs are not."""
    if not opinion.is_answer:
        raise refusals.NotForReview(opinion=opinion.opinion_id)
    if opinion.delivered is None:
        raise refusals.NotYetDelivered(opinion=opinion.opinion_id)
    return opinion.delivered


@dataclass(frozen=True, kw_only=True)
class DecideReview(Act):
    """Decide a review: uphold, change by an opinion of one's own, revoke, or order to do it again.

    Who revokes or orders to do it again sets the day by which it is done (`redo_due`). Who changes
    it has issued an opinion of the round `review` or `second_review`; without an id, that one.
    """

    records = ReviewDecided
    outcome: ReviewOutcome
    redo_due: datetime | None = None
    new_opinion_id: str | None = None
    request_id: str | None = None

    def decide(self, file: PetitionFile, entry: Entry) -> Decision:
        """Refuse without a request that waits, without a day, and a change that changes nothing."""
        review = file.pending_review(self.request_id)
        if self.outcome in {"revoke", "redo"} and self.redo_due is None:
            raise refusals.RedoNeedsDate
        if self.redo_due is not None and self.redo_due.astimezone(UTC) < entry.at_utc:
            raise refusals.RedoDueBeforeDecision(due=self.redo_due.isoformat())
        new = self._new_opinion(file, entry, review)
        return Decision(
            rests_on=(review.event_id, new.event_id) if new else (review.event_id,),
            content={
                "request_id": review.request_id,
                "new_opinion_id": new.opinion_id if new else self.new_opinion_id,
            },
        )

    def _new_opinion(self, file: PetitionFile, entry: Entry, review: Review) -> Opinion | None:
        """The opinion of this organ on this review, where one is named or has to be."""
        if self.new_opinion_id is None and self.outcome != "change":
            return None
        own = opinion_on(review, file, entry.acting_unit)
        if own is None and self.new_opinion_id is None:
            raise refusals.ChangeNeedsOpinion
        if own is None or self.new_opinion_id not in {None, own.opinion_id}:
            if entry.source is not None:
                return None  # What another system decided, it decided on papers of its own.
            raise refusals.NoSuchOpinion(opinion=self.new_opinion_id or "")
        if self.outcome == "change":
            _check_changes(own, review, file)
        return own


def opinion_on(review: Review, file: PetitionFile, unit_id: str | None) -> Opinion | None:
    """The opinion, which stands, that an organ issued on a review."""
    for opinion in reversed(file.opinions.values()):
        is_own = opinion.unit_id == unit_id and not opinion.superseded
        if is_own and review.event_id in file.entries[opinion.event_id].rests_on:
            return opinion
    return None


def standing_in(file: PetitionFile, review: Review) -> set[str]:
    """The opinions that stand in a matter under review: the one reviewed, or what replaced it."""
    about = [r for r in file.reviews.values() if r.opinion_id == review.opinion_id]
    ids = {review.opinion_id, *(r.changed_to for r in about if r.changed_to)}
    return {each for each in ids if each in file.opinions and not file.opinions[each].superseded}


def _check_changes(new: Opinion, review: Review, file: PetitionFile) -> None:
    """Refuse a change that says the same as the opinion that it takes the place of."""
    words = words_of(new, file)
    for opinion_id in sorted(standing_in(file, review)):
        if words and words_of(file.opinions[opinion_id], file) == words:
            raise refusals.SameOpinionAgain(opinion=opinion_id)
