"""What people say through the public acts is found nowhere in the clear, not even in a log."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

import leaks
import pytest

from petition_es.bootstrap import put_together
from petition_es.demonstration.units import establish_units
from petition_es.domain.codes import Accused, Claim, Code, Party, Place
from petition_es.domain.entry import Actor
from petition_es.domain.petition import (
    Accept,
    AddMaterial,
    ApproveReport,
    Contact,
    Evaluate,
    IssueOpinion,
    Receive,
    RecordClaims,
    Refer,
    Register,
    Reply,
    ReportResult,
    Resolve,
    ReturnReferral,
    SendBackReport,
    Submit,
)
from petition_es.domain.refusals import Refusal
from petition_es.domain.sealed import Sealed
from petition_es.settings import Settings
from petition_es.store.sealing import NoSealing

CLOCK_ZONE = ZoneInfo("Asia/Shanghai")
PETITIONER = Actor(actor_id="p-canary", role="petitioner")
STEWARD = Actor(actor_id="steward", role="steward")
BUREAU = Actor(actor_id="o-bureau", role="officer", unit_id="haiyang-bureau")
ROADS = Actor(actor_id="o-roads", role="officer", unit_id="haiyang-roads")
LABOUR = Actor(actor_id="o-labour", role="officer", unit_id="haiyang-labour")

WORDS = (
    "title", "text", "address", "point", "accused", "claim", "explanation", "contact note",
    "material note", "material name", "material content", "reply", "opinion", "report text",
    "sent back reason", "evaluation words", "name", "id number", "phone", "home address",
)  # fmt: skip


def canary(word):
    return f"金丝雀·{word}·9d41"


def sealed(word):
    return Sealed(canary(word))


def tell_everything(house):
    """Say something in every field that takes free text or personal data."""
    establish_units(house.units)
    entry = house.office.entry
    house.persons.create(entry(STEWARD), "p-canary")
    house.persons.link_identity(
        entry(STEWARD), "p-canary", name=sealed("name"), id_number=sealed("id number"),
        phone=sealed("phone"), address=sealed("home address"),
    )  # fmt: skip
    petition_id = house.office.submit(
        Submit(
            title=sealed("title"), text=sealed("text"), parties=(Party(petitioner_id="p-canary"),)
        ),
        PETITIONER,
    ).petition_id
    for actor, act in life(house, petition_id):
        house.office.perform(petition_id, act, actor)
    refused_aloud(house, petition_id)


def life(house, petition_id):
    division = Code("gbt2260", "2016", "370687")
    place = Place(division=division, address=sealed("address"), point=sealed("point"))
    accused = (Accused(kind="person", identity=sealed("accused")),)
    claim = Claim(claim_id="c1", kind="demand", text=sealed("claim"))
    due = datetime(2999, 1, 1, tzinfo=CLOCK_ZONE)
    paper = house.papers.keep(
        petition_id, [canary("material content").encode()], media_type="text/plain",
        name=canary("material name"),
    )  # fmt: skip
    yield BUREAU, Register(purpose="accusation", place=place, accused=accused)
    yield BUREAU, RecordClaims(claims=(claim,))
    yield BUREAU, Refer(to_unit="haiyang-labour")
    yield LABOUR, ReturnReferral(reason="not_competent", explanation=sealed("explanation"))
    yield BUREAU, Refer(to_unit="haiyang-roads", kind="assignment", report_due=due)
    yield ROADS, Receive()
    yield ROADS, Accept()
    yield ROADS, Contact(method="phone", note=sealed("contact note"))
    yield PETITIONER, AddMaterial(note=sealed("material note"), attachments=(paper,))
    yield ROADS, Reply(kind="interim", text=sealed("reply"))
    yield ROADS, IssueOpinion(text=sealed("opinion"))
    yield ROADS, ReportResult(outcome="done", text=sealed("report text"))
    yield BUREAU, SendBackReport(reason=sealed("sent back reason"))
    yield ROADS, ReportResult(outcome="done")
    yield BUREAU, ApproveReport()
    yield ROADS, Resolve()
    yield (
        PETITIONER,
        Evaluate(evaluatee="unit", result="satisfied", words=sealed("evaluation words")),
    )


def refused_aloud(house, petition_id):
    """A refusal and everything that is logged about it."""
    act = IssueOpinion(text=sealed("opinion"))
    with pytest.raises(Refusal) as refused:
        house.office.perform(petition_id, act, ROADS)
    logging.getLogger("petition_es").warning("%r %r %s", act, refused.value, refused.value)


def search(house_home, database_url, databases, caplog):
    places = [*leaks.in_database(database_url), *leaks.in_folder(house_home)]
    places.append(("log", caplog.text.encode()))
    if databases.log is not None:
        places.append(("server log", databases.log.read_bytes()))
    return leaks.find({canary(word) for word in WORDS}, places)


def told(open_store, tmp_path, **options):
    store = open_store(**options)
    house = put_together(Settings(home=tmp_path), store, lambda: datetime.now(CLOCK_ZONE))
    tell_everything(house)


def test_nothing_that_people_say_is_found(open_store, database_url, tmp_path, databases, caplog):
    told(open_store, tmp_path)
    assert search(tmp_path, database_url, databases, caplog) == {}


def test_without_seals_the_same_search_finds_every_word(
    open_store, database_url, tmp_path, databases, caplog
):
    told(open_store, tmp_path, seal=NoSealing())
    found = search(tmp_path, database_url, databases, caplog)
    assert set(found) == {canary(word) for word in WORDS}
