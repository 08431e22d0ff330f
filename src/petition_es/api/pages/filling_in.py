"""The forms of a petitioner's acts: what was filled in, what is wrong, and the acts it makes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self, get_args
from uuid import UUID

from petition_es.api.pages.draft import FORM_ID
from petition_es.api.pages.fields import Mistake, length, words
from petition_es.api.pages.papers import kept, too_many
from petition_es.api.pages.petitioners_acts import EVALUATEES, OwnAct, names_for, vote_of
from petition_es.api.pages.posted import Posted
from petition_es.bootstrap import House
from petition_es.domain.codes import Evaluatee, EvaluationResult, FollowUpAnswer
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Act,
    AddMaterial,
    Evaluate,
    Evaluated,
    FollowUp,
    Petition,
    Urge,
    Withdraw,
)
from petition_es.domain.sealed import Sealed
from petition_es.office.policy import ASKED_ON_THE_PAGE

NOTE_MAX, WORDS_MAX = 4000, 1000
RESULTS: tuple[EvaluationResult, ...] = get_args(EvaluationResult)
ANSWERS: tuple[FollowUpAnswer, ...] = ("yes", "partly", "no")
"""What a petitioner answers; `unreached` is for an office that called in vain."""


@dataclass(frozen=True)
class Filled:
    """The form of an act as it was filled in."""

    name: OwnAct
    form: Posted

    @property
    def version(self) -> int:
        """The petition's version when the form was shown; 0 fits none."""
        shown = self.form.get("version")
        return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0  # noqa: PLR2004  # digits of a version

    @property
    def form_id(self) -> str:
        """What the form was shown with, so that it is done once."""
        drawn = self.form.get("form_id")
        return drawn if FORM_ID.fullmatch(drawn) else ""

    def as_new(self) -> Self:
        """The same words in a form of its own, for the one before was sent already."""
        return replace(self, form=replace(self.form, fields={**self.form.fields, "form_id": ""}))

    def get(self, field: str) -> str:
        """What stands in a field, for the form to show it again."""
        return words(self.form.get(field))

    def mistakes(self) -> list[Mistake]:
        """What is wrong with it, before the office is asked."""
        checks: dict[str, Callable[[], list[Mistake]]] = {
            "add-material": self._material_wrong,
            "evaluate": self._votes_wrong,
            "answer": self._answer_wrong,
            "withdraw": self._withdrawal_wrong,
        }
        return checks.get(self.name, list)()

    def acts(
        self, petition: Petition, actor: Actor, is_done: Callable[[Act], bool]
    ) -> Sequence[Act]:
        """The acts that it makes, papers aside; a vote that stays as it was is none.

        `is_done` tells which of them this very form has done already: they are still its acts.
        """
        if self.name != "evaluate":
            return [self._act()]
        given = (each for each in EVALUATEES if self._result(f"{each}-result"))
        votes = ((self._vote(each), vote_of(petition, actor, each)) for each in given)
        return [
            replace(vote, replaces=earlier.evaluation_id if earlier else None)
            for vote, earlier in votes
            if earlier is None or is_done(vote) or not _says_the_same(vote, earlier)
        ]

    def with_papers(self, house: House, petition_id: UUID, act: Act) -> Act:
        """Keep the papers that came with it, and let the act speak of them."""
        if not isinstance(act, AddMaterial):
            return act
        return AddMaterial(note=act.note, attachments=kept(house, petition_id, self.form.files))

    def _act(self) -> Act:
        note = self.get("note")
        made: dict[str, Callable[[], Act]] = {
            "add-material": lambda: AddMaterial(note=Sealed(note) if note else None),
            "urge": Urge,
            "answer": lambda: FollowUp(answer=self._answer(), asked_via=ASKED_ON_THE_PAGE),
            "withdraw": Withdraw,
            "hide-my-name": lambda: names_for("auditor"),
            "show-my-name": lambda: names_for("officer"),
        }
        return made[self.name]()

    def _vote(self, evaluatee: Evaluatee) -> Evaluate:
        said = self.get("words") if evaluatee == "unit" else ""
        return Evaluate(
            evaluatee=evaluatee,
            result=self._result(f"{evaluatee}-result") or RESULTS[0],
            efficiency=self._result(f"{evaluatee}-efficiency"),
            attitude=self._result(f"{evaluatee}-attitude"),
            words=Sealed(said) if said else None,
        )

    def _result(self, field: str) -> EvaluationResult | None:
        return next((each for each in RESULTS if each == self.get(field)), None)

    def _answer(self) -> FollowUpAnswer:
        return next(each for each in ANSWERS if each == self.get("answer"))

    # ---- What is wrong ----

    def _material_wrong(self) -> list[Mistake]:
        mistakes = [*length("note", self.get("note"), most=NOTE_MAX), *too_many(self.form.files)]
        if not (self.get("note") or self.form.files):
            mistakes.append(Mistake("note", "do.add-material.missing"))
        return mistakes

    def _votes_wrong(self) -> list[Mistake]:
        mistakes = length("words", self.get("words"), most=WORDS_MAX)
        given = [each for each in EVALUATEES if self._result(f"{each}-result")]
        if not given:
            mistakes.append(Mistake("unit-result", "do.evaluate.missing"))
        elif "unit" not in given and self.get("words"):
            mistakes.append(Mistake("unit-result", "do.evaluate.words_without_result"))
        return mistakes

    def _answer_wrong(self) -> list[Mistake]:
        known = self.get("answer") in ANSWERS
        return [] if known else [Mistake("answer", "do.answer.missing")]

    def _withdrawal_wrong(self) -> list[Mistake]:
        sure = self.get("sure") == "yes"
        return [] if sure else [Mistake("sure", "do.withdraw.not_sure")]


def first_filled(name: OwnAct, petition: Petition, actor: Actor) -> Filled:
    """The form as it is first shown: a vote that was given before stands in it."""
    fields: dict[str, str] = {}
    if name == "evaluate":
        for each in EVALUATEES:
            fields |= _of_vote(petition, actor, each)
    return Filled(name, Posted(fields))


def _of_vote(petition: Petition, actor: Actor, evaluatee: Evaluatee) -> dict[str, str]:
    vote = vote_of(petition, actor, evaluatee)
    if vote is None:
        return {}
    told: dict[str, str] = {
        f"{evaluatee}-result": vote.result,
        f"{evaluatee}-efficiency": vote.efficiency or "",
        f"{evaluatee}-attitude": vote.attitude or "",
    }
    said = vote.words.reveal() if vote.words else None
    return {**told, "words": said} if said and evaluatee == "unit" else told


def _says_the_same(vote: Evaluate, earlier: Evaluated) -> bool:
    said = ("result", "efficiency", "attitude", "words")
    return all(getattr(vote, name) == getattr(earlier, name) for name in said)
