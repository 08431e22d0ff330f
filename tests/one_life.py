"""One petition to which anything may be done, and what must hold whatever was tried."""

import copy
from uuid import uuid5

from hypothesis import note

from histories import LI, NAMES, PETITION_ID, entry, party, petition_in
from made_up_law import LAW
from petition_es.domain.entry import Actor, Entry
from petition_es.domain.petition import Act, Petition, PetitionEvent, PetitionFile, State, Submit
from petition_es.domain.petition.folding import fold
from petition_es.domain.petition.judging import impossible
from petition_es.domain.petition.order import clearly_before, history, origins
from petition_es.domain.refusals import Refusal
from petition_es.domain.sealed import Sealed


class Life:
    """A petition, the day that it is, and everything that is tried on it."""

    def __init__(self, state: State | None, day: float) -> None:
        self.day, self.steps = day, 0
        if state is not None:
            self.petition = petition_in(state)
        else:
            submit = Submit(title=Sealed("题"), text=Sealed("文"), parties=(party(LI),))
            self.petition = Petition.submitted(PETITION_ID, submit, self.entered(LI, 0))

    def entered(self, actor: Actor, lag: float, precision: str = "second") -> Entry:
        """Today's entry, of what happened `lag` days ago."""
        self.steps += 1
        at = max(self.day - lag, -1)
        event_id = uuid5(NAMES, f"step-{self.steps}")
        return entry(
            actor, at, recorded=self.day, at_precision=precision, event_id=event_id, law=LAW
        )

    def try_it(self, act: Act, stamp: Entry) -> None:
        """Events are recorded, or a rule refuses by name and leaves everything as it was."""
        before = copy.deepcopy(vars(self.petition))
        recorded = list(self.petition.recorded)
        refusal = self._refusal_of(act, stamp)
        note(f"{act.NAME}: {refusal!r}, now {self.petition.file.state}")
        if refusal is None:
            assert self.petition.recorded[: len(recorded)] == recorded
            assert len(self.petition.recorded) > len(recorded)
        else:
            assert not type(refusal).__subclasses__()
            assert vars(self.petition) | {"_frontier": None} == before | {"_frontier": None}

    def _refusal_of(self, act: Act, stamp: Entry) -> Refusal | None:
        try:
            self.petition.perform(act, stamp)
        except Refusal as refusal:
            return refusal
        return None

    # ---- What always holds ----

    def check(self) -> None:
        self.check_replay()
        self.check_order()
        assert impossible(self.petition.happened, LAW) == {}

    def check_replay(self) -> None:
        """The record replayed is the same petition, at once or entry by entry."""
        again = Petition.replay(None, self.petition.recorded)
        assert again is not None
        assert again.version == self.petition.version == len(self.petition.recorded)
        assert again.file == self.petition.file
        assert again.file == fold(history(again.recorded), origins(again.recorded))

    def check_order(self) -> None:
        """Nothing stands before what clearly happened earlier, or before what it rests on."""
        happened = self.petition.happened
        for place, event in enumerate(happened):
            assert not any(clearly_before(later, event) for later in happened[place:])
            for basis in _standing(self.petition.file, event):
                assert not clearly_before(event, basis)


def _standing(file: PetitionFile, event: PetitionEvent) -> list[PetitionEvent]:
    """The entries that stand for what this one rests on; all of them must be there."""
    if event.TOPIC == "Petition.Corrected":
        return []
    wanted = {file.origins.get(basis, basis) for basis in event.rests_on}
    by_origin = {file.origins.get(known, known): entry for known, entry in file.entries.items()}
    assert wanted <= set(by_origin), f"{event.TOPIC} rests on what is gone"
    return [by_origin[origin] for origin in wanted]
