"""A case as one file: whole, checkable, and the same bytes for the same log."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given

from histories import PETITION_ID, petition_in
from petition_es.domain.regime.law import NO_LAW
from petition_es.projections.replay import Opening
from petition_es.projections.replay.bundle import Case, bundle, no_findings
from random_histories import histories


def case_of(recorded, **more):
    case = Case(
        recorded=recorded,
        positions=range(50, 50 + len(recorded)),
        audience="auditor",
        opening=Opening("auditor"),
        units=lambda _: None,
        law=NO_LAW,
        read=lambda paper: f"paper {paper.attachment_id}".encode(),
        findings=no_findings,
        version="0.0",
    )
    return replace(case, **more)


def unpacked(content):
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def manifest(files):
    return json.loads(files["manifest.json"])


@given(histories())
def test_the_same_log_gives_the_same_bytes(recorded):
    assert bundle(case_of(recorded)) == bundle(case_of(recorded))


@given(histories())
def test_the_manifest_names_every_file_with_its_hash(recorded):
    files = unpacked(bundle(case_of(recorded)))
    told = {file["name"]: file["sha256"] for file in manifest(files)["files"]}
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    del hashes["manifest.json"]
    assert told == hashes


@given(histories())
def test_every_entry_stands_on_a_line_of_its_own(recorded):
    files = unpacked(bundle(case_of(recorded)))
    lines = [json.loads(line) for line in files["events.json"].splitlines()]
    assert [line["stamp"]["event_id"] for line in lines] == [str(e.event_id) for e in recorded]
    assert [line["position"] for line in lines] == list(range(50, 50 + len(recorded)))


def test_it_holds_what_an_auditor_needs():
    files = unpacked(bundle(case_of(petition_in("answered").recorded)))
    assert {
        "manifest.json", "events.json", "findings.json",
        "timeline.json", "timeline.zh.txt", "timeline.en.txt",
    } <= set(files)  # fmt: skip
    assert "出具处理意见" in files["timeline.zh.txt"].decode()
    assert "Handling opinion issued" in files["timeline.en.txt"].decode()
    assert manifest(files)["positions"] == {"first": 50, "last": 58}
    assert manifest(files)["petition"] == str(PETITION_ID)


def test_words_under_seal_are_in_it_for_who_may_open_them_only():
    recorded = petition_in("answered").recorded
    words = recorded[-1].text.reveal().encode()
    assert words in bundle(case_of(recorded))
    assert words not in bundle(case_of(recorded, opening=Opening(None)))


@pytest.mark.parametrize("read", [lambda _: None])
@given(histories())
def test_a_document_that_was_erased_is_named_as_missing(read, recorded):
    files = unpacked(bundle(case_of(recorded, read=read)))
    papers = str([getattr(event, "evidence", ()) for event in recorded])
    assert bool(manifest(files)["missing"]) == ("Attachment(" in papers or _added(recorded))
    assert not [name for name in files if "-evidence-" in name]


def _added(recorded):
    return any(getattr(event, "attachments", ()) for event in recorded)


def test_findings_are_handed_in():
    recorded = petition_in("answered").recorded
    found = [{"rule": "F1", "petition": str(PETITION_ID)}]
    files = unpacked(bundle(case_of(recorded, findings=lambda _: found)))
    assert json.loads(files["findings.json"]) == found
    assert json.loads(unpacked(bundle(case_of(recorded)))["findings.json"]) == []
