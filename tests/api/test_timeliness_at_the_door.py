"""How timely offices are is counted beside the server, and told to officers and auditors."""

from dataclasses import replace
from datetime import date

import pytest
from at_the_counter import ANY, AUDITOR, BUREAU, PETITIONER, UNIT, Counter, calling, problem

from petition_es.projections.clocks import Look, timeliness
from petition_es.projections.clocks.apart import Apart
from petition_es.projections.clocks.faults import ScanFailed
from petition_es.projections.clocks.in_json import timeliness_as_json

GROUPS = ["unit", "division", "level", "kind"]


@pytest.fixture(scope="module")
def routed(counter, clock):
    """Two petitions routed in time, and one that nobody routes, a season later."""
    for routes in (True, True, False):
        number = counter.submitted()["number"]
        counter.act(BUREAU, number, "register", {"purpose": "request"}, ANY)
        if routes:
            counter.act(BUREAU, number, "refer", {"to_unit": UNIT}, ANY)
    clock.advance(days=120)
    return counter


def asked(counter, first="2026-01-01", last="2027-12-31", who=AUDITOR, wait=10, **words):
    query = "".join(f"&{name}={word}" for name, word in words.items())
    path = f"/projections/timeliness?from={first}&to={last}&wait={wait}{query}"
    return counter.read_counted(path, who) if wait else counter.read(path, who)


@pytest.mark.parametrize("by", GROUPS)
def test_it_is_what_the_command_line_tells(routed, article_house, by):
    house = article_house
    look = Look(address=house.store.address, law=house.law, at=house.clock())
    found = timeliness(look, date(2026, 1, 1), date(2027, 12, 31))
    told = asked(routed, by=by).json()
    wanted = timeliness_as_json(found, by)
    assert told == {**wanted, "projection": "timeliness", "bookmark": told["bookmark"]} | {
        "at": told["at"]
    }
    assert told["whole"]["routing"]["denominator"] >= 3
    assert 0 < told["whole"]["routing"]["value"] < 1
    assert all(by in row for row in told["rows"])


def test_by_kind_a_bureau_routes_and_a_department_decides(routed):
    found = {(row["rate"], row["kind"]) for row in asked(routed, by="kind").json()["rows"]}
    assert ("routing", "petition_bureau") in found
    assert ("unit_acceptance", "functional_department") in found


def test_a_rate_of_nothing_is_null(routed):
    told = asked(routed, "2001-01-01", "2001-12-31").json()
    assert {rate["value"] for rate in told["whole"].values()} == {None}
    assert {rate["denominator"] for rate in told["whole"].values()} == {0}
    assert told["rows"] == []


def test_of_a_past_day_it_tells_what_was_done_by_then(routed):
    before = asked(routed, at="2026-11-01").json()
    assert before["at"].startswith("2026-11-01T23:59:59")
    assert before["whole"]["routing"]["denominator"] == 0
    assert asked(routed, known_by="2026-11-01").json()["whole"] == before["whole"]


def test_an_answer_is_kept_while_nothing_is_recorded(routed, clock):
    first = asked(routed).json()
    clock.advance(seconds=5)
    assert asked(routed).json() == first
    clock.advance(minutes=2)
    later = asked(routed).json()
    assert later["at"] > first["at"]
    position = routed.submitted()["position"]
    assert asked(routed, after=position).json()["bookmark"] >= position > later["bookmark"]


def test_whoever_could_not_wait_finds_the_answer_though_the_log_went_on(routed):
    problem(asked(routed, first="2026-02-02", wait=0), 503, "not-yet-counted")
    routed.submitted()
    told = asked(routed, first="2026-02-02")
    assert told.status_code == 200, told.text


def test_a_position_that_nobody_was_given_is_not_waited_for(routed):
    problem(asked(routed, after=10**12), 409, "position-unknown")


def test_petitioners_and_nobody_in_particular_are_not_admitted(routed):
    problem(asked(routed, who=PETITIONER), 403, "role-may-not")
    problem(routed.read("/projections/timeliness?from=2026-01-01&to=2026-12-31"), 401, "no-actor")


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"first": "2027-12-31", "last": "2026-01-01"}, "period-backwards"),
        ({"first": "soon"}, "fields-not-valid"),
        ({"by": "weather"}, "fields-not-valid"),
        ({"at": "soon"}, "day-not-readable"),
    ],
)
def test_what_makes_no_sense_is_refused(routed, wrong, kind):
    problem(asked(routed, **wrong), 422, kind)
    problem(routed.read("/projections/timeliness", AUDITOR), 422, "fields-not-valid")


def test_a_question_that_cannot_be_counted_is_our_fault_and_is_tried_again(article_house):
    nowhere = replace(article_house, law=None)
    with calling(nowhere) as client:
        counter = Counter(nowhere, client)
        for _ in range(2):
            problem(asked(counter), 500, "internal-fault")


def test_who_waits_is_told_when_the_process_that_counts_ends(article_house):
    apart = Apart(article_house.store.address, article_house.law)
    apart.close()
    with pytest.raises(ScanFailed, match="gone"):
        apart.count(print)
