"""How files arrive over a socket: too large, too slowly, too many at once, or not to the end."""

import socket
import threading
from dataclasses import replace
from urllib.parse import urlsplit

import anyio
import httpx
from strangers_files import pdf, picture

from app_served import served, until
from petition_es.api.app import build
from petition_es.api.attachments import arriving, turns

MIB = 1024 * 1024


def test_a_file_over_the_limit_is_refused_before_it_is_sent(desk):
    announced = {"Content-Length": str(11 * MIB), "Content-Type": "application/pdf"}
    with raw(desk, announced) as connection:
        assert b" 413 " in connection.recv(4096)


def test_a_file_over_the_limit_is_refused_while_it_arrives(desk):
    def endless():
        yield pdf()[:200]
        for _ in range(11 * 16):
            yield b"0123456789abcde\n" * 4096

    answer = desk.upload(endless(), "application/pdf")
    assert answer.status_code == 413
    assert answer.headers["Connection"] == "close"
    assert desk.kept_files() == []


def raw(desk, headers):
    """A connection on which a request has begun."""
    place = urlsplit(str(desk.client.base_url))
    connection = socket.create_connection((place.hostname, place.port), timeout=20)
    lines = {"Host": place.netloc, **desk.as_petitioner(), **headers}
    begun = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    connection.sendall(f"POST {desk.path}/attachments HTTP/1.1\r\n{begun}\r\n".encode())
    return connection


def drafts(desk):
    return [path for path in desk.kept_files() if path.name.startswith(".draft-")]


def test_who_hangs_up_in_the_middle_leaves_nothing_behind(desk):
    announced = {"Content-Length": str(5 * MIB), "Content-Type": "application/pdf"}
    with raw(desk, announced) as connection:
        connection.sendall(pdf(size=5 * MIB)[: 2 * MIB])
        until(lambda: drafts(desk))
    until(lambda: desk.kept_files() == [])
    until(lambda: turns.UPLOADS.value == turns.UPLOADS_AT_ONCE)


def test_who_stalls_is_told_so_and_leaves_nothing_behind(desk):
    hurried = desk.house.settings.model_copy(update={"upload_seconds": 0.5})
    announced = {"Content-Length": str(MIB), "Content-Type": "application/pdf"}
    with (
        served(build(replace(desk.house, settings=hurried))) as url,
        httpx.Client(base_url=url) as client,
        raw(replace(desk, client=client), announced) as connection,
    ):
        connection.sendall(pdf(size=MIB)[: MIB // 2])
        assert b" 408 " in connection.recv(4096)
    assert desk.kept_files() == []


def test_more_uploads_than_there_are_turns_wait_and_are_then_asked_to_come_again(desk, monkeypatch):
    monkeypatch.setattr(turns, "UPLOAD_WAIT_SECONDS", 0.05)
    monkeypatch.setattr(turns, "UPLOADS", anyio.Semaphore(1))
    announced = {"Content-Length": "9", "Content-Type": "text/plain"}
    with raw(desk, announced) as connection:
        connection.sendall(b"half")
        until(lambda: turns.UPLOADS.value == 0)
        answer = desk.upload(picture())
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        monkeypatch.setattr(turns, "UPLOAD_WAIT_SECONDS", 20)
        waiting = threading.Thread(target=desk.upload, args=(picture(),))
        waiting.start()
        connection.sendall(b" done")
        assert b" 201 " in connection.recv(4096)
        waiting.join()
    assert len(desk.kept_files()) == 2


def test_one_address_does_not_take_the_turns_of_all(desk, monkeypatch):
    monkeypatch.setattr(turns, "UPLOAD_WAIT_SECONDS", 0.05)
    announced = {"Content-Length": "9", "Content-Type": "text/plain"}
    with raw(desk, announced), raw(desk, announced):
        until(lambda: turns.UPLOADS.value == turns.UPLOADS_AT_ONCE - turns.UPLOADS_OF_ONE_ADDRESS)
        assert desk.upload(picture()).status_code == 503
    until(lambda: not turns.UPLOADS_FROM)
    assert desk.upload(picture()).status_code == 201


def test_uploads_that_arrive_take_no_thread_from_the_pages(desk, monkeypatch):
    monkeypatch.setattr(arriving, "PATIENCE_SECONDS", 60.0)
    announced = {"Content-Length": "99", "Content-Type": "text/plain"}
    with raw(desk, announced) as connection:
        connection.sendall(b"half of a long text")
        until(lambda: turns.THREADS.borrowed_tokens == 1)
    until(lambda: turns.THREADS.borrowed_tokens == 0)


def test_who_sends_too_slowly_is_told_so_and_leaves_nothing_behind(desk, monkeypatch):
    monkeypatch.setattr(arriving, "PATIENCE_SECONDS", 0.1)
    announced = {"Content-Length": "9", "Content-Type": "text/plain"}
    with raw(desk, announced) as connection:
        connection.sendall(b"half")
        assert b" 408 " in connection.recv(4096)
    until(lambda: desk.kept_files() == [])
