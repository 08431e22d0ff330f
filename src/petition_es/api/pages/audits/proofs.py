"""The events that prove a finding, as the cases tell them, and its two texts side by side."""

from dataclasses import dataclass
from uuid import UUID

from petition_es.api.callers import Caller, view_of
from petition_es.api.pages.replays.comparing import ComparisonPage, Side, comparison_page
from petition_es.api.pages.words import Words
from petition_es.api.replays.opening import replay_of
from petition_es.audits.finding import Finding, Proof
from petition_es.bootstrap import House
from petition_es.domain.codes import Audience
from petition_es.projections.replay import NoSuchStep, Opening, Replay, answers, telling

PETITIONS_MAX, PROOFS_MAX = 6, 20
"""So many cases are opened for a page, and so many events told; of others their positions."""

COMPARED = frozenset({"reused_answer", "report_on_old_opinion"})
"""Rules of which the texts are shown: a later answer, and the earlier one that it says again."""


@dataclass(frozen=True)
class Told:
    """One event that proves a finding, in words, and where the case is replayed at it."""

    number: str
    says: str
    when: str
    unit: str
    position: int
    address: str
    is_deciding: bool


@dataclass(frozen=True)
class Opened:
    """A case that was opened to show what happened in it."""

    number: str
    replay: Replay
    audience: Audience

    def step(self, proof: Proof) -> int | None:
        """The number of the step that an event is, if the case has it."""
        try:
            return self.replay.find(str(proof.event_id))
        except NoSuchStep:
            return None


class Proofs:
    """Opens the cases that a finding speaks of, each once."""

    def __init__(self, house: House, visitor: Caller, finding: Finding, words: Words) -> None:
        self._finding, self._words = finding, words
        petitions = list(dict.fromkeys(proof.petition_id for proof in finding.proofs))
        self._cases = {
            petition_id: _opened(house, visitor, petition_id)
            for petition_id in petitions[:PETITIONS_MAX]
        }

    def told(self) -> tuple[Told, ...]:
        """The events in words, the deciding one first."""
        found = (self._told(proof) for proof in self._finding.proofs[:PROOFS_MAX])
        return tuple(each for each in found if each is not None)

    def others(self) -> tuple[int, ...]:
        """The positions of the events that are not told."""
        told = {each.position for each in self.told()}
        return tuple(p.position for p in self._finding.proofs if p.position not in told)

    def texts(self) -> ComparisonPage | None:
        """The two texts, the earlier on the left; None where the finding is not about two."""
        if self._finding.rule not in COMPARED:
            return None
        sides = [side for proof in self._finding.proofs if (side := self._side(proof))]
        if len(sides) < len("ab"):
            return None
        later, earlier = sides[:2]
        return comparison_page(earlier, later, later.number, self._words)

    def _told(self, proof: Proof) -> Told | None:
        case = self._cases.get(proof.petition_id)
        number = case.step(proof) if case else None
        if case is None or number is None:
            return None
        checkpoint = case.replay.checkpoint(number)
        return Told(
            number=case.number,
            says=telling.sentence(checkpoint, self._words),
            when=telling.happened_at(checkpoint, self._words),
            unit=self._words.unit(checkpoint.unit) if checkpoint.unit else "",
            position=proof.position,
            address=f"/replay/{case.number}?at={proof.position}" if case.number else "",
            is_deciding=proof is self._finding.proofs[0],
        )

    def _side(self, proof: Proof) -> Side | None:
        case = self._cases.get(proof.petition_id)
        number = case.step(proof) if case else None
        if case is None or number is None or not answers([case.replay.events[number - 1]]):
            return None
        return Side(case.number, case.replay, number, Opening(case.audience))


def _opened(house: House, visitor: Caller, petition_id: UUID) -> Opened:
    view = view_of(house, visitor, str(petition_id), "auditor")
    number = view.petition.file.number or ""
    return Opened(number, replay_of(house, view.petition), view.audience)
