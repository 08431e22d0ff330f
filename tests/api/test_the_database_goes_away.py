"""While the database is away the door says so and when to come again; then it goes on."""

import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from at_the_counter import BUREAU, as_demo, calling, problem
from psycopg import sql

from petition_es.demonstration.the_article import road

ROAD = f"/petitions/{road().petition_id}"


@contextmanager
def away(databases, url):
    """Let nobody into the database, and send away who is in."""
    name = urlsplit(url).path[1:]
    with psycopg.connect(databases.url, autocommit=True) as connection:
        _let_in(connection, name, allowed=False)
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        try:
            yield
        finally:
            _let_in(connection, name, allowed=True)


def _let_in(connection, name, *, allowed):
    statement = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Literal(allowed)))


@pytest.fixture
def client(article_house):
    """A client of a door of its own: what it learnt before is not told again."""
    with calling(article_house) as opened:
        yield opened


ASKED = [
    ("GET", "/readyz", None),
    ("GET", f"{ROAD}/events", None),
    ("GET", f"{ROAD}/parties", None),
    ("GET", f"{ROAD}/timeline", None),
    ("POST", f"{ROAD}/contact", {"method": "phone"}),
]


def test_what_needs_the_database_is_answered_with_503_and_later_again(
    client, databases, module_database_url
):
    headers = {**as_demo(BUREAU), "If-Match": "*"}

    def ask(method, path, body):
        return client.request(method, path, json=body, headers=headers)

    assert {ask(*each).status_code for each in ASKED} == {200}
    with away(databases, module_database_url):
        for each in ASKED:
            answer = ask(*each)
            told = problem(answer, 503, "database-unreachable")
            assert int(answer.headers["retry-after"]) >= 1
            assert "facts" not in told
            assert "petition_test" not in answer.text
        assert client.get("/healthz").status_code == 200
    until_well(lambda: {ask(*each).status_code for each in ASKED} == {200})


def until_well(is_so, seconds=20):
    """Wait until it is so; what never comes fails the test."""
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, "it never came back"
        time.sleep(0.1)
