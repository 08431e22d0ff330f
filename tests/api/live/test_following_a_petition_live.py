"""A watcher is told every step, once and in order, whatever breaks in between."""

import threading
from datetime import timedelta
from itertools import cycle

import httpx
import pytest
from event_source import watching
from live_office import BUREAU, PETITIONER, ROADS, a_house, hang_up, serving

from petition_es.api.live import reading
from petition_es.api.live.opening import per_address
from petition_es.api.live.watching import WATCHERS_PER_ADDRESS
from petition_es.demonstration.identities import identity
from petition_es.domain.petition import Classify, Correct, Disclose, IssueQueryCode
from petition_es.settings import Settings
from petition_es.store.faults import ConcurrentChange, StoreFault

WATCHERS, WRITERS, WORKS_OF_EACH = 6, 3, 15


def present(office, petition):
    answer = office.read(petition.number)
    return answer.json(), int(answer.headers["ETag"].strip('"'))


def test_a_watcher_is_told_where_it_stands_and_then_each_new_step(office):
    petition = office.petition()
    with watching(office, petition.number) as source:
        first = source.next()
        assert first.event == "head"
        assert first.data == present(office, petition)[0]["head"]
        for _ in range(3):
            recorded = office.work(petition.petition_id)
            office.hub.nudge()
            step, head = source.until_version(recorded.version)
            assert step.data["id"] == str(recorded.events[-1].event_id)
            assert step.last_id == head.last_id == str(recorded.version)
    assert source.response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert source.response.headers["Cache-Control"] == "no-store"
    assert source.response.headers["X-Accel-Buffering"] == "no"


def test_what_another_process_recorded_is_told_without_a_nudge(office):
    petition = office.petition()
    with watching(office, petition.number) as source:
        source.next()
        recorded = office.work(petition.petition_id)
        assert source.until_version(recorded.version)[-1].last_id == str(recorded.version)


def test_who_comes_again_is_told_what_was_missed_and_nothing_else(office):
    petition = office.petition()
    _, version = present(office, petition)
    missed = [str(office.work(petition.petition_id).events[-1].event_id) for _ in range(3)]
    for again in ({"last_id": version}, {"after": version}, {"last_id": version, "after": 1}):
        with watching(office, petition.number, **again) as source:
            told = source.until_version(version + 3)
        assert [each.data["id"] for each in told[:-1]] == missed
        assert told[-1].event == "head"


def test_whoever_missed_nothing_is_told_the_head_alone(office):
    petition = office.petition()
    _, version = present(office, petition)
    with watching(office, petition.number, last_id=version) as source:
        assert [each.event for each in source.until_version(version)] == ["head"]


@pytest.mark.parametrize("after", [0, 1_000_000])
def test_a_version_that_never_was_is_as_if_nothing_was_told(office, after):
    petition = office.petition()
    timeline, version = present(office, petition)
    with watching(office, petition.number, after=after) as source:
        source.until_version(version)
    assert list(source.checkpoints.values()) == timeline["checkpoints"]


def test_a_step_that_is_corrected_is_told_again(office):
    petition = office.petition()
    wrong = office.work(petition.petition_id)
    with watching(office, petition.number) as source:
        source.next()
        act = Correct(corrected=wrong.events[-1].event_id, effect="void", reason="entered_twice")
        corrected = office.act(petition.petition_id, act, ROADS)
        again, correction, _ = source.until_version(corrected.version)
    assert again.data["id"] == str(wrong.events[-1].event_id)
    assert again.data["voided"]
    assert again.data["corrected_by"] == correction.data["id"]
    assert again.last_id == str(wrong.version)  # Cut off here, one comes again from there.


def test_a_change_that_one_may_not_see_moves_the_head_alone(office):
    petition = office.petition()
    with watching(office, petition.number) as source:
        source.next()
        act = Classify(flags=("urgent",), reason="new_facts")
        recorded = office.act(petition.petition_id, act, BUREAU)
        told = source.until_version(recorded.version)
    assert [each.event for each in told] == ["head"]


@pytest.mark.parametrize("target", ["petition", "step"])
def test_what_is_hidden_ends_the_stream(office, target):
    petition = office.petition()
    step = office.work(petition.petition_id)
    with watching(office, petition.number) as source:
        source.next()
        named = "petition" if target == "petition" else str(step.events[-1].event_id)
        act = Disclose(target=named, audience="officer", reason="privacy")
        recorded = office.act(petition.petition_id, act, BUREAU)
        last = source.next()
        assert (last.event, last.last_id) == ("closed", str(recorded.version))
        with pytest.raises(StopIteration):
            source.next()


def test_a_view_with_a_name_to_it_is_followed_in_that_view(office):
    petition = office.petition(published=False)
    with watching(office, petition.number, who=PETITIONER, after=0) as source:
        source.until_version(petition.version)
        recorded = office.work(petition.petition_id)
        source.until_version(recorded.version)
    assert source.checkpoints == office.steps(petition.number, PETITIONER)


def test_what_is_closed_or_unknown_is_refused_alike(office):
    closed = office.petition(published=False).number
    for address in (closed, str(closed).replace("-", ""), "XF2016-44181-59663-53"):
        answer = office.client.get(f"/petitions/{address}/stream")
        assert answer.status_code == 404
        assert answer.json()["type"] == "/problems/no-such-petition"


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": -1}, {"audience": "everybody"}])
def test_what_cannot_be_read_is_refused(office, query):
    number = office.petition().number
    assert office.client.get(f"/petitions/{number}/stream", params=query).status_code == 422


def test_a_quiet_stream_says_that_it_is_alive(office):
    petition = office.petition()
    with watching(office, petition.number) as source:
        for line in source.response.iter_lines():
            if line == ": still here":
                return
    pytest.fail("no heartbeat")


def test_who_leaves_watches_no_more(office):
    petition = office.petition()
    with watching(office, petition.number) as source:
        source.next()
        assert office.hub.watchers >= 1
    while office.hub.watchers:  # What never comes runs into the test's limit.
        pass


def test_more_watchers_than_the_limit_are_asked_to_come_again(office, monkeypatch):
    petition = office.petition()
    monkeypatch.setattr(office.hub, "_watchers_max", 1)
    with watching(office, petition.number) as source:
        source.next()
        answer = office.client.get(f"/petitions/{petition.number}/stream")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert answer.json()["type"] == "/problems/busy"


def test_one_address_does_not_take_the_place_of_all_others(office, monkeypatch):
    petition = office.petition()
    monkeypatch.setattr(office.hub, "_per_address", 1)
    with watching(office, petition.number) as source:
        source.next()
        answer = office.client.get(f"/petitions/{petition.number}/stream")
        assert answer.status_code == 503
        with office.hub.watch(petition.petition_id, "203.0.113.1"):
            pass


@pytest.mark.parametrize(
    ("settings", "limit"),
    [({}, WATCHERS_PER_ADDRESS), ({"demonstration": True}, None), ({"watchers_per_address": 7}, 7)],
)
def test_only_a_demonstration_lets_one_address_watch_without_limit(settings, limit):
    assert per_address(Settings(**settings)) == limit


# ---- Rights that end -----------------------------------------------------------------------------


def renewed(office, petition):
    office.act(petition.petition_id, IssueQueryCode(delivery="in_person"), BUREAU)


def with_code(petition):
    return {"Query-Code": petition.query_code}


def test_a_renewed_code_ends_the_streams_of_the_old_one(office):
    petition = office.petition(published=False)
    with watching(office, petition.number, headers=with_code(petition)) as source:
        source.next()
        recorded = office.work(petition.petition_id)
        source.until_version(recorded.version)
        renewed(office, petition)
        assert source.next().event == "closed"
        with pytest.raises(StopIteration):
            source.next()


def test_a_revoked_token_ends_its_streams_though_nothing_happens(office, monkeypatch):
    petition = office.petition(published=False)
    monkeypatch.setattr(reading, "LOOKS_AGAIN_SECONDS", 0.1)
    token, grant = office.house.access.issue(
        identity(BUREAU), scopes=("read",), lasts=timedelta(days=1), now=office.house.clock()
    )
    with watching(office, petition.number, headers={"Authorization": f"Bearer {token}"}) as source:
        source.next()
        office.house.access.revoke(grant.token_id, office.house.clock())
        assert source.next().event == "closed"


def test_a_quiet_stream_goes_on_while_its_reader_may_see_it(office, monkeypatch):
    petition = office.petition(published=False)
    monkeypatch.setattr(reading, "LOOKS_AGAIN_SECONDS", 0.05)
    with watching(office, petition.number, headers=with_code(petition)) as source:
        source.next()
        source.until_it_is_quiet()
        recorded = office.work(petition.petition_id)
        assert source.until_version(recorded.version)[-1].event == "head"


def test_a_broken_database_connection_loses_nothing(office, module_database_url):
    petition = office.petition()
    with watching(office, petition.number, after=0) as source:
        source.next()
    for _ in range(3):
        with watching(office, petition.number, last_id=source.last_id) as again:
            again.checkpoints = source.checkpoints
            source = again
            source.next()
            hang_up(module_database_url)
            recorded = persistently(lambda: office.work(petition.petition_id))
            try:
                source.until_version(recorded.version)
            except StopIteration:
                continue  # It was the shelf that found the database away: come again.
    with watching(office, petition.number, last_id=source.last_id) as again:
        again.until_version(recorded.version)
        source.checkpoints |= again.checkpoints
    assert source.checkpoints == office.steps(petition.number)


def persistently(act):
    """Do it until nobody was in the way."""
    while True:
        try:
            return act()
        except (ConcurrentChange, StoreFault):
            continue


class Restless:
    """A watcher that is cut off again and again, and comes again with its last id."""

    def __init__(self):
        self.kept, self.came, self.last_id = {}, [], "0"

    def watch(self, office, petition, last, frames):
        while int(self.last_id) < last:
            with watching(office, petition.number, last_id=self.last_id) as source:
                for _ in range(next(frames)):
                    self.take(source.next())
                    if int(self.last_id) >= last:
                        break

    def take(self, told):
        self.last_id = told.last_id or self.last_id
        if told.event == "checkpoint":
            if told.data["id"] not in self.kept:
                self.came.append(told.data["sequence"])
            self.kept[told.data["id"]] = told.data


def test_nothing_is_missing_or_doubled_whoever_writes_and_whatever_breaks(office):
    petition = office.petition()
    last = petition.version + 5 + WRITERS * WORKS_OF_EACH

    def write():
        for _ in range(WORKS_OF_EACH):
            persistently(lambda: office.work(petition.petition_id))

    watchers = [Restless() for _ in range(WATCHERS)]
    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for number, each in enumerate(watchers, 2):
        frames = cycle(range(1, 5 * number, number))
        threads.append(threading.Thread(target=each.watch, args=(office, petition, last, frames)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    steps = office.steps(petition.number)
    sequences = sorted(step["sequence"] for step in steps.values())
    assert len(steps) >= WRITERS * WORKS_OF_EACH
    assert all(each.kept == steps for each in watchers)
    assert all(each.came == sequences for each in watchers)


def test_a_server_that_stops_lets_every_watcher_go(module_store, tmp_path, office):
    petition = office.petition()
    ended = []

    def watch(office_here):
        with watching(office_here, petition.number) as source:
            watches.release()
            while True:
                try:
                    source.next()
                except StopIteration:
                    ended.append(True)
                    return
                except httpx.RemoteProtocolError:
                    ended.append(False)  # Cut off in the middle of the answer.
                    return

    watches = threading.Semaphore(0)
    with serving(a_house(module_store, tmp_path)) as (server, url):
        here = type(office)(office.house, url, office.client, server)
        watchers = [threading.Thread(target=watch, args=(here,)) for _ in range(5)]
        for watcher in watchers:
            watcher.start()
            assert watches.acquire(timeout=20)
    for watcher in watchers:
        watcher.join(20)
    assert ended == [True] * 5
