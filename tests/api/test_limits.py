"""Nobody may send too much, too slowly or too often."""

import socket
from contextlib import suppress
from threading import Event, get_ident
from urllib.parse import urlsplit

import pytest
from at_the_counter import BUREAU, Counter, as_demo, calling, in_earnest, problem

from petition_es.api.callers import CODES_AT_ONCE, few_at_once
from petition_es.api.examples import EXAMPLES
from petition_es.api.headers_in_time import HEADERS_LIMIT
from petition_es.api.limits import WRITES_PER_MINUTE
from served import served

LIMIT = 4000


@pytest.fixture(scope="module")
def strict(article_house):
    """A house that allows very little."""
    house = in_earnest(
        article_house, demonstration=True, body_limit=LIMIT, attachment_limit=LIMIT,
        request_seconds=0.5,
    )  # fmt: skip
    with calling(house) as client:
        yield Counter(house, client)


def test_a_body_of_the_limit_is_taken(strict):
    rest = LIMIT - len(strict.client.asking.build_request("POST", "/", json=said("")).content)
    assert strict.submit(**said("x" * rest)).status_code == 201


def said(title):
    return {**EXAMPLES["submit"], "title": title}


def test_a_body_beyond_the_limit_is_refused_by_its_length(strict):
    told = problem(strict.submit(title="x" * LIMIT), 413, "too-large")
    assert told["facts"] == {"limit": str(LIMIT)}


def test_a_body_beyond_the_limit_is_refused_as_it_comes(strict):
    async def pieces():
        for _ in range(10):
            yield b" " * 1000

    headers = {**as_demo(BUREAU), "Content-Type": "application/json"}
    answer = strict.client.post("/petitions", content=pieces(), headers=headers)
    problem(answer, 413, "too-large")
    assert answer.headers["connection"] == "close"


def test_a_file_has_a_limit_of_its_own(strict):
    number = strict.registered()["number"]
    headers = {**as_demo(BUREAU), "Content-Type": "text/plain"}
    path = f"/petitions/{number}/attachments"
    answer = strict.client.post(path, content="路" * LIMIT, headers=headers)
    problem(answer, 413, "too-large")


@pytest.mark.parametrize("sent", [b"", b'{"title":'])
def test_a_body_that_does_not_come_is_not_waited_for(strict, sent):
    with served(strict.house) as url, connected(url) as connection:
        connection.sendall(
            b"POST /petitions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"Authorization: Bearer demo:haiyang-bureau\r\nContent-Length: 900\r\n\r\n" + sent
        )
        answer = everything(connection)
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"/problems/too-slow" in answer


def connected(url):
    address = urlsplit(url)
    return socket.create_connection((address.hostname, address.port), timeout=20)


def everything(connection):
    """What comes until the answer is whole; its end is the end of the problem."""
    came = b""
    while b'"}' not in came and (more := connection.recv(65536)):
        came += more
    return came


@pytest.fixture
def hurried(article_house):
    """A house where a sender writes three times a minute."""
    house = in_earnest(article_house, writes_per_minute=3)
    with calling(house) as client:
        yield Counter(house, client)


def test_who_writes_too_often_is_told_when_to_come_again(hurried):
    token = hurried.officer(BUREAU)
    answers = [hurried.submit(headers=token, on_behalf_of="p-road") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429, 429]
    problem(answers[-1], 429, "too-many-requests")
    assert int(answers[-1].headers["retry-after"]) >= 1


def test_the_count_is_kept_for_each_address(hurried):
    with calling(hurried.house, peer=("203.0.113.1", 50000)) as one:
        answers = [Counter(hurried.house, one).submit(headers={}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
    assert hurried.submit(headers={}).status_code == 401


def test_another_token_gives_no_more_to_write(hurried):
    made_up = [{"Authorization": f"Bearer {n}"} for n in range(5)]
    answers = [hurried.submit(headers=headers).status_code for headers in made_up]
    assert answers == [401, 401, 401, 429, 429]


def test_reading_with_a_query_code_is_counted(hurried):
    path = "/petitions/XF2016-31332-06211-93/timeline"
    code = {"Query-Code": "AAAA-BBBB-CCCC"}
    answers = [hurried.read(path, **code).status_code for _ in range(4)]
    assert answers == [403, 403, 403, 429]


def test_few_query_codes_are_checked_at_once():
    running, most, seen = set(), CODES_AT_ONCE, []

    def check():
        running.add(get_ident())
        seen.append(len(running))
        all_in.wait(0.05)
        running.discard(get_ident())

    all_in = Event()
    for checking in [few_at_once(check) for _ in range(4 * most)]:
        checking.result()
    assert max(seen) <= most


def test_reading_is_not_counted(hurried):
    answers = {hurried.read("/healthz").status_code for _ in range(20)}
    assert answers == {200}


def test_refused_guesses_count_too(hurried):
    answers = [hurried.submit(headers={}).status_code for _ in range(5)]
    assert answers == [401, 401, 401, 429, 429]


def test_a_demonstration_has_no_such_limit(counter):
    answers = {counter.submit(headers={}).status_code for _ in range(WRITES_PER_MINUTE + 50)}
    assert answers == {401}


def test_the_petitioners_acts_are_counted(hurried):
    handed_in = hurried.submit(headers=hurried.officer(BUREAU), on_behalf_of="p-road").json()
    headers = {"Query-Code": handed_in["query_code"], "If-Match": "*"}
    path = f"/petitions/{handed_in['number']}/withdraw"
    answers = [hurried.client.post(path, json={}, headers=headers).status_code for _ in range(3)]
    assert answers == [200, 409, 429]


# ---- Headers -------------------------------------------------------------------------------------

BEGUN = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize("sent", [b"", b"GET /hea", BEGUN])
def test_headers_that_do_not_come_are_not_waited_for(strict, sent):
    with served(strict.house) as url, connected(url) as connection:
        connection.sendall(sent)
        assert connection.recv(100) == b""


def test_the_headers_of_a_later_request_are_not_waited_for_either(strict):
    with served(strict.house) as url, connected(url) as connection:
        connection.sendall(BEGUN + b"\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(BEGUN)
        assert connection.recv(100) == b""


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n"])
def test_headers_beyond_the_limit_are_not_read(counter, end):
    with served(counter.house) as url, connected(url) as connection:
        with suppress(ConnectionError):  # It may hang up while the rest is on its way.
            connection.sendall(BEGUN + b"A: " + b"x" * 10 * HEADERS_LIMIT + end)
        assert not hanging_up(connection).startswith(b"HTTP/1.1 200 ")


def test_headers_within_the_limit_are_read_and_a_long_body_is_none_of_them(counter):
    posting = b"POST /petitions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 200000\r\n\r\n"
    with served(counter.house) as url, connected(url) as connection:
        connection.sendall(BEGUN + b"A: " + b"x" * (HEADERS_LIMIT - 100) + b"\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(posting + b" " * 200_000)
        assert everything(connection).startswith(b"HTTP/1.1 4")


def hanging_up(connection):
    """What comes before the other side hangs up."""
    try:
        return connection.recv(65536)
    except ConnectionError:
        return b""
