"""Corrections with typed changes, and documents named by their vouchers, over HTTP."""

import pytest
from at_the_counter import BUREAU, ELSEWHERE, PETITIONER, UNIT, as_demo, problem
from every_operation import PNG

NEVER = "0198a4c2-7d1e-7c3a-9f20-5b1f0c6a2e10"


@pytest.fixture
def opinion(counter):
    """A petition with an opinion that a unit issued; the number, and the id of that entry."""
    number = counter.referred()["number"]
    issued = counter.done(
        UNIT, number, "issue-opinion", text="尽快修补。",
        answers=[{"claim_id": "c1", "stance": "support"}],
    )  # fmt: skip
    return number, issued["events"][0]["id"]


def correct(counter, number, entry, **more):
    body = {"corrected": entry, "reason": "wrong_content", **more}
    return counter.act(UNIT, number, "correct", body)


def test_an_entry_is_voided(counter, opinion):
    number, entry = opinion
    done = correct(counter, number, entry, effect="void")
    assert done.json()["state"] == "accepted"
    steps = counter.read(f"/petitions/{number}/timeline", UNIT).json()["checkpoints"]
    assert next(step for step in steps if step["id"] == entry)["voided"]


def test_an_entry_is_amended_in_the_types_of_its_fields(counter, opinion):
    number, entry = opinion
    changes = {
        "text": "十日内修补。",
        "answers": [{"claim_id": "c1", "stance": "not_support"}],
        "basis": [{"instrument": "cn-2005", "article": "32"}],
        "review_days": 30,
        "at": counter.house.clock().isoformat(),
    }
    done = correct(counter, number, entry, effect="amend", changes=changes)
    assert done.status_code == 200, done.text
    petition = counter.house.office.petition(counter.house.office.petition_id(number))
    said = next(e for e in petition.happened if e.TOPIC == "Petition.OpinionIssued")
    assert said.text.reveal() == "十日内修补。"
    assert [(a.claim_id, a.stance) for a in said.answers] == [("c1", "not_support")]
    assert (said.basis[0].article, said.review_days) == ("32", 30)
    assert said.at == counter.house.clock()


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"review_days": "thirty"}, "/changes/review_days"),
        ({"review_days": -1}, "/changes/review_days"),
        ({"text": 7}, "/changes/text"),
        ({"text": ""}, "/changes/text"),
        ({"at": "yesterday"}, "/changes/at"),
        ({"at": "2026-11-24T08:30:00"}, "/changes/at"),
        ({"answers": [{"claim_id": "c1", "stance": "perhaps"}]}, "/changes/answers/0/stance"),
        ({"answers": [{"claim_id": "c1", "stance": "support", "x": 1}]}, "/changes/answers/0/x"),
    ],
)
def test_a_change_of_the_wrong_form_is_pointed_at(counter, opinion, changes, place):
    number, entry = opinion
    answer = correct(counter, number, entry, effect="amend", changes=changes)
    told = problem(answer, 422, "fields-not-valid")
    assert [error["at"] for error in told["errors"]] == [place]


@pytest.mark.parametrize("name", ["opinion_id", "actor", "event_id", "nothing_like_it"])
def test_what_an_entry_is_about_is_not_amended(counter, opinion, name):
    number, entry = opinion
    answer = correct(counter, number, entry, effect="amend", changes={name: "x"})
    assert problem(answer, 409, "not-amendable")["facts"]["field"] == name


def test_what_an_entry_is_like_is_told_to_those_alone_who_may_correct_it(counter, opinion):
    number, entry = opinion
    body = {"reason": "other", "effect": "amend", "changes": {"review_days": "thirty"}}
    answers = [
        counter.act(ELSEWHERE, number, "correct", {"corrected": each, **body})
        for each in (entry, NEVER)
    ]
    for answer in answers:
        problem(answer, 403, "not-your-unit")


def test_an_entry_that_is_none_is_not_corrected(counter, opinion):
    for more in ({"effect": "void"}, {"effect": "amend", "changes": {"text": "x"}}):
        problem(correct(counter, opinion[0], NEVER, **more), 409, "no-such-entry")


def voucher(counter, number, who=PETITIONER):
    headers = {**as_demo(who), "Content-Type": "image/png"}
    kept = counter.client.post(f"/petitions/{number}/attachments", content=PNG, headers=headers)
    assert kept.status_code == 201, kept.text
    return kept.json()


def add(counter, number, *vouchers):
    return counter.act(PETITIONER, number, "add-material", {"attachments": vouchers})


def test_an_act_names_a_document_by_its_voucher(counter):
    number = counter.registered()["number"]
    kept = voucher(counter, number)
    assert add(counter, number, kept["attachment"]).status_code == 200
    path = f"/petitions/{number}/documents/{kept['attachment_id']}"
    read = counter.read(path, PETITIONER)
    assert (read.headers["content-type"], read.content[:4]) == ("image/png", PNG[:4])


def test_a_voucher_is_for_its_own_petition(counter):
    number, other = counter.registered()["number"], counter.registered()["number"]
    kept = voucher(counter, other)
    problem(add(counter, number, kept["attachment"]), 422, "voucher-unknown")


@pytest.mark.parametrize("forged", ["x", "e30.00", "é", "." * 2000])
def test_nobody_writes_a_voucher(counter, forged):
    number = counter.registered()["number"]
    problem(add(counter, number, forged), 422, "voucher-unknown")


def test_a_voucher_is_good_for_a_day(counter, clock):
    number = counter.registered()["number"]
    kept = voucher(counter, number)
    clock.advance(hours=24, seconds=1)
    problem(add(counter, number, kept["attachment"]), 422, "voucher-expired")


def test_documents_come_after_the_petition(counter):
    answer = counter.submit(attachments=["e30.00"])
    told = problem(answer, 422, "fields-not-valid")
    assert [error["at"] for error in told["errors"]] == ["/attachments"]


def test_a_refused_act_records_nothing(counter):
    handed_in = counter.registered()
    before = counter.recorded(handed_in["petition"])
    answer = counter.act(BUREAU, handed_in["number"], "resolve", {})
    problem(answer, 409, "no-opinion")
    assert counter.recorded(handed_in["petition"]) == before
