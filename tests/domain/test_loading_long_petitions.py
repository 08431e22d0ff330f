"""A petition with thousands of entries loads at once: the fold takes each entry in turn."""

from time import process_time

from histories import (
    BUREAU,
    HISTORY_TO,
    ROADS,
    WATER,
    Happening,
    acted,
    entry,
    happened,
    petition_of,
    told,
)
from petition_es.domain.petition import Contact, Contacted, Petition, PetitionEvent, TakeAction
from petition_es.domain.petition.file import PetitionFile

LONG = 2000


def contact(serial: int, on: float) -> Happening:
    return happened(
        Contacted, ROADS, on, f"contact-{serial}", method="phone", outcome="reached",
        recorded=max(on, 40),
    )  # fmt: skip


def long_record(*, late: bool) -> list[PetitionEvent]:
    """A petition of 2,000 contacts, entered in turn, or every second one late."""
    days = [5 + n / LONG - (0.5 if late and n % 2 else 0) for n in range(LONG)]
    return told(*HISTORY_TO["in_handling"], *(contact(n, day) for n, day in enumerate(days)))


def seconds_to_load(events: list[PetitionEvent]) -> float:
    began = process_time()
    petition = Petition.replay(None, events)
    assert petition is not None
    assert len(petition.file.entries) == len(events)
    return process_time() - began


def test_two_thousand_entries_load_in_well_under_a_second():
    assert seconds_to_load(long_record(late=False)) < 0.5


def test_and_so_they_do_when_half_of_them_came_late():
    assert seconds_to_load(long_record(late=True)) < 3


def test_entries_in_turn_are_written_once_each(monkeypatch):
    written = []
    advance = PetitionFile.advance
    monkeypatch.setattr(
        PetitionFile, "advance", lambda file, *way: written.append(way) or advance(file, *way)
    )
    events = told(*HISTORY_TO["accepted"], *(acted(WATER, 5 + n / 100) for n in range(100)))
    Petition.replay(None, events)
    assert len(written) == len([e for e in events if type(e).__name__ in MOVING])


MOVING = {"Registered", "Referred", "Received", "Accepted", "ActionTaken"}


def test_an_act_on_a_long_petition_is_quick_in_turn_and_late():
    petition = petition_of(*HISTORY_TO["in_handling"])
    for event in long_record(late=False)[petition.version :]:
        petition.absorb(event)
    began = process_time()
    petition.perform(TakeAction(kind="works"), entry(ROADS, on=50))
    assert process_time() - began < 0.1
    began = process_time()
    petition.perform(Contact(method="phone"), entry(BUREAU, on=4.5, recorded=50))
    assert process_time() - began < 2
