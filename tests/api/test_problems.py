"""What goes wrong is told as problem details (RFC 9457), in the reader's language."""

import pytest
from at_the_counter import BUREAU, PETITIONER, UNIT, problem

from petition_es.api.problems import problem_types

SECRET = "只有我知道的话"
"""Words of a petitioner that no problem and no journal repeats."""


def test_a_problem_names_the_rule_and_the_request(counter):
    number = counter.registered()["number"]
    answer = counter.act(BUREAU, number, "resolve")
    told = problem(answer, 409, "no-opinion")
    assert told["title"] == "No opinion"
    assert told["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"
    assert set(told) <= {"type", "title", "status", "detail", "instance", "facts", "errors"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "given", "begins"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.1", "zh", "没有"),
        ("en-GB", "en", "There is"),
        ("fr,zh;q=0.2", "zh", "没有"),
        ("fr", "en", "There is"),
        ("", "en", "There is"),
        ("*;q=x,,;", "en", "There is"),
    ],
)
def test_a_problem_is_told_in_the_readers_language(counter, language, given, begins):
    answer = counter.client.get("/no/such/address", headers={"Accept-Language": language})
    problem(answer, 404, "not-found")
    assert answer.headers["content-language"] == given
    assert answer.json()["detail"][: len(begins)] == begins or given == "zh"


@pytest.mark.parametrize("kind", problem_types().values(), ids=lambda kind: kind.name)
def test_the_type_of_every_problem_is_an_address_that_explains_it(counter, kind):
    for language in ("zh", "en"):
        page = counter.client.get(kind.uri, headers={"Accept-Language": language})
        assert page.status_code == 200
        assert page.headers["content-type"] == "text/html; charset=utf-8"
        assert kind.title in page.text or language == "zh"


def test_a_person_is_answered_with_a_page(counter):
    answer = counter.client.get("/no/such/address", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_no_words_of_the_sender_are_repeated(counter, capsys):
    number = counter.referred()["number"]
    asked = [
        ("urge", {"at": SECRET}),
        ("urge", {"at_precision": SECRET, "entry_channel": SECRET}),
        ("add-material", {"note": [SECRET], "attachments": [SECRET]}),
        ("refer", {"to_unit": SECRET}),
        ("issue-opinion", {"text": {"x": SECRET}, "answers": [{"claim_id": SECRET}]}),
        ("evaluate", {"evaluatee": "unit", "result": "satisfied", "words": SECRET}),
        ("resolve", {"scope": SECRET}),
    ]
    for act, body in asked:
        for who in (PETITIONER, UNIT):
            answer = counter.act(who, number, act, body)
            assert answer.status_code >= 400
            assert SECRET not in answer.text
    broken = f'{{"title": "{SECRET}", '.encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer demo:{BUREAU}"}
    answer = counter.client.post("/petitions", content=broken, headers=headers)
    problem(answer, 400, "not-readable")
    assert SECRET not in answer.text
    assert SECRET not in "".join(capsys.readouterr())


def test_our_own_fault_says_nothing_of_the_inside(counter, capsys, monkeypatch):
    def broken(*_):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(type(counter.house.office), "petition", broken)
    number = "XF2016-31332-06211-93"
    answer = counter.read(f"/petitions/{number}/events")
    told = problem(answer, 500, "internal-fault")
    assert "facts" not in told
    said = "".join(capsys.readouterr())
    assert "RuntimeError" in said
    assert told["instance"].removeprefix("urn:uuid:") in said
    assert SECRET not in answer.text + said
