import json
from uuid import uuid5

import pytest

from histories import registered, submitted
from matters_told import case
from people_and_days import NAMES, day
from petition_es.audits.case import matter_of
from petition_es.audits.faults import LabelsUnreadable
from petition_es.audits.finding import Finding, Proof
from petition_es.audits.rules import RULES
from petition_es.audits.running import tables
from petition_es.audits.scoring.truth import RULES_FOR, beside_the_truth, read_truth

WRONG, RIGHT, OTHER = (uuid5(NAMES, each) for each in ("wrong", "right", "other"))


def finding(rule, petition, *, beside=()):
    event = uuid5(petition, rule)
    proofs = [Proof(event_id=event, petition_id=petition, position=1)]
    proofs += [Proof(event_id=uuid5(each, "said"), petition_id=each, position=2) for each in beside]
    return Finding(
        finding_id=event, rule=rule, rule_version=1, policy="p", severity="note",
        petition_id=petition, number=None, matter_id=petition, unit_id=None, arose_at=day(1),
        proofs=tuple(proofs),
    )  # fmt: skip


@pytest.fixture
def told(store):
    """What is told of a truth beside some findings, by its kind."""

    def beside(truth, *findings):
        build = tables.begin(store.address, 0, day(2))
        matter = matter_of([case(submitted(), registered())])
        with build.writing() as writing:
            writing.take(matter, findings)
        with tables.looking(store.address) as connection:
            return {each.what: each for each in beside_the_truth(connection, build, truth)}

    return beside


def row(what, petition, of=None):
    return {"what": what, "petition": str(petition), "of": str(of or OTHER)}


def test_what_is_wrong_and_named_counts_and_what_else_is_named_stands_beside(told):
    found = told(
        [row("ping_pong", WRONG)], finding("ping_pong", WRONG), finding("ping_pong", RIGHT)
    )["ping_pong"]
    assert (found.petitions, found.named, found.besides, found.part) == (1, 1, 1, 1.0)


def test_what_nobody_named_is_missed(told):
    found = told([row("empty_answer", WRONG)], finding("no_contact", WRONG))["empty_answer"]
    assert (found.petitions, found.named) == (1, 0)


def test_a_standard_letter_is_named_where_it_is_said_to_copy_that_very_one(told):
    truth = [row("standard_letter", RIGHT, of=OTHER)]
    elsewhere = finding("reused_answer", RIGHT, beside=[WRONG])
    assert told(truth, elsewhere)["standard_letter"].named == 0
    of_it = finding("reused_answer", RIGHT, beside=[OTHER])
    assert told(truth, of_it)["standard_letter"].named == 1


def test_of_nothing_a_part_is_undefined(told):
    assert told([])["repeat"].part is None


def test_every_rule_that_a_truth_asks_for_is_there():
    known = {rule.name for rule in RULES}
    assert {name for names in RULES_FOR.values() for name in names} <= known


@pytest.mark.parametrize("line", ["{", '{"what": "repeat"}', '{"what": "repeat", "petition": "x"}'])
def test_a_file_that_is_no_truth_is_refused_by_its_line(tmp_path, line):
    path = tmp_path / "truth.jsonl"
    path.write_text(json.dumps({"what": "simulation"}) + "\n" + line + "\n")
    with pytest.raises(LabelsUnreadable) as refused:
        read_truth(path)
    assert refused.value.facts["line"] == "2"
