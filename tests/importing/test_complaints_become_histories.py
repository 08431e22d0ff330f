"""A complaint becomes what it proves, and nothing more."""

import pytest
from broken_file import row
from taking_in import complaints_csv, petitions, reject_lines, story, take_complaints

from office_setting import Setting
from petition_es.domain.codes import OutsideReference, Source
from petition_es.domain.petition import Petition, Registered, Replied, Submitted
from petition_es.domain.petitioner import Created


@pytest.fixture
def setting() -> Setting:
    return Setting()


@pytest.fixture
def imported(setting, tmp_path, now):
    def imported(*rows: bytes, **options) -> list[Petition]:
        path = complaints_csv(tmp_path / "complaints.csv", *rows)
        take_complaints(path, setting.histories, now, **options)
        return petitions(setting.log)

    return imported


def test_a_message_with_its_reply_was_submitted_registered_and_replied_to(imported):
    (petition,) = imported(row("2549"))
    assert story(petition) == ["Submitted", "Registered", "Replied"]


def test_a_message_without_reply_was_submitted_and_registered(imported):
    (petition,) = imported(row("2549", reply="", replied=""))
    assert story(petition) == ["Submitted", "Registered"]


def test_times_are_those_of_the_source_in_shanghai(imported):
    (petition,) = imported(row("1"))
    submitted, registered, replied = petition.recorded
    assert submitted.local_at.isoformat() == "2019-04-25T09:32:09+08:00"
    assert replied.local_at.isoformat() == "2019-05-09T10:00:00+08:00"
    assert (submitted.at_precision, replied.at_precision) == ("second", "second")
    assert (registered.at, registered.at_precision) == (submitted.at, "unknown")


def test_a_time_with_an_offset_is_shown_on_the_wall_clock_of_shanghai(imported):
    (petition,) = imported(row("1", sent="2019-04-25T23:30:00Z", replied="2019-04-26"))
    submitted, _, replied = petition.recorded
    assert submitted.local_at.isoformat() == "2019-04-26T07:30:00+08:00"
    assert (replied.local_at.isoformat(), replied.at_precision) == (
        "2019-04-26T00:00:00+08:00",
        "day",
    )


def test_the_words_are_under_seal(imported):
    (petition,) = imported(row("1", subject="路灯", body="不亮", reply="已修好"))
    submitted, _, replied = petition.recorded
    words = [submitted.title, submitted.text, replied.text]
    assert [word.reveal() for word in words] == ["路灯", "不亮", "已修好"]


def test_what_the_source_does_not_say_stays_unknown(imported):
    (petition,) = imported(row("1"))
    submitted, registered, replied = petition.recorded
    assert isinstance(submitted, Submitted)
    assert isinstance(registered, Registered)
    assert isinstance(replied, Replied)
    assert (submitted.channel, registered.purpose, replied.kind) == ("unknown",) * 3
    assert (registered.category, registered.place) == (None, None)
    assert (registered.first_here, registered.first_nationwide) == (None, None)
    assert {(event.unit_id, event.role) for event in petition.recorded} == {(None, "importer")}


def test_every_event_names_its_record_in_the_source(imported):
    (petition,) = imported(row("2549"), system="mailbox")
    source = Source(system="mailbox", record_id="2549", recorded_at=None)
    assert {event.source for event in petition.recorded} == {source}
    assert petition.recorded[0].outside_reference == OutsideReference(
        system="mailbox", record_id="2549"
    )


def test_one_user_is_one_person_whatever_the_file(imported, setting):
    imported(row("1", user="A1"), row("2", user="A1"), row("3", user="A2"))
    imported(row("4", user="A1"))
    parties = [petition.recorded[0].parties[0].petitioner_id for petition in petitions(setting.log)]
    assert parties[0] == parties[1] == parties[3] != parties[2]
    created = [e for events in setting.log.streams.values() for e in events if type(e) is Created]
    assert sorted(event.petitioner_id for event in created) == sorted(set(parties))
    assert not {"A1", "A2"} & set(parties)


def test_two_systems_may_use_the_same_numbers_and_names(imported):
    imported(row("1"), system="north")
    one, other = imported(row("1"), system="south")
    assert one.id != other.id
    assert one.recorded[0].parties != other.recorded[0].parties


def test_identifiers_that_are_no_plain_codes_are_written_as_such(imported):
    found = imported(row("信-1", user="李"), row("a=1"), row("a/submitted"), row("~x"))
    records = [petition.recorded[0].source.record_id for petition in found]
    assert records == ["x==E4=BF=A1-1", "a=3D1", "a/submitted", "x==7Ex"]


def test_the_same_identifier_with_other_content_in_the_store_is_rejected(imported, tmp_path):
    imported(row("1", body="b"), row("2"))
    imported(row("1", body="c"), row("2"))
    (line,) = reject_lines(tmp_path / "complaints.csv")
    assert line.startswith("complaints.csv,2,message_id,duplicate_id_other_content,the store")


def test_a_message_that_was_replied_to_since_is_other_content(imported, tmp_path):
    imported(row("1", reply="", replied=""))
    (petition,) = imported(row("1"))
    assert story(petition) == ["Submitted", "Registered"]
    assert len(reject_lines(tmp_path / "complaints.csv")) == 1
