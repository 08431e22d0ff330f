"""The tracking page while it is open: each new step comes by itself."""

import httpx
import pytest
from page_reading import read

from petition_es.demonstration.identities import identity
from petition_es.demonstration.the_article import bridge
from petition_es.domain.codes import Party
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Disclose, IssueQueryCode, Register, Submit, Withdraw
from petition_es.domain.sealed import Sealed

LI = Actor(actor_id="p-live", role="petitioner")


@pytest.fixture
def handed_in(house):
    """A petition of somebody's own, still with the bureau."""
    act = Submit(
        title=Sealed("路"), text=Sealed("路坏了"), parties=(Party(petitioner_id=LI.actor_id),)
    )
    return house.office.submit(act, LI)


@pytest.fixture
def client(site):
    with httpx.Client(base_url=site, timeout=20) as opened:
        yield opened


def events(answer):
    """The events of a stream as they come: name, id and data."""
    event = {}
    for line in answer.iter_lines():
        if not line and "event" in event:
            yield event["event"], event.get("id"), "\n".join(event.get("data", []))
            event = {}
        name, _, value = line.partition(": ")
        if name == "data":
            event.setdefault("data", []).append(value)
        elif name:
            event[name] = value


def test_a_reader_who_missed_something_is_sent_it_at_once(client, house):
    petition = house.office.petition(bridge().petition_id)
    with client.stream("GET", f"/t/{petition.file.number}/stream?after=3&lang=en") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        name, version, html = next(events(answer))
    assert (name, version) == ("timeline", str(petition.version))
    assert "The petitioner rated the unit" in read(html).text


def test_a_new_step_comes_by_itself_and_in_the_readers_language(client, house, handed_in):
    client.post(f"/t/{handed_in.number}/open", data={"code": handed_in.query_code})
    version = house.office.petition(handed_in.petition_id).version
    address = f"/t/{handed_in.number}/stream?after={version}&lang=zh"
    with client.stream("GET", address) as answer:
        told = events(answer)
        house.office.perform(
            handed_in.petition_id, Register(purpose="request"), identity("jiangsu-bureau")
        )
        name, now, html = next(told)
    assert (name, now) == ("timeline", str(version + 1))
    status = read(html).one("section", id="part-status")
    assert status["data-says"] == f"新的办理情况：已登记，编号 {handed_in.number}"


def test_what_the_petitioner_may_do_next_comes_with_the_step(client, house, handed_in):
    client.post(f"/t/{handed_in.number}/open", data={"code": handed_in.query_code})
    version = house.office.petition(handed_in.petition_id).version
    with client.stream("GET", f"/t/{handed_in.number}/stream?after={version}") as answer:
        told = events(answer)
        house.office.perform(handed_in.petition_id, Withdraw(), LI)
        sent = read(next(told)[2]).one("section", id="part-yours")
    page = read(client.get(f"/t/{handed_in.number}").text)
    assert sent.text == page.one("section", id="part-yours").text
    assert f"/t/{handed_in.number}/do/withdraw" not in [a["href"] for a in sent.all("a")]


def test_the_public_is_sent_nothing_to_do(client, house):
    number = house.office.petition(bridge().petition_id).file.number
    with client.stream("GET", f"/t/{number}/stream?after=3") as answer:
        assert read(next(events(answer))[2]).all(id="part-yours") == []


def test_a_renewed_code_ends_the_stream_of_the_old_one(client, house, handed_in):
    bureau = identity("jiangsu-bureau")
    house.office.perform(handed_in.petition_id, Register(purpose="request"), bureau)
    client.post(f"/t/{handed_in.number}/open", data={"code": handed_in.query_code})
    version = house.office.petition(handed_in.petition_id).version
    with client.stream("GET", f"/t/{handed_in.number}/stream?after={version}") as answer:
        told = events(answer)
        act = IssueQueryCode(delivery="in_person")
        house.office.perform(handed_in.petition_id, act, bureau)
        assert next(told)[0] == "closed"


def test_a_closed_petition_has_no_stream_for_others(client, handed_in):
    assert client.get(f"/t/{handed_in.number}/stream").status_code == 404


def test_when_the_petition_is_closed_to_the_public_their_stream_ends(client, house):
    petition_id = bridge().petition_id
    petition = house.office.petition(petition_id)
    bureau = identity("jiangsu-bureau")
    with client.stream(
        "GET", f"/t/{petition.file.number}/stream?after={petition.version}"
    ) as answer:
        told = events(answer)
        house.office.perform(petition_id, Disclose(audience="petitioner", reason="privacy"), bureau)
        name, _, html = next(told)
        assert (name, html) == ("closed", "")
        assert list(told) == []
