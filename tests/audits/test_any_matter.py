"""Whatever happened to a petition, the rules can be asked of it, and say the same once more."""

from uuid import uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_law import LAW
from matters_told import OFFICES, POLICIES
from people_and_days import NAMES, day
from petition_es.audits.case import Case, Setting, case_of, matter_of
from petition_es.audits.finishing import finish_of_matter
from petition_es.audits.judging import judge
from petition_es.audits.rules import RULES
from petition_es.messages import LANGUAGES, say
from random_histories import histories

STATED = Setting(LAW, OFFICES, day(400))


def case_with(history, serial: int) -> Case | None:
    petition_id = uuid5(NAMES, f"petition-{serial}")
    entries = [(1000 * serial + place, event) for place, event in enumerate(history)]
    return case_of(petition_id, entries, STATED)


@settings(deadline=None)
@given(st.lists(histories(), min_size=1, max_size=3))
def test_every_rule_can_be_asked_and_every_finding_be_said(told):
    cases = [case_with(history, serial) for serial, history in enumerate(told, 1)]
    matter = matter_of(case for case in cases if case is not None)

    found = judge(matter, RULES, POLICIES)

    assert judge(matter, RULES, POLICIES) == found
    for finding in found:
        assert finding.proofs
        assert all(say(f"finding.{finding.rule}", each, **finding.args) for each in LANGUAGES)
    finish = finish_of_matter(matter, found)
    assert say(f"finish.{finish.state}", "en")


@settings(deadline=None)
@given(histories())
def test_a_finding_has_an_id_of_its_own(history):
    case = case_with(history, 1)
    assert case is not None

    found = judge(matter_of([case]), RULES, POLICIES)

    assert len({finding.finding_id for finding in found}) == len(found)
