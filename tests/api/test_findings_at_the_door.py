"""What audits found is read and judged by auditors over HTTP, and by nobody else."""

import csv
import io
from uuid import UUID, uuid4

import pytest
from at_the_counter import AUDITOR, BUREAU, PETITIONER, UNIT, as_demo, problem

from auditing import audit_all
from petition_es.domain.entry import Actor

WHY = {"reason": "养护队当天到过现场。"}


@pytest.fixture(scope="module")
def numbers(counter):
    """Petitions that the roads department answered, and had spoken with nobody before."""
    made = []
    for _ in range(3):
        number = counter.referred()["number"]
        answers = [{"claim_id": "c1", "stance": "support"}]
        counter.done(UNIT, number, "issue-opinion", text="已现场查看并修补。", answers=answers)
        made.append(number)
    return made


@pytest.fixture(scope="module")
def audited(counter, article_house, numbers):
    audit_all(article_house)
    return counter


def listed(counter, query="", who=AUDITOR):
    return counter.read(f"/findings?{query}", who)


def found(counter, query=""):
    answer = listed(counter, query)
    assert answer.status_code == 200, answer.text
    return answer.json()["findings"]


def judged(counter, finding, judgement, who=AUDITOR, body=WHY):
    path = f"/findings/{finding}/{judgement}"
    return counter.client.post(path, json=body, headers=as_demo(who))


@pytest.fixture
def finding(audited):
    """A finding that nobody looked into yet."""
    return found(audited, "inquiry=not_opened&limit=1")[0]


def test_before_the_first_audit_nothing_is_found(counter):
    assert listed(counter).json() == {"audit": None, "findings": [], "next": None}
    (names,) = rows(counter.read("/findings.csv", AUDITOR))
    assert names[0] == "finding_id"
    problem(counter.read(f"/findings/{uuid4()}", AUDITOR), 404, "no-such-finding")


def test_a_finding_says_what_was_seen_and_where_to_replay_it(audited, numbers):
    (first, *_) = found(audited, f"rule=no_contact&petition={numbers[0]}")
    assert first["replay"] == f"/replay/{numbers[0]}?at={first['position']}"
    assert first["unit_id"] == UNIT
    assert "reached" in first["words"]["en"]["seen"]
    assert first["inquiry"] == {"state": "not_opened", "steps": []}
    assert audited.read(f"/findings/{first['finding_id']}", AUDITOR).json() == first


def test_the_audit_that_found_it_is_named(audited):
    told = listed(audited).json()["audit"]
    assert told["petitions"] >= 3
    assert told["upto"] > 0


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("rule=no_contact", lambda each: each["rule"] == "no_contact"),
        ("rule=no_contact&rule=no_action", lambda e: e["rule"] in {"no_contact", "no_action"}),
        ("severity=note", lambda each: each["severity"] == "note"),
        (f"unit={UNIT}", lambda each: each["unit_id"] == UNIT),
        ("division=370000", lambda each: (each["unit_id"] or "").startswith("haiyang")),
        ("from=2026-01-01", lambda each: each["arose_at"] > "2026"),
        ("to=2026-01-01", lambda each: each["arose_at"] < "2026"),
    ],
)
def test_a_filter_leaves_what_is_like_it_and_nothing_else(audited, query, holds):
    whole = found(audited, "limit=1000")
    assert found(audited, f"{query}&limit=1000") == [each for each in whole if holds(each)]
    assert any(map(holds, whole))


@pytest.mark.parametrize("query", ["rule=weather", "unit=nobody", "division=110000"])
def test_what_nothing_is_like_is_an_empty_list(audited, query):
    assert found(audited, query) == []


def test_pages_put_together_are_the_whole(audited):
    whole, pages, address = found(audited, "limit=1000"), [], "/findings?limit=2"
    while address:
        page = audited.read(address, AUDITOR).json()
        pages += page["findings"]
        address = page["next"]
    assert pages == whole
    assert len(whole) > 2


def rows(answer):
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_the_table_holds_the_same_in_pages(audited):
    whole = [each["finding_id"] for each in found(audited, "limit=1000")]
    names, *lines = rows(audited.read("/findings.csv?lang=en", AUDITOR))
    assert [line[0] for line in lines] == whole
    assert lines[0][names.index("inquiry")] == "not looked into"
    first = audited.read("/findings.csv?limit=2&severity=note", AUDITOR)
    onward = first.headers["link"].partition(">")[0].removeprefix("<")
    again = audited.read(onward, AUDITOR)
    notes = [each["finding_id"] for each in found(audited, "severity=note&limit=1000")]
    assert [line[0] for line in rows(first)[1:] + rows(again)[1:]] == notes[:4]


def test_a_finding_is_opened_and_confirmed(audited, finding):
    opened = judged(audited, finding["finding_id"], "open", body={}).json()
    assert (opened["state"], opened["finding_id"]) == ("open", finding["finding_id"])
    confirmed = judged(audited, finding["finding_id"], "confirm").json()
    assert confirmed["position"] > opened["position"]
    told = audited.read(f"/findings/{finding['finding_id']}", AUDITOR).json()["inquiry"]
    assert told == {"state": "confirmed", "steps": confirmed["steps"]}
    assert [step["step"] for step in told["steps"]] == ["Inquiry.Opened", "Inquiry.Confirmed"]
    last = told["steps"][-1]
    assert (last["by"], last["reason"], last["reason_erased"]) == (
        "auditor-1", WHY["reason"], False,
    )  # fmt: skip
    assert (last["rule"], last["deciding"]) == (finding["rule"], finding["proofs"][0]["event_id"])
    assert finding["finding_id"] in [e["finding_id"] for e in found(audited, "inquiry=confirmed")]


def test_another_audit_finds_the_judgement_attached(audited, finding, article_house):
    judged(audited, finding["finding_id"], "dismiss")
    audit_all(article_house)
    told = audited.read(f"/findings/{finding['finding_id']}", AUDITOR).json()
    assert told["inquiry"]["state"] == "dismissed"


def test_the_petition_is_not_touched(audited, finding):
    before = audited.recorded(finding["petition_id"])
    judged(audited, finding["finding_id"], "confirm")
    assert audited.recorded(finding["petition_id"]) == before
    assert audited.house.store.load(UUID(finding["finding_id"]))


def test_what_does_not_follow_is_refused_by_name(audited, finding):
    which = finding["finding_id"]
    problem(judged(audited, which, "reopen"), 409, "inquiry-not-decided")
    problem(judged(audited, which, "dismiss", body={}), 422, "fields-not-valid")
    problem(judged(audited, which, "dismiss", body={"reason": " "}), 422, "fields-not-valid")
    judged(audited, which, "open")
    problem(judged(audited, which, "open"), 409, "inquiry-already-open")
    judged(audited, which, "dismiss")
    told = problem(judged(audited, which, "confirm"), 409, "inquiry-decided")
    assert told["facts"]["state"] == "dismissed"
    problem(judged(audited, uuid4(), "open"), 404, "no-such-finding")


@pytest.mark.parametrize("who", [BUREAU, UNIT, PETITIONER])
def test_nobody_but_auditors_reads_or_judges(audited, finding, who):
    which = finding["finding_id"]
    for path in ("/findings", "/findings.csv", f"/findings/{which}"):
        problem(audited.read(path, who), 403, "auditors-only")
        problem(audited.read(path), 401, "no-actor")
    problem(judged(audited, which, "confirm", who), 403, "judged-by-auditors")
    problem(judged(audited, uuid4(), "confirm", who), 403, "judged-by-auditors")
    answer = audited.client.post(f"/findings/{which}/confirm", json={})
    problem(answer, 401, "no-actor")


def test_a_token_judges_within_its_scope(audited, finding):
    auditor, which = Actor(actor_id="auditor-7", role="auditor"), finding["finding_id"]
    reads, judges = audited.token(auditor, "read"), audited.token(auditor, "act:judge")
    path = f"/findings/{which}/open"
    problem(audited.client.post(path, json={}, headers=reads), 403, "outside-the-scope")
    problem(audited.client.get("/findings", headers=judges), 403, "outside-the-scope")
    assert audited.client.post(path, json={}, headers=judges).json()["steps"][0]["by"] == (
        "auditor-7"
    )


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("severity=terrible", 422, "fields-not-valid"),
        ("inquiry=forgotten", 422, "fields-not-valid"),
        ("from=soon", 422, "fields-not-valid"),
        ("limit=0", 422, "fields-not-valid"),
        ("page=x", 404, "page-unknown"),
        ("page=MjAxNi0wMS0wMSB4", 404, "page-unknown"),
        ("petition=XF2016-1", 404, "number-mistyped"),
    ],
)
def test_what_makes_no_sense_is_refused(audited, query, status, kind):
    problem(listed(audited, query), status, kind)
