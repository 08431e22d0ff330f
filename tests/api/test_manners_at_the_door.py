"""Every answer has manners: an id, security headers, a line in the journal; HEAD, OPTIONS, 405."""

import json
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
import structlog
from at_the_counter import BUREAU, PETITIONER, as_demo, calling, problem

from petition_es.api.manners import CONTENT_SECURITY_POLICY, write_journal_as_json
from petition_es.demonstration.the_article import road
from served import served

NUMBER = "XF2016-31332-06211-93"

ASKED = [
    ("GET", "/", 200),
    ("GET", "/healthz", 200),
    ("GET", "/openapi.json", 200),
    ("GET", "/static/none.css", 404),
    ("GET", "/no/such", 404),
    ("GET", f"/petitions/{road().petition_id}/timeline", 200),
    ("GET", "/petitions/x/timeline", 404),
    ("DELETE", "/petitions", 405),
    ("OPTIONS", "/petitions", 204),
    ("HEAD", "/healthz", 200),
    ("POST", "/petitions", 422),
    ("POST", f"/petitions/{NUMBER}/urge", 422),
    ("GET", "/problems/not-found", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ASKED)
def test_every_answer_is_guarded(counter, method, path, status):
    answer = counter.client.request(method, path)
    assert answer.status_code == status
    said = answer.headers
    assert said["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert (said["x-content-type-options"], said["x-frame-options"]) == ("nosniff", "DENY")
    assert (
        said["cross-origin-opener-policy"] == said["cross-origin-resource-policy"] == "same-origin"
    )
    assert said["referrer-policy"] == "same-origin"
    assert "camera=()" in said["permissions-policy"]
    assert "cache-control" in said
    assert UUID(said["x-request-id"])
    assert "server" not in said


def test_even_a_broken_answer_is_guarded(counter, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(type(counter.house.store), "last_position", broken)
    answer = counter.client.get("/readyz")
    problem(answer, 500, "internal-fault")
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert answer.json()["instance"] == f"urn:uuid:{answer.headers['x-request-id']}"


def test_the_senders_id_of_a_request_goes_to_the_record(counter):
    request_id = str(uuid4())
    headers = {**as_demo(PETITIONER), "X-Request-Id": request_id}
    answer = counter.submit(headers=headers)
    assert answer.headers["x-request-id"] == request_id
    events = counter.recorded(answer.json()["petition"])
    assert {str(event.correlation_id) for event in events} == {request_id}


@pytest.mark.parametrize("odd", ["", "not-an-id", "x" * 5000, "1 OR 1=1"])
def test_an_id_that_is_none_is_replaced(counter, odd):
    answer = counter.client.get("/healthz", headers={"X-Request-Id": odd})
    assert UUID(answer.headers["x-request-id"])


# ---- The journal ---------------------------------------------------------------------------------


def lines(printed):
    """The lines of the journal, as they are told by default."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    return [
        dict(re.findall(r"(\w+)=(\S+|\(none\))", line))
        for line in plain.splitlines()
        if "answered" in line
    ]


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", f"/petitions/{NUMBER}/timeline", "/petitions/{petition}/timeline"),
        ("GET", f"/petitions/{NUMBER}/events?after=1", "/petitions/{petition}/events"),
        ("POST", f"/petitions/{NUMBER}/refer", "/petitions/{petition}/refer"),
        ("GET", f"/t/{NUMBER}", "/t/{number}"),
        ("HEAD", "/healthz", "/healthz"),
        ("GET", f"/no/such/{NUMBER}", "(none)"),
        ("OPTIONS", f"/petitions/{NUMBER}/refer", "(none)"),
    ],
)
def test_a_request_is_one_line_that_names_the_route(counter, capsys, method, path, route):
    capsys.readouterr()
    answer = counter.client.request(method, path)
    printed = "".join(capsys.readouterr())
    (line,) = lines(printed)
    assert (line["method"], line["route"]) == (method, route)
    assert line["status"] == str(answer.status_code)
    assert line["request"] == answer.headers["x-request-id"]
    assert NUMBER not in printed


def test_the_journal_of_a_service_is_json_a_line(article_house):
    written = []
    write_journal_as_json(written.append)
    try:
        with calling(article_house) as client:
            client.get("/healthz")
    finally:
        structlog.reset_defaults()
    (line,) = (json.loads(each) for each in written)
    assert set(line) == {
        *("event", "level", "timestamp"),
        *("request", "method", "route", "status", "milliseconds"),
    }


# ---- Methods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/petitions", "POST, OPTIONS"),
        (f"/petitions/{NUMBER}/refer", "POST, OPTIONS"),
        (f"/petitions/{NUMBER}/timeline", "GET, HEAD, OPTIONS"),
        ("/healthz", "GET, HEAD, OPTIONS"),
        ("/submit", "GET, POST, HEAD, OPTIONS"),
    ],
)
def test_an_address_says_which_methods_it_takes(counter, path, allowed):
    options = counter.client.request("OPTIONS", path)
    assert (options.status_code, options.headers["allow"], options.content) == (204, allowed, b"")
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        answer = counter.client.request(method, path)
        problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == allowed


def test_an_address_that_is_none_takes_no_method(counter):
    for method in ("OPTIONS", "DELETE", "HEAD"):
        assert counter.client.request(method, "/no/such").status_code == 404


@pytest.mark.parametrize(
    "path", ["/healthz", "/", f"/petitions/{road().petition_id}/timeline", "/openapi.json"]
)
def test_head_is_get_without_the_body(counter, path):
    head, whole = (counter.client.request(method, path) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "content-length", "cache-control"):
        assert head.headers.get(name) == whole.headers.get(name)


def test_a_connection_lives_on_after_a_head(article_house):
    path = f"/petitions/{road().petition_id}/timeline"
    with served(article_house) as address:
        site = urlsplit(address)
        connection = HTTPConnection(site.hostname, site.port, timeout=20)
        connection.connect()
        port = connection.sock.getsockname()[1]
        for method in ("HEAD", "GET"):
            connection.request(method, path)
            assert connection.getresponse().read().startswith(b"" if method == "HEAD" else b"{")
            assert connection.sock.getsockname()[1] == port
        connection.close()


def test_head_of_a_stream_ends(counter):
    answer = counter.client.request("HEAD", f"/petitions/{road().petition_id}/stream")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("text/event-stream")


def test_other_sites_are_given_nothing(counter):
    headers = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    for method in ("OPTIONS", "GET"):
        answer = counter.client.request(method, f"/petitions/{NUMBER}/timeline", headers=headers)
        assert not [name for name in answer.headers if name.startswith("access-control")]


# ---- Health --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_door_says_that_it_is_well(counter, path):
    answer = counter.client.get(path, headers=as_demo(BUREAU))
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-cache"
