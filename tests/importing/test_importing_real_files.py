"""The real files go in whole, once, and say afterwards what they said before."""

import csv
import re
from pathlib import Path

import pytest
from taking_in import reject_lines, take_case_log, take_complaints

from office_setting import Setting
from petition_es.domain.petition import ActionTaken, Registered, Replied, Submitted
from petition_es.office.histories import Histories
from petition_es.office.policy import Policy
from petition_es.office.unit_registry import UnitRegistry
from petition_es.store.event_store import PetitionStore

PERMITS = {"mapped": 1434, "actions": 7143, "ignored": 0, "rejected_events": 0}
NEVER = {"Petition.Accepted", "Petition.OpinionIssued", "Petition.Resolved"}


@pytest.fixture(scope="module")
def writer(module_store: PetitionStore) -> Histories:
    return Histories(module_store, module_store.numbers, Policy(UnitRegistry(module_store)))


@pytest.fixture(scope="module")
def folder(shared_data, tmp_path_factory) -> Path:
    """Links to the real files, in a folder where reject files may stand beside them."""
    room = tmp_path_factory.mktemp("real")
    for path in (*(shared_data / "complaints").iterdir(), *(shared_data / "event_logs").iterdir()):
        (room / path.name).symlink_to(path)
    return room


@pytest.fixture(scope="module")
def complaints(folder, writer, now):
    """Both complaint files, taken in."""
    names = ("replies.csv", "messages.csv")
    return {name: take_complaints(folder / name, writer, now) for name in names}


@pytest.fixture(scope="module")
def permits(folder, writer, now, complaints):
    """The permit log, taken in behind the complaints."""
    return take_case_log(folder / "wabo_receipt.csv.gz", Path("wabo_receipt"), writer, now)


@pytest.mark.parametrize(("file", "rows"), [("replies.csv", 1865), ("messages.csv", 4326)])
def test_every_complaint_goes_in(complaints, folder, file, rows):
    assert complaints[file].counts() == (rows, 0, 0)
    assert reject_lines(folder / file) == []


def test_complaints_prove_nothing_but_that_they_came_and_were_replied_to(complaints, events):
    topics = {type(event).TOPIC for event in events if event.source.system == "complaints"}
    assert topics == {"Petition.Submitted", "Petition.Registered", "Petition.Replied"}
    assert not topics & NEVER
    assert sum(isinstance(event, Replied) for event in events) == 1865


def test_every_user_is_one_person(complaints, module_store, folder):
    users = {row["user"] for name in complaints for row in rows(folder / name)}
    created = module_store.scan(topics=["Petitioner.Created"], limit=100_000, sealed=False)
    from_complaints = [e for _, e in created if e.source.system == "complaints"]
    assert len(from_complaints) == len(users)


def test_times_are_kept_to_the_second_in_shanghai(complaints, events, folder):
    told = {
        (row["message_id"], kind): digits(row[column])
        for name in complaints
        for row in rows(folder / name)
        for kind, column in ((Submitted, "submitted_at"), (Replied, "replied_at"))
        if column in row
    }
    kept = {
        (event.source.record_id, type(event)): list(event.local_at.timetuple()[:6])
        for event in events
        if isinstance(event, Submitted | Replied) and event.source.system == "complaints"
    }
    assert kept == told
    assert {e.tz_offset for e in events if e.source.system == "complaints"} == {"+08:00"}


def test_words_come_out_as_they_went_in(complaints, module_store, events, folder):
    for row in list(rows(folder / "replies.csv"))[::311]:
        stream = next(e.originator_id for e in events if e.source.record_id == row["message_id"])
        submitted, _, replied = module_store.load(stream)
        words = [submitted.title, submitted.text, replied.text]
        wanted = [row["subject"], row["body"], row["reply"]]
        assert [word.reveal() for word in words] == [text.strip() for text in wanted]


def test_every_permit_and_every_event_of_the_log_is_accounted_for(permits, events):
    tally, read = permits
    assert tally.counts() == (1434, 0, 0)
    assert tally.fates_of_events() == PERMITS
    assert read == sum(PERMITS.values()) == 8577
    assert sum(isinstance(event, ActionTaken) for event in events) == 7143


def test_the_permit_log_as_xes_is_the_same_import(permits, folder, writer, now, module_store):
    length = module_store.last_position()
    path = folder / "wabo_receipt.xes.gz"
    tally, read = take_case_log(path, Path("wabo_receipt"), writer, now)
    assert (tally.counts(), read) == ((0, 1434, 0), 8577)
    assert tally.fates_of_events() == PERMITS
    assert module_store.last_position() == length


@pytest.mark.usefixtures("complaints", "permits")
def test_replies_again_add_nothing(folder, writer, now, module_store):
    length = module_store.last_position()
    assert take_complaints(folder / "replies.csv", writer, now).counts() == (0, 1865, 0)
    assert module_store.last_position() == length


def test_every_petition_has_a_number_of_its_own(permits, events):
    numbers = [event.number for event in events if isinstance(event, Registered)]
    assert len(set(numbers)) == len(numbers) == 1865 + 4326 + 1434


def test_every_ticket_of_the_help_desk_goes_in(folder, now):
    setting = Setting()
    path = folder / "helpdesk.xes.gz"
    tally, read = take_case_log(path, Path("helpdesk"), setting.histories, now)
    assert (tally.counts(), read) == ((4580, 0, 0), 21348)
    assert sum(tally.fates_of_events().values()) == 21348


@pytest.fixture(scope="module")
def events(permits, module_store):
    """The petitions' events of all imports, their words left behind."""
    scanned = module_store.scan(limit=1_000_000, sealed=False)
    return [event for _, event in scanned if event.STREAM == "Petition"]


def rows(path: Path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def digits(text: str) -> list[int]:
    """The numbers of a time, however it is spelled."""
    found = [int(number) for number in re.findall(r"\d+", text)]
    return found + [0] * (6 - len(found))
