"""Every act has an actor who may do it; who says nothing, or the wrong thing, is told so."""

from datetime import timedelta

import pytest
from at_the_counter import (
    AUDITOR,
    BUREAU,
    ELSEWHERE,
    PETITIONER,
    UNIT,
    Counter,
    as_demo,
    calling,
    problem,
)

from petition_es.domain.entry import Actor

CHALLENGE = 'Bearer realm="petition_es"'


def test_without_an_actor_nothing_is_submitted(counter):
    answer = counter.submit(headers={})
    problem(answer, 401, "no-actor")
    assert answer.headers["www-authenticate"] == CHALLENGE


def test_without_an_actor_nothing_is_done(counter):
    number = counter.submitted()["number"]
    answer = counter.act({}, number, "register")
    problem(answer, 401, "no-actor")
    assert answer.headers["www-authenticate"] == CHALLENGE


@pytest.mark.parametrize(
    "authorization",
    ["Bearer pes_unknown", "Bearer", "Bearer ", "Basic b2ZmaWNlcjo=", "", "Bearer é"],
)
def test_a_token_that_opens_nothing_is_refused_even_for_what_is_public(counter, authorization):
    number = counter.published()["number"]
    headers = {"Authorization": authorization.encode("latin-1")}
    for answer in (
        counter.act(headers, number, "urge"),
        counter.client.get(f"/petitions/{number}/timeline", headers=headers),
    ):
        problem(answer, 401, "token-not-valid")
        assert answer.headers["www-authenticate"] == CHALLENGE


def test_a_token_stands_for_its_actor(counter):
    handed_in = counter.submitted()
    counter.done(counter.officer(BUREAU), handed_in["number"], "register")
    registered = counter.recorded(handed_in["petition"])[-1]
    assert (registered.actor, registered.unit_id) == (f"officer-{BUREAU}", BUREAU)


def test_a_token_ends_with_its_time(counter, clock):
    number = counter.submitted()["number"]
    actor = Actor(actor_id="officer-7", role="officer", unit_id=BUREAU)
    token = counter.token(actor, lasts=timedelta(hours=1))
    clock.advance(minutes=59)
    counter.done(token, number, "register")
    clock.advance(minutes=1)
    problem(counter.act(token, number, "classify", {"flags": ["urgent"]}), 401, "token-not-valid")


def test_a_revoked_token_opens_nothing_any_more(counter):
    number = counter.submitted()["number"]
    token = counter.officer(BUREAU)
    counter.house.access.revoke(counter.house.access.all()[0].token_id, counter.house.clock())
    problem(counter.act(token, number, "register"), 401, "token-not-valid")


def test_a_token_is_good_for_its_scope_alone(counter):
    number = counter.submitted()["number"]
    token = counter.officer(BUREAU, "act:register")
    told = problem(counter.act(token, number, "classify"), 403, "outside-the-scope")
    assert told["facts"] == {"scope": "act:classify"}
    counter.done(token, number, "register")
    problem(counter.read(f"/petitions/{number}/timeline", **token), 403, "outside-the-scope")


def test_a_token_for_reading_does_nothing(counter):
    number = counter.registered()["number"]
    token = counter.officer(BUREAU, "read")
    assert counter.read(f"/petitions/{number}/timeline", **token).status_code == 200
    problem(counter.act(token, number, "refer", {"to_unit": UNIT}), 403, "outside-the-scope")


def test_another_unit_is_refused(counter):
    number = counter.registered()["number"]
    told = problem(counter.act(ELSEWHERE, number, "refer", {"to_unit": UNIT}), 403, "not-your-unit")
    assert told["facts"]["unit"] == ELSEWHERE


def test_another_petitioner_is_refused(counter):
    number = counter.published()["number"]
    problem(counter.act("bridge-petitioner", number, "urge"), 403, "not-your-petition")


@pytest.mark.parametrize("who", [AUDITOR, PETITIONER])
def test_a_role_does_what_belongs_to_it(counter, who):
    number = counter.registered()["number"]
    problem(counter.act(who, number, "refer", {"to_unit": UNIT}), 403, "role-may-not")


def test_an_identity_that_is_none_is_refused(counter):
    problem(counter.submit(who="nobody-we-know"), 401, "no-such-identity")


def test_demonstration_identities_work_in_a_demonstration_only(earnest):
    problem(earnest.submit(who=BUREAU), 401, "only-on-this-machine")


@pytest.mark.parametrize("peer", [("192.0.2.7", 40000), ("2001:db8::1", 40000), ("testclient", 1)])
def test_demonstration_identities_work_from_their_own_machine_only(article_house, peer):
    with calling(article_house, peer) as client:
        problem(Counter(article_house, client).submit(), 401, "only-on-this-machine")


@pytest.mark.parametrize("host", ["petitions.example", "127.0.0.1.attacker.example", "0.0.0.0"])  # noqa: S104  # a name to be refused
def test_a_page_elsewhere_that_points_its_name_here_gets_no_identity(counter, host):
    headers = {**as_demo(BUREAU), "Host": host}
    problem(counter.submit(headers=headers), 401, "only-on-this-machine")


@pytest.mark.parametrize(
    "header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"]
)
def test_a_request_that_came_by_a_detour_gets_no_identity(counter, header):
    headers = {**as_demo(BUREAU), header: "127.0.0.1"}
    problem(counter.submit(headers=headers), 401, "only-on-this-machine")


@pytest.mark.parametrize(
    "base_url", ["http://localhost:8000", "http://[::1]:8000", "http://127.0.0.2"]
)
def test_this_machine_has_several_names(article_house, base_url):
    with calling(article_house, ("::1", 40000), base_url) as client:
        assert Counter(article_house, client).submit().status_code == 201
