"""A query code opens one petition as its petitioner, and is seen nowhere on the way."""

import pytest
from at_the_counter import ANY, BUREAU, problem

from petition_es.domain.petition import PetitionNumber


def with_code(code):
    return {"Query-Code": code}


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_the_code_opens_the_petition_as_its_petitioner(counter, typed):
    handed_in = counter.registered()
    headers = with_code(typed(handed_in["query_code"]))
    answer = counter.read(f"/petitions/{handed_in['number']}/timeline", **headers)
    assert answer.json()["audience"] == "petitioner"
    assert answer.headers["cache-control"] == "no-store"
    counter.done(headers, handed_in["number"], "urge")


def test_the_code_opens_by_the_petitions_id_too(counter):
    handed_in = counter.registered()
    headers = with_code(handed_in["query_code"])
    answer = counter.read(f"/petitions/{handed_in['petition']}/timeline", **headers)
    assert answer.json()["audience"] == "petitioner"


def test_a_wrong_code_opens_nothing(counter):
    number = counter.registered()["number"]
    answer = counter.read(f"/petitions/{number}/timeline", **with_code("AAAA-BBBB-CCCC"))
    assert "facts" not in problem(answer, 403, "number-or-code-wrong")


def test_the_code_of_another_petition_opens_nothing(counter):
    number, other = counter.registered()["number"], counter.registered()
    headers = with_code(other["query_code"])
    problem(counter.act(headers, number, "urge"), 403, "number-or-code-wrong")


def test_an_unknown_number_and_a_wrong_code_are_answered_alike(counter):
    known = counter.registered()["number"]
    unknown = str(PetitionNumber(2016, 1))
    answers = [
        counter.read(f"/petitions/{number}/timeline", **with_code("AAAA-BBBB-CCCC")).json()
        for number in (known, unknown)
    ]
    for answer in answers:
        answer.pop("instance")
    assert answers[0] == answers[1]


def test_after_five_wrong_codes_even_the_right_one_waits(counter, clock):
    handed_in = counter.registered()
    path = f"/petitions/{handed_in['number']}/timeline"
    for _ in range(5):
        problem(counter.read(path, **with_code("AAAA-BBBB-CCCC")), 403, "number-or-code-wrong")
    answer = counter.read(path, **with_code(handed_in["query_code"]))
    problem(answer, 429, "too-many-attempts")
    assert answer.headers["retry-after"] == "900"
    clock.advance(minutes=16)
    assert counter.read(path, **with_code(handed_in["query_code"])).status_code == 200


def test_a_renewed_code_takes_the_place_of_the_old_one(counter):
    handed_in = counter.registered()
    number = handed_in["number"]
    renewed = counter.done(BUREAU, number, "issue-query-code", delivery="in_person")
    path = f"/petitions/{number}/timeline"
    assert counter.read(path, **with_code(renewed["query_code"])).status_code == 200
    answer = counter.read(path, **with_code(handed_in["query_code"]))
    problem(answer, 403, "number-or-code-wrong")


def test_a_code_is_told_once_to_nobody_on_the_way(counter):
    answer = counter.submit()
    assert answer.headers["cache-control"] == "no-store"
    number = answer.json()["number"]
    counter.done(BUREAU, number, "register", purpose="request")
    renewing = counter.act(BUREAU, number, "issue-query-code", {"delivery": "in_person"})
    assert renewing.json()["query_code"] != answer.json()["query_code"]
    events = counter.read(f"/petitions/{number}/events", BUREAU)
    for code in (answer.json()["query_code"], renewing.json()["query_code"]):
        assert all(code not in text for text in _seen_on_the_way(answer, renewing, events))


def _seen_on_the_way(*answers):
    """Addresses and headers of all answers, and the bodies of those that are no receipts."""
    for answer in answers:
        yield str(answer.url)
        yield str(answer.headers)
    yield answers[-1].text


def test_a_code_is_not_in_the_journal(counter, capsys):
    handed_in = counter.registered()
    code, path = handed_in["query_code"], f"/petitions/{handed_in['number']}"
    counter.read(f"{path}/timeline", **with_code(code))
    counter.read(f"{path}/timeline", **with_code("AAAA-BBBB-CCCC"))
    counter.read(f"{path}/timeline?code={code}")
    counter.read(f"{path}/no-such/{code}")
    counter.client.post(f"{path}/urge", json={"code": code}, headers={**with_code(code), **ANY})
    said = "".join(capsys.readouterr())
    assert said.count("answered") >= 5
    for secret in (code, "AAAA-BBBB-CCCC", handed_in["number"], handed_in["petition"]):
        assert secret not in said
