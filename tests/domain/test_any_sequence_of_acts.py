"""Whatever is tried, in whatever order, at whatever time: events, or a refusal by name."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from any_act import EVERY_ACT, any_act
from histories import BUREAU, CITY, LAST_DAY, LI, ROADS, WANG, WATER, day
from one_life import Life
from petition_es.domain.petition import STATES, Correct
from petition_es.domain.petition.table import ALLOWED, CELLS
from petition_es.domain.sealed import Sealed

BY_UNIT = {actor.unit_id: actor for actor in (BUREAU, CITY, ROADS, WATER)}
ENDS = {
    "withdraw",
    "merge",
    "decline",
    "issue_query_code",
    "disclose",
    "classify",
    "contact",
    "terminate",
}
"""Acts that end a story, or tell nothing; what is drawn wildly has them often enough."""

OF_PARTIES = {"add_material", "urge", "evaluate", "request_review"}
OF_UNITS = {
    "receive", "return_referral", "accept", "take_action", "reply", "issue_opinion", "deliver",
    "report_result", "carry_out", "resolve", "extend", "convert", "suspend", "resume",
    "raise_dispute",
}  # fmt: skip

beginnings = st.none() | st.sampled_from(STATES)
actors = st.sampled_from((LI, WANG, BUREAU, BUREAU, ROADS, ROADS, WATER, CITY))
days = st.sampled_from((0.0, 0.1, 0.5, 1.0))
lags = st.sampled_from((0,) * 8 + (0.5, 3, 30))
precisions = st.sampled_from(("second", "second", "second", "day", "unknown"))
effects = st.sampled_from(("void", "amend"))
changes = st.sampled_from(
    (
        {}, {"kind": "works"}, {"kind": "assignment"}, {"to_unit": "water"}, {"scope": "unit"},
        {"text": Sealed("改")}, {"purpose": "accusation"}, {"audience": "public"},
        {"claim_ids": ("road",)}, {"result": "failed"}, {"part": "copy"}, {"text": "bare"},
        {"at_precision": "day"}, {"at_precision": "unknown"}, {"procedure": "simple"},
    )
)  # fmt: skip


def sensible(data, life: Life):
    """An act that the table allows, by somebody whom it may concern."""
    state = life.petition.file.state
    names = [name for name in EVERY_ACT if CELLS[state, name] == ALLOWED and name not in ENDS]
    act = data.draw(EVERY_ACT[data.draw(st.sampled_from(names or ["submit"]))])
    at_work = [BY_UNIT[referral.to_unit] for referral in life.petition.file.in_hand()]
    likely = [LI] if act.NAME in OF_PARTIES else at_work if act.NAME in OF_UNITS else [BUREAU]
    return act, data.draw(st.sampled_from((*likely * 8, *at_work, BUREAU, LI)))


def correction(life: Life, which: int, effect: str, changed: dict, moved: float) -> Correct:
    """Something wrong, or not, with one of the entries."""
    wrong = life.petition.recorded[-1 - which % len(life.petition.recorded)]
    if moved:
        changed = {**changed, "at": day(max(life.day - moved, -1))}
    return Correct(corrected=wrong.event_id, effect=effect, reason="other", changes=changed)


class AnyPetition(RuleBasedStateMachine):
    """Everything may be tried; what fails is shortened to the steps that matter."""

    @initialize(state=beginnings)
    def it_begins(self, state) -> None:
        self.life = Life(state, float(LAST_DAY) if state else 0)

    @rule(act=any_act, actor=actors, passed=days, lag=lags, precision=precisions)
    def somebody_tries_anything(self, act, actor, passed, lag, precision) -> None:
        self.life.day += passed
        self.life.try_it(act, self.life.entered(actor, lag, precision))

    @rule(data=st.data(), passed=days, lag=lags)
    def somebody_does_what_is_in_turn(self, data, passed, lag) -> None:
        self.life.day += passed
        act, actor = sensible(data, self.life)
        self.life.try_it(act, self.life.entered(actor, lag))

    @rule(
        which=st.integers(0, 12), effect=effects, changed=changes,
        moved=lags, lag=lags,
    )  # fmt: skip
    def somebody_corrects(self, which, effect, changed, moved, lag) -> None:
        act = correction(self.life, which, effect, changed, moved)
        self.life.try_it(act, self.life.entered(BUREAU, lag))

    @invariant()
    def everything_holds(self) -> None:
        self.life.check()


TestAnyPetition = AnyPetition.TestCase
TestAnyPetition.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), state=beginnings)
def test_a_long_and_mostly_sensible_life(data, state):
    life = Life(state, float(LAST_DAY) if state else 0)
    for _ in range(40):
        life.day += data.draw(days)
        one_in_ten = data.draw(st.integers(0, 9))
        if one_in_ten == 0:
            drawn = (data.draw(st.integers(0, 12)), data.draw(st.sampled_from(("void", "amend"))))
            life.try_it(
                correction(life, *drawn, data.draw(changes), data.draw(lags)),
                life.entered(BUREAU, 0),
            )
        else:
            act, actor = sensible(data, life)
            life.try_it(act, life.entered(actor, data.draw(lags)))
    life.check()
