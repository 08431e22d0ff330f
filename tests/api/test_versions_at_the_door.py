"""An act says which version of the petition it was meant for, and is refused on another."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from at_the_counter import BUREAU, PETITIONER, problem


def if_match(tag):
    return {"If-Match": tag}


def test_without_a_version_the_sender_is_asked_for_one(counter):
    number = counter.submitted()["number"]
    problem(counter.act(BUREAU, number, "register", headers={}), 428, "version-missing")


@pytest.mark.parametrize("tag", ["seven", '"a"', '"1", "2"', "-1", '"12345678901"', "", '"１"'])
def test_a_version_that_cannot_be_read_is_named(counter, tag):
    number = counter.submitted()["number"]
    headers = {"If-Match": tag.encode()}
    answer = counter.act(BUREAU, number, "register", headers=headers)
    problem(answer, 400, "version-not-readable")


def test_the_etag_of_the_timeline_is_the_version_of_an_act(counter):
    number = counter.registered()["number"]
    timeline = counter.read(f"/petitions/{number}/timeline", BUREAU)
    done = counter.act(PETITIONER, number, "urge", headers=if_match(timeline.headers["etag"]))
    assert done.headers["etag"] == '"4"'
    assert done.json()["version"] == 4
    after = counter.read(f"/petitions/{number}/timeline", BUREAU)
    assert after.headers["etag"] == done.headers["etag"]


@pytest.mark.parametrize("tag", ['"3"', 'W/"3"', "3", ' "3" '])
def test_a_version_is_read_as_senders_write_it(counter, tag):
    number = counter.registered()["number"]
    assert counter.act(PETITIONER, number, "urge", headers=if_match(tag)).status_code == 200


@pytest.mark.parametrize("tag", ['"2"', '"99"', '"0"'])
def test_an_act_for_another_version_is_told_the_present_one(counter, tag):
    number = counter.registered()["number"]
    answer = counter.act(PETITIONER, number, "urge", headers=if_match(tag))
    told = problem(answer, 412, "petition-moved-on")
    assert told["facts"] == {"version": "3", "expected": tag.strip('"')}
    assert answer.headers["etag"] == '"3"'
    again = counter.act(PETITIONER, number, "urge", headers=if_match(answer.headers["etag"]))
    assert again.status_code == 200


def test_who_may_not_act_is_not_told_the_version(counter):
    number = counter.published()["number"]
    answer = counter.act("bridge-petitioner", number, "urge", headers=if_match('"1"'))
    problem(answer, 403, "not-your-petition")
    assert "etag" not in answer.headers


def test_of_acts_at_the_same_moment_for_one_version_one_is_done(counter):
    number = counter.registered()["number"]

    def urge(_):
        return counter.act(PETITIONER, number, "urge", headers=if_match('"3"'))

    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(urge, range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    for answer in answers:
        if answer.status_code == 412:
            assert answer.headers["etag"] == '"4"'


def test_acts_at_the_same_moment_for_any_version_are_all_done(counter):
    number = counter.registered()["number"]
    with ThreadPoolExecutor(4) as many:
        answers = list(many.map(lambda _: counter.act(PETITIONER, number, "urge"), range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert sorted(answer.json()["version"] for answer in answers) == [4, 5, 6, 7]
