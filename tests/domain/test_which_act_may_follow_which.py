"""Every cell of the table: the act is done in this state, or refused by the rule of the cell."""

import pytest

from every_act import LATER, act_named, actor_of, history_for
from histories import entry, petition_in, petition_of
from made_up_law import PATIENT
from petition_es.domain.petition import ACTS, STATES, Act
from petition_es.domain.petition.table import ALLOWED, CELLS, RULES
from petition_es.domain.refusals import OutOfTurn

REACHED = [cell for cell, letter in CELLS.items() if letter == ALLOWED]
REFUSED = [(*cell, RULES[letter]) for cell, letter in CELLS.items() if letter != ALLOWED]


@pytest.mark.parametrize(("state", "name"), REACHED, ids=[f"{a}-when-{s}" for s, a in REACHED])
def test_an_act_in_turn_is_really_possible(state, name):
    petition = petition_of(*history_for(name, state))
    assert petition.file.state == state

    petition.perform(act_named(name, state), entry(actor_of(name, state), LATER, law=PATIENT))

    assert type(petition.collect_events()[0]) is ACTS[name].records


@pytest.mark.parametrize(
    ("state", "name", "rule"), REFUSED, ids=[f"{a}-when-{s}-{r.__name__}" for s, a, r in REFUSED]
)
def test_an_act_out_of_turn_is_refused_by_the_rule_of_the_cell(state, name, rule):
    petition = petition_in(state)

    with pytest.raises(rule) as refused:
        petition.perform(act_named(name, state), entry(actor_of(name, state), LATER, law=PATIENT))

    assert type(refused.value) is rule
    assert refused.value.facts == {"act": name, "state": state}
    assert not petition.collect_events()


def test_every_act_has_a_row_and_every_state_a_column():
    assert set(CELLS) == {(state, act) for state in STATES for act in ACTS}
    assert len(CELLS) == 48 * 20


def test_every_letter_is_used_and_every_rule_has_one_letter():
    assert set(CELLS.values()) == {*RULES, ALLOWED}
    assert len(set(RULES.values())) == len(RULES)


def test_no_rule_of_the_table_is_a_catch_all():
    assert all(rule.__bases__ == (OutOfTurn,) for rule in RULES.values())


def test_an_act_without_a_decision_of_its_own_is_no_act():
    with pytest.raises(NotImplementedError):
        Act().decide(petition_in("registered").file, entry(actor_of("register", "submitted"), 1))
