"""A whole audit of a real store: what it finds does not hang on who reads, or in how many parts."""

from datetime import date

import psycopg
import pytest

from histories import LI, ROADS, WANG, accepted, happened, number, received, referred
from people_and_days import BUREAU, day
from petition_es.audits.quality.verdict import Verdict
from petition_es.audits.running import tables
from petition_es.audits.running.asking import audit_of
from petition_es.audits.running.whole import audit
from petition_es.domain.petition import Linked, OpinionIssued, Replied
from petition_es.domain.sealed import Sealed
from petition_es.regimes import shipped_law
from written import AGAIN, SCHOOL, STENCH, petition


@pytest.fixture
def audited(store, tmp_path):
    """Record petitions, audit them, and answer what is shown then."""

    def audit_them(*petitions, known_by=None, processes=1):
        for _, events in petitions:
            store.append(events)
        asked, count = audit_of(store, shipped_law(), day(400), home=tmp_path, known_by=known_by)
        outcome = audit(asked.in_processes(processes), count)
        return outcome, Shown(store)

    return audit_them


class Shown:
    """What the last audit shows."""

    def __init__(self, store):
        build = tables.last(store.address)
        with psycopg.connect(**store.address) as connection:
            self.findings = connection.execute(
                build.named("SELECT rule, petition_id, args, proofs FROM {findings} ORDER BY 1, 2")
            ).fetchall()
            self.ties = connection.execute(
                build.named("SELECT later, earlier, is_same, said_by FROM {ties} ORDER BY 1, 2")
            ).fetchall()
            self.verdicts = [
                Verdict(*row)
                for row in connection.execute(
                    build.named("SELECT * FROM {verdicts} ORDER BY petition_id")
                )
            ]

    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    __hash__ = None


FIRST = petition(1, "临江路垃圾中转站臭气扰民", STENCH)
SECOND = petition(2, "再次投诉临江路垃圾中转站臭气", AGAIN, on=40)
OTHER_MATTER = petition(3, "咨询小学入学材料", SCHOOL, on=50)
OF_ANOTHER = petition(4, "临江路垃圾中转站夜间臭气", AGAIN, by=WANG, on=60)
OPINION = petition(
    5, "路灯", "路灯坏了。", on=3,
    more=(
        referred(ROADS, on=5), received(ROADS, on=6), accepted(ROADS, on=7),
        happened(
            OpinionIssued, ROADS, 9, "opinion", ("to-roads-accepted",),
            opinion_id="opinion", text=Sealed("已修好。"),
        ),
    ),
)  # fmt: skip


def test_a_petition_of_the_same_person_about_the_same_is_tied_to_the_first(audited):
    _, shown = audited(FIRST, SECOND, OTHER_MATTER)
    assert (SECOND[0], FIRST[0], True, "likeness") in shown.ties
    assert (OTHER_MATTER[0], FIRST[0], False, "likeness") in shown.ties


def test_what_another_person_says_of_the_same_is_tied_too(audited):
    _, shown = audited(FIRST, OF_ANOTHER)
    assert (OF_ANOTHER[0], FIRST[0], True, "likeness") in shown.ties


def test_what_the_office_said_goes_before_any_likeness(audited):
    another = happened(Linked, BUREAU, 45, "linked", (), other=number(1), relation="related")
    same = happened(Linked, BUREAU, 55, "linked", (), other=number(1), relation="same_matter")
    _, shown = audited(
        FIRST,
        petition(2, "再次投诉临江路垃圾中转站臭气", AGAIN, on=40, more=(another,)),
        petition(3, "咨询小学入学材料", SCHOOL, on=50, more=(same,)),
    )
    assert (SECOND[0], FIRST[0], False, "office") in shown.ties
    assert (OTHER_MATTER[0], FIRST[0], True, "office") in shown.ties


def test_findings_name_the_events_that_prove_them(audited, store):
    outcome, shown = audited(OPINION)
    (finding,) = [each for each in shown.findings if each[0] == "no_contact"]
    ((position, event),) = [(p, e) for p, e in store.scan() if isinstance(e, OpinionIssued)]
    assert finding[1] == OPINION[0]
    assert finding[3][0]["position"] == position
    assert finding[3][0]["event_id"] == str(event.event_id)
    assert outcome.findings == len(shown.findings)


def test_each_petition_has_one_verdict_and_a_repeat_is_seen_by_its_matter(audited):
    outcome, shown = audited(FIRST, SECOND, OTHER_MATTER, OF_ANOTHER, OPINION)
    arrivals = {verdict.petition_id: verdict.arrival for verdict in shown.verdicts}
    assert len(shown.verdicts) == len(arrivals) == outcome.petitions == 5
    assert [id_ for id_, arrival in arrivals.items() if arrival == "repeat"] == [SECOND[0]]


def test_a_second_audit_says_the_same(audited):
    outcome, shown = audited(FIRST, SECOND, OPINION)
    again, shown_again = audited()
    assert shown == shown_again
    assert (again.findings, again.rarity) == (outcome.findings, outcome.rarity)


def test_two_processes_find_what_one_finds(audited):
    _, one = audited(FIRST, SECOND, OTHER_MATTER, OF_ANOTHER, OPINION)
    _, two = audited(processes=2)
    assert one == two


def test_as_of_a_past_day_nothing_later_is_found(audited):
    _, shown = audited(FIRST, OPINION, known_by=date(2016, 7, 8))
    assert shown.findings == []


def test_an_erased_petition_is_like_no_other(audited, store):
    audited(FIRST, SECOND)
    store.erase(LI.actor_id, day(300))
    _, shown = audited()
    assert {verdict.petition_id for verdict in shown.verdicts} == {FIRST[0], SECOND[0]}
    assert not any(is_same for _, _, is_same, _ in shown.ties)


def test_an_audit_that_fails_leaves_what_the_last_one_found(audited, store, monkeypatch):
    _, before = audited(FIRST, SECOND)
    monkeypatch.setattr("petition_es.audits.running.whole.judge_groups", None)
    with pytest.raises(TypeError):
        audited()
    assert Shown(store) == before


def test_what_was_replied_twice_is_compared(audited):
    reply = (
        "经核实，临江路垃圾中转站除臭设备于3月2日损坏，已责成运营单位于3月15日前更换"
        "喷淋除臭装置，并将作业时间调整至7时以后。"
    )
    said = [
        happened(Replied, ROADS, on, "reply", reply_id="r", kind="final", text=Sealed(reply))
        for on in (5, 45)
    ]
    outcome, _ = audited(
        petition(1, "临江路垃圾中转站臭气扰民", STENCH, more=said[:1]),
        petition(2, "再次投诉临江路垃圾中转站臭气", AGAIN, on=40, more=said[1:]),
    )
    assert outcome.petitions == 2
