"""The rates of quality are told to auditors, and to everybody what points at nobody."""

import pytest
from at_the_counter import ANY, AUDITOR, BUREAU, PETITIONER, UNIT, problem

from petition_es.api import quality
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.whole import audit

YEAR = "from=2026-01-01&to=2026-12-31"


@pytest.fixture(scope="module")
def before(counter):
    """What was answered before any audit was made."""
    return [
        counter.read(f"/quality?{YEAR}", AUDITOR),
        counter.read("/quality/public?year=2026"),
    ]


@pytest.fixture(scope="module")
def audited(counter, article_house, before):
    """Seven petitions, one of which was sent to a unit, and an audit."""
    for sends in (True, *[False] * 6):
        number = counter.submitted()["number"]
        counter.act(BUREAU, number, "register", {"purpose": "request"}, ANY)
        if sends:
            counter.act(BUREAU, number, "refer", {"to_unit": UNIT}, ANY)
    house = article_house
    asked, petitions = audit_of(house.store, house.law, house.clock(), home=house.settings.home)
    audit(asked, petitions)
    return counter


def test_before_an_audit_there_is_nothing_to_tell(before):
    for said in before:
        problem(said, 404, "no-audit")


def test_an_auditor_reads_the_rates_with_what_they_are_made_of(audited):
    told = audited.read(f"/quality?{YEAR}&by=unit", AUDITOR).json()
    share = told["whole"]["repeat_referral"]["now"]
    assert share["denominator"] >= 1
    assert {row["unit"] for row in told["rows"] if row["rate"] == "repeat_a"} >= {BUREAU}
    assert told["whole"]["backlog_settled"]["now"]["value"] is None


def test_of_a_unit_or_division_there_is_a_part(audited):
    whole = audited.read(f"/quality?{YEAR}", AUDITOR).json()["whole"]
    part = audited.read(f"/quality?{YEAR}&unit={BUREAU}", AUDITOR).json()["whole"]
    assert part["repeat_a"]["now"] == whole["repeat_a"]["now"]
    nowhere = audited.read(f"/quality?{YEAR}&division=990000", AUDITOR).json()
    assert nowhere["rows"] == []


def test_everybody_reads_what_is_not_small(audited):
    told = audited.read("/quality/public?year=2026&by=level").json()
    assert told["whole"]["repeat_a"]["now"] is None
    assert told["whole"]["backlog_settled"]["now"]["denominator"] == 0
    assert all(row["now"] is None for row in told["rows"] if row["rate"] == "repeat_a")


def test_others_than_auditors_are_not_admitted(audited):
    for who in (PETITIONER, BUREAU):
        problem(audited.read(f"/quality?{YEAR}", who), 403, "auditors-only")
    problem(audited.read(f"/quality?{YEAR}"), 401, "no-actor")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/quality?from=2026-12-31&to=2026-01-01", "period-backwards"),
        (f"/quality?{YEAR}&by=weather", "fields-not-valid"),
        ("/quality?from=0001-01-01&to=2026-01-01", "fields-not-valid"),
        ("/quality/public?year=2026&by=unit", "fields-not-valid"),
        ("/quality/public?year=1", "fields-not-valid"),
    ],
)
def test_what_makes_no_sense_is_refused(audited, path, kind):
    problem(audited.read(path, AUDITOR), 422, kind)


def test_while_others_count_for_long_one_is_asked_to_come_again(audited, monkeypatch):
    monkeypatch.setattr("petition_es.api.quality.WAIT_SECONDS", 0.01)
    with quality._COUNTING:
        problem(audited.read(f"/quality?{YEAR}", AUDITOR), 503, "busy")
        problem(audited.read("/quality/public?year=1999"), 503, "busy")
    assert audited.read("/quality/public?year=1999").is_success


def test_a_public_answer_is_told_again_without_counting(audited, monkeypatch):
    first = audited.read("/quality/public?year=2026&by=channel")
    monkeypatch.setattr("petition_es.api.quality.WAIT_SECONDS", 0.01)
    with quality._COUNTING:
        assert audited.read("/quality/public?year=2026&by=channel").json() == first.json()
    assert "max-age" in first.headers["Cache-Control"]
