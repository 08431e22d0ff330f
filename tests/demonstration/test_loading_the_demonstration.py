"""The demonstration is lawful, complete, and loaded once."""

from collections import Counter

import pytest

from office_setting import Setting
from petition_es.demonstration.crowd import crowd
from petition_es.demonstration.identities import identities, identity
from petition_es.demonstration.joint_and_anonymous import accusation, joint
from petition_es.demonstration.loading import load_demonstration
from petition_es.demonstration.stories import all_stories, backlog, correction, late
from petition_es.demonstration.telling import DEMONSTRATION_CODE
from petition_es.demonstration.the_article import bridge, road
from petition_es.domain.petition import (
    STATES,
    ActionTaken,
    Corrected,
    Delivered,
    OpinionIssued,
    Petition,
    Referred,
    ResultReported,
)
from petition_es.domain.refusals import NoSuchIdentity

COME_WITH_THE_LAW = {"disputed", "suspended", "under_review", "terminated"}


@pytest.fixture(scope="module")
def loaded() -> Setting:
    setting = Setting()
    load_demonstration(setting.log, setting.units, setting.histories)
    return setting


def petition(loaded: Setting, story) -> Petition:
    return loaded.office.petition(story().petition_id)


def test_loading_it_again_changes_nothing(loaded: Setting) -> None:
    before = loaded.log.length
    assert load_demonstration(loaded.log, loaded.units, loaded.histories) == 0
    assert loaded.log.length == before


def test_a_load_that_was_interrupted_is_taken_up() -> None:
    setting = Setting()
    whole = Setting()
    load_demonstration(whole.log, whole.units, whole.histories)

    class Interrupted(Exception):
        pass

    def stop(_: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        load_demonstration(setting.log, setting.units, setting.histories, stop)
    assert 0 < setting.log.length < whole.log.length
    load_demonstration(setting.log, setting.units, setting.histories)
    assert ids_of_persons_and_petitions(setting) == ids_of_persons_and_petitions(whole)


def ids_of_persons_and_petitions(setting: Setting) -> dict[object, list[object]]:
    return {
        stream_id: [event.event_id for event in events]
        for stream_id, events in setting.log.streams.items()
        if events[0].STREAM != "Unit"  # The tree of the setting has drawn ids.
    }


def test_every_state_that_acts_can_reach_occurs(loaded: Setting) -> None:
    histories = [*all_stories(), *crowd()]
    states = Counter(loaded.office.petition(each.petition_id).file.state for each in histories)
    assert set(states) == set(STATES) - COME_WITH_THE_LAW
    assert sum(states.values()) >= 207


def test_it_spreads_over_several_provinces(loaded: Setting) -> None:
    registered = {
        loaded.office.petition(each.petition_id).file.registering_unit for each in crowd()
    }
    provinces = {list(loaded.units.superiors(unit))[-2] for unit in registered - {None}}
    assert len(provinces) >= 5


def test_the_bridge_is_accepted_the_next_day_and_worked_on_from_day_four(loaded: Setting) -> None:
    happened = petition(loaded, bridge).recorded
    filed = happened[0].local_at.date()
    accepted = next(e for e in happened if type(e).__name__ == "Accepted")
    worked = next(e for e in happened if isinstance(e, ActionTaken))
    assert (accepted.local_at.date() - filed).days == 1
    assert accepted.unit_id == "jiangsu-bureau"
    assert (worked.local_at.date() - filed).days == 4


def test_the_road_is_answered_on_the_same_day(loaded: Setting) -> None:
    happened = petition(loaded, road).recorded
    answer = next(e for e in happened if isinstance(e, OpinionIssued))
    assert answer.local_at.date() == happened[0].local_at.date()


def test_the_backlog_case_rests_on_an_opinion_older_than_its_assignment(loaded: Setting) -> None:
    happened = petition(loaded, backlog).recorded
    opinion = next(e for e in happened if isinstance(e, OpinionIssued))
    assignment = next(e for e in happened if isinstance(e, Referred) and e.kind == "assignment")
    report = next(e for e in happened if isinstance(e, ResultReported))
    assert report.opinion_id == opinion.opinion_id
    assert opinion.at < assignment.at < report.at
    assert not any(isinstance(e, ActionTaken) for e in happened)


def test_the_report_of_the_backlog_case_is_the_old_opinion_under_a_new_date(
    loaded: Setting,
) -> None:
    happened = petition(loaded, backlog).recorded
    opinion = next(e for e in happened if isinstance(e, OpinionIssued)).text.reveal()
    report = next(e for e in happened if isinstance(e, ResultReported)).text.reveal()
    assert min(len(opinion), len(report), len(happened[0].text.reveal())) > 300
    old, new = pieces(opinion), pieces(report)
    assert opinion not in report
    assert len(old & new) / len(old) > 0.7


def test_letters_of_an_office_share_its_phrases_and_no_two_say_the_same(loaded: Setting) -> None:
    letters: dict[str | None, list[str]] = {}
    for history in crowd():
        for event in loaded.office.petition(history.petition_id).recorded:
            if isinstance(event, OpinionIssued):
                letters.setdefault(event.unit_id, []).append(event.text.reveal())
    for texts in letters.values():
        assert len(set(texts)) == len(texts)
        assert len({text[:12] for text in texts}) == 1


def pieces(text: str) -> set[str]:
    """All pieces of six characters."""
    return {text[n : n + 6] for n in range(len(text) - 5)}


def test_there_are_a_correction_and_a_late_entry(loaded: Setting) -> None:
    assert sum(isinstance(e, Corrected) for e in petition(loaded, correction).recorded) == 2
    delivered = petition(loaded, late).recorded[-1]
    assert isinstance(delivered, Delivered)
    assert (delivered.timestamp.date() - delivered.local_at.date()).days == 7
    assert petition(loaded, late).file.state == "resolved"


def test_there_are_a_joint_petition_and_an_accusation(loaded: Setting) -> None:
    assert len(petition(loaded, joint).file.parties) == 4
    assert petition(loaded, accusation).file.is_confidential


def test_its_query_code_opens_every_registered_petition(loaded: Setting) -> None:
    number = petition(loaded, road).file.number
    assert number is not None
    assert loaded.desk.open(number, DEMONSTRATION_CODE).petition_id == road().petition_id


def test_identities_are_those_that_exist() -> None:
    assert {actor.role for actor in identities().values()} == {"petitioner", "officer", "auditor"}
    with pytest.raises(NoSuchIdentity):
        identity("nobody")
