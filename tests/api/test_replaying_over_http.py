"""A case replayed by a program: for auditors, who see all of it; for nobody else."""

import pytest
from at_the_counter import as_demo

from petition_es.demonstration.the_article import road

ROAD = road().petition_id


def replay(counter, who, **query):
    headers = as_demo(who) if who else {}
    return counter.client.get(f"/petitions/{ROAD}/replay", params=query, headers=headers)


def test_an_auditor_sees_every_step_and_one_of_them_whole(counter):
    told = replay(counter, "auditor", step=2).json()
    assert [step["number"] for step in told["steps"]] == list(range(1, len(told["steps"]) + 1))
    assert told["step"]["event"] == "Petition.Registered"
    assert told["step"]["before"]["state"] == "submitted"


def test_a_position_opens_its_step(counter):
    steps = replay(counter, "auditor").json()["steps"]
    told = replay(counter, "auditor", at=steps[-1]["position"]).json()
    assert told["step"]["number"] == len(steps)


@pytest.mark.parametrize(
    ("who", "status", "problem"),
    [
        (None, 401, "no-actor"),
        ("haiyang-bureau", 403, "auditors-only"),
        ("road-petitioner", 403, "auditors-only"),
    ],
)
def test_nobody_else_replays_it(counter, who, status, problem):
    answer = replay(counter, who)
    assert answer.status_code == status
    assert answer.json()["type"] == f"/problems/{problem}"


@pytest.mark.parametrize("query", [{"step": 9999}, {"at": "7"}, {"known_by": "2001-01-01"}])
def test_a_step_or_past_that_is_not_there_is_not_found(counter, query):
    assert replay(counter, "auditor", **query).status_code == 404


def test_a_day_that_is_none_is_told(counter):
    assert replay(counter, "auditor", happened_by="soon").status_code == 422


def test_it_stays_in_no_cache(counter):
    assert replay(counter, "auditor").headers["Cache-Control"] == "no-store"
