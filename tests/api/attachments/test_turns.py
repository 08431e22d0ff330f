"""Files take turns, and forms share the memory that they arrive in."""

import anyio
import pytest

from petition_es.api.at_the_door import Busy
from petition_es.api.attachments import turns
from petition_es.api.attachments.turns import Room, a_turn_to_keep


def test_no_more_forms_are_kept_at_once_than_there_are_turns(monkeypatch):
    monkeypatch.setattr(turns, "KEEPING", anyio.Semaphore(1))
    monkeypatch.setattr(turns, "KEEPING_WAIT_SECONDS", 0.01)

    async def kept():
        async with a_turn_to_keep():
            with pytest.raises(Busy):
                async with a_turn_to_keep():
                    raise AssertionError
        async with a_turn_to_keep():
            return True

    assert anyio.run(kept)


def test_room_is_shared_and_given_back():
    room = Room(10)
    with room.some() as take:
        take(6)
        with room.some() as take_too:
            take_too(4)
            with pytest.raises(Busy):
                take_too(1)
            with pytest.raises(Busy):
                take(1)
        take(4)
    assert room.taken == 0


def test_who_is_alone_is_never_refused_room():
    room = Room(10)
    with room.some() as take:
        take(20)
        with room.some() as take_too, pytest.raises(Busy):
            take_too(1)
