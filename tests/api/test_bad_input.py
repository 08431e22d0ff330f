"""Whatever comes in, the answer says what to mend; nothing that a stranger sends is our fault."""

import json
from itertools import islice

import pytest
from at_the_counter import ANY, BUREAU, PETITIONER, as_demo, problem

from petition_es.api.bodies import body_of
from petition_es.api.examples import EXAMPLES
from petition_es.domain.petition import ACTS

JSON = "application/json"


def post(counter, content, media_type=JSON, path="/petitions"):
    headers = {**as_demo(BUREAU), **ANY, **({"Content-Type": media_type} if media_type else {})}
    return counter.client.post(path, content=content, headers=headers)


def submission(**more):
    return json.dumps({**EXAMPLES["submit"], **more}).encode()


@pytest.mark.parametrize(
    "content",
    [b"{", b"{'title': 1}", b"\xff\xfe\xfd", b'{"a": 1,}', b"[" * 100_000, b'{"a":' * 100_000],
    ids=["open", "quotes", "no-utf8", "comma", "deep-list", "deep-object"],
)
def test_what_is_no_json_is_not_readable(counter, content):
    problem(post(counter, content), 400, "not-readable")


@pytest.mark.parametrize(
    "media_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", None],
)
@pytest.mark.parametrize(
    "path", ["/petitions", "/petitions/XF2016-31332-06211-93/urge", "/receipts/verify"]
)
def test_json_comes_as_json(counter, media_type, path):
    told = problem(post(counter, submission(), media_type, path), 415, "wrong-media-type")
    assert told["facts"]["wanted"] == JSON


@pytest.mark.parametrize(
    "media_type", [JSON, "Application/JSON; charset=utf-8", "application/vnd.x+json"]
)
def test_json_has_several_names(counter, media_type):
    assert post(counter, submission(), media_type).status_code == 201


@pytest.mark.parametrize("content", [b"null", b"[]", b'"x"', b"7", b"NaN", b"true"])
def test_a_body_is_an_object(counter, content):
    told = problem(post(counter, content), 422, "fields-not-valid")
    assert told["errors"][0]["at"] == ""


def test_without_a_body_the_sender_is_asked_for_one(counter):
    problem(post(counter, b"", None), 422, "fields-not-valid")


def test_every_wrong_field_is_pointed_at(counter):
    parties = [{"petitioner_id": "p-1", "surname": "x"}, {"petitioner_id": "with blanks"}]
    body = {"title": "题", "text": 7, "parties": parties, "a/b~c": 1, "channel": "pigeon"}
    told = problem(post(counter, json.dumps(body)), 422, "fields-not-valid")
    assert {error["at"] for error in told["errors"]} == {
        "/text", "/parties/0/surname", "/parties/1/petitioner_id", "/a~1b~0c", "/channel",
    }  # fmt: skip


def test_of_very_many_mistakes_some_are_named(counter):
    body = submission(**{f"unknown-{n}" + "x" * 1000: n for n in range(500)})
    answer = post(counter, body)
    told = problem(answer, 422, "fields-not-valid")
    assert len(told["errors"]) == 20
    assert len(answer.content) < 5000


ODD = {
    "nul": "\0",
    "lone surrogate": "\ud800",
    "empty": "",
    "long": "长" * 20_001,
    "number": 7,
    "huge number": 10**400,
    "list": [],
    "object": {},
    "true": True,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("field", ["title", "text", "on_behalf_of", "sent_at", "channel"])
def test_an_odd_value_is_pointed_at_where_it_stands(counter, field, odd):
    told = problem(post(counter, submission(**{field: odd})), 422, "fields-not-valid")
    assert [error["at"] for error in told["errors"]] in ([f"/{field}"], [""])


@pytest.mark.parametrize("literal", [b"NaN", b"Infinity", b"1e400", b"1" + b"0" * 400, b"1" * 5000])
def test_a_number_beyond_all_bounds_is_refused(counter, literal):
    body = submission().replace(b'"wechat"', literal)
    assert post(counter, body).status_code in (400, 422)
    body = json.dumps({"purpose": "request"}).replace("}", ', "persons_count": ').encode()
    number = counter.submitted()["number"]
    answer = post(counter, body + literal + b"}", path=f"/petitions/{number}/register")
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize(
    "moment",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "1899-12-31T00:00:00Z",
        "2016-13-01T00:00:00Z",
        "2016-08-04",
        "2016-08-04T09:30:00",
        "2016-08-04T09:30:00+99:99",
        "1470000000",
        1470000000,
    ],
)
@pytest.mark.parametrize("field", ["at", "sent_at"])
def test_a_time_is_one_of_ours_with_its_zone(counter, field, moment):
    told = problem(post(counter, submission(**{field: moment})), 422, "fields-not-valid")
    assert [error["at"] for error in told["errors"]] == [f"/{field}"]


def test_nothing_happens_in_the_future(counter):
    answer = post(counter, submission(at="2199-01-01T00:00:00Z"))
    problem(answer, 409, "happens-in-the-future")


@pytest.mark.parametrize("key", ["\ud800", "\0", "", "x" * 5000, "__class__"])
def test_an_odd_name_of_a_field_is_refused(counter, key):
    problem(post(counter, submission(**{key: 1})), 422, "fields-not-valid")


@pytest.mark.parametrize("key", ["\ud800", "at\0", "", "with blanks", "x" * 201])
def test_an_odd_name_of_a_change_is_refused(counter, key):
    body = json.dumps(EXAMPLES["correct"] | {"effect": "amend", "changes": {key: 1}})
    number = counter.registered()["number"]
    answer = post(counter, body, path=f"/petitions/{number}/correct")
    problem(answer, 422, "fields-not-valid")


@pytest.mark.parametrize(
    "petition", ["%00", "%ff", "é", "x" * 101, "XF2016", "..", "%2e%2e", "-1", "%0d%0a"]
)
@pytest.mark.parametrize("what", ["timeline", "events", "parties", "stream"])
def test_an_odd_address_is_not_found(counter, petition, what):
    answer = counter.client.get(f"/petitions/{petition}/{what}", headers=as_demo(BUREAU))
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def variants(name):
    """The example of an act with one field at a time replaced by something odd."""
    example = EXAMPLES[name]
    for field in body_of(ACTS[name]).model_fields:
        for odd in (*ODD.values(), None, [[]], [None], {"x": {}}, -1, 1.5, "x y"):
            yield field, {**example, field: odd}


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"submit"}))
def test_no_act_breaks_on_an_odd_value(counter, name):
    number = counter.registered()["number"]
    path = f"/petitions/{number}/{name.replace('_', '-')}"
    for field, body in islice(variants(name), 400):
        for who in (BUREAU, PETITIONER):
            headers = {**as_demo(who), **ANY, "Content-Type": JSON}
            answer = counter.client.post(path, content=json.dumps(body), headers=headers)
            assert answer.status_code < 500, f"{field}: {answer.text}"
