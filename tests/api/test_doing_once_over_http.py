"""A command that is sent again under its Idempotency-Key is done once and answered alike (幂等)."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import psycopg
import pytest
from at_the_counter import ANY, BUREAU, PETITIONER, as_demo, problem

from office_setting import STEWARD

NAMES = count()


@pytest.fixture
def key():
    """A fresh name for a command."""
    return {"Idempotency-Key": f"command-{next(NAMES)}"}


def urge(counter, number, key, who=PETITIONER, **body):
    return counter.act(who, number, "urge", body, headers={**ANY, **key})


def test_a_submission_sent_twice_is_one_petition_with_one_code(counter, key):
    headers = {**as_demo(PETITIONER), **key}
    before = counter.house.store.last_position()
    first, again = counter.submit(headers=headers), counter.submit(headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert counter.house.store.last_position() == before + 2


def test_an_act_sent_twice_is_done_once_even_for_a_version_that_is_past(counter, key):
    number = counter.registered()["number"]
    headers = {"If-Match": '"3"', **key}
    first = counter.act(PETITIONER, number, "urge", headers=headers)
    counter.done(PETITIONER, number, "urge")
    again = counter.act(PETITIONER, number, "urge", headers=headers)
    assert again.json() == first.json()
    assert again.headers["etag"] == '"4"'


def test_a_key_with_another_body_is_refused(counter, key):
    number = counter.registered()["number"]
    urge(counter, number, key)
    problem(urge(counter, number, key, at_precision="day"), 422, "key-reused")


def test_a_key_on_another_petition_is_refused(counter, key):
    number, other = counter.registered()["number"], counter.registered()["number"]
    urge(counter, number, key)
    problem(urge(counter, other, key), 422, "key-reused")


def test_a_key_for_another_act_is_refused(counter, key):
    number = counter.registered()["number"]
    urge(counter, number, key)
    answer = counter.act(PETITIONER, number, "withdraw", headers={**ANY, **key})
    problem(answer, 422, "key-reused")


def test_another_actor_may_have_the_same_key(counter, key):
    number = counter.registered()["number"]
    first = urge(counter, number, key)
    other = urge(counter, number, key, BUREAU, on_behalf_of="p-road")
    assert (first.json()["version"], other.json()["version"]) == (4, 5)


def test_a_command_that_was_refused_may_be_sent_again(counter, key):
    number = counter.registered()["number"]
    refused = counter.act(PETITIONER, number, "urge", headers={"If-Match": '"1"', **key})
    problem(refused, 412, "petition-moved-on")
    assert urge(counter, number, key).status_code == 200


def test_a_command_sent_many_times_at_the_same_moment_is_done_once(counter, key):
    number = counter.registered()["number"]
    with ThreadPoolExecutor(6) as many:
        answers = list(many.map(lambda _: urge(counter, number, key), range(6)))
    assert [answer.status_code for answer in answers] == [200] * 6
    assert {answer.json()["version"] for answer in answers} == {4}


def test_different_commands_under_one_key_at_the_same_moment_are_never_both_done(counter, key):
    numbers = [counter.registered()["number"] for _ in range(2)]
    with ThreadPoolExecutor(2) as many:
        answers = list(many.map(lambda number: urge(counter, number, key), numbers))
    assert sorted(answer.status_code for answer in answers) == [200, 422]


def test_after_a_day_the_key_is_free(counter, key, clock):
    number = counter.registered()["number"]
    assert urge(counter, number, key).json()["version"] == 4
    clock.advance(hours=23, minutes=59)
    assert urge(counter, number, key).json()["version"] == 4
    clock.advance(minutes=2)
    assert urge(counter, number, key).json()["version"] == 5


@pytest.mark.parametrize("wrong", ["", " ", "two words", "k" * 201, "钥匙"])
def test_a_key_is_short_and_printable(counter, wrong):
    headers = {**as_demo(PETITIONER), "Idempotency-Key": wrong.encode()}
    problem(counter.submit(headers=headers), 400, "key-not-readable")


def test_what_is_remembered_is_under_seal(counter, key, module_database_url):
    handed_in = counter.submit(headers={**as_demo(PETITIONER), **key}, title="桥要塌了").json()
    kept = remembered(module_database_url, handed_in["petition"])
    assert len(kept) == 1
    for secret in (key["Idempotency-Key"], handed_in["query_code"], "桥要塌了"):
        assert secret not in str(kept)
        assert secret.encode() not in bytes(kept[0]["sealed"])


def test_an_erasure_forgets_what_was_answered(counter, key, module_database_url):
    party = "p-to-be-erased"
    headers = {**as_demo(BUREAU), **key}
    body = {"parties": [{"petitioner_id": party}], "on_behalf_of": party}
    handed_in = counter.submit(headers=headers, **body).json()
    counter.house.persons.create(counter.house.office.entry(STEWARD), party)
    counter.house.erasure.erase(counter.house.office.entry(STEWARD), party)
    assert remembered(module_database_url, handed_in["petition"]) == []
    again = counter.submit(headers=headers, **body)
    assert handed_in["query_code"] not in again.text


def remembered(url, petition_id):
    """What the table of answers holds about a petition."""
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as connection:
        rows = "SELECT * FROM public.command_answers WHERE petition_id = %s"
        return connection.execute(rows, [petition_id]).fetchall()
