"""`petition-es audit list | show | open | confirm | dismiss | reopen`, on the demonstration."""

import json
import subprocess
import sys
from contextlib import contextmanager
from uuid import uuid4

import pytest


@pytest.fixture
def audit(command):
    """Ask something of the audits of the demonstration, loaded and audited once."""
    command("demo")
    if command("audit", "list").code:
        assert command("audit", "run").code == 0
    return lambda *words: command("audit", *words)


@pytest.fixture
def finding(audit):
    """A finding that nobody looked into yet."""
    return listed(audit, "--inquiry", "not_opened", "--limit", "1")[0]["finding_id"]


def listed(audit, *words):
    said = audit("list", "--json", *words)
    assert said.code == 0, said.err
    return [json.loads(line) for line in said.out.splitlines()]


def state(audit, finding):
    return audit("show", finding, "--json").json["inquiry"]["state"]


def test_a_finding_is_judged_and_shown_with_every_step(audit, finding):
    assert audit("open", finding, "--by", "auditor").code == 0
    assert state(audit, finding) == "open"
    said = audit("dismiss", finding, "--by", "auditor", "--reason", "另案办理。")
    assert "dismissed" in said.out
    shown = " ".join(audit("show", finding).out.split())
    for words in ("Inquiry opened", "Dismissed", "auditor-1", "另案办理。"):
        assert words in shown, words
    told = audit("reopen", finding, "--by", "auditor", "--json").json
    assert (told["finding_id"], told["state"]) == (finding, "open")
    assert [step["step"] for step in told["steps"]][-1] == "Inquiry.Reopened"


def test_findings_are_listed_by_their_inquiry_as_it_is_and_as_it_was(audit, finding):
    audit("confirm", finding, "--by", "auditor")
    confirmed = [each["finding_id"] for each in listed(audit, "--inquiry", "confirmed")]
    assert finding in confirmed
    assert "confirmed" in audit("list", "--inquiry", "confirmed").out
    whole = listed(audit, "--known-by", "2026-01-01", "--limit", "0")
    assert whole == listed(audit, "--known-by", "2026-01-01", "--inquiry", "not_opened")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("dismiss", "--by", "auditor"), "give the reason"),
        (("reopen", "--by", "auditor"), "nothing to reopen"),
        (("confirm", "--by", "haiyang-roads"), "ask an auditor"),
    ],
)
def test_what_is_refused_says_what_to_do(audit, finding, words, says):
    judgement, *options = words
    said = audit(judgement, finding, *options)
    assert said.code != 0
    assert says in " ".join(said.err.split())
    assert state(audit, finding) == "not_opened"


def test_a_finding_that_no_audit_shows_is_refused(audit):
    said = audit("open", str(uuid4()), "--by", "auditor")
    assert said.code != 0
    assert "no finding" in said.err


@contextmanager
def serving(*options):
    """A server of the store of this file, in a process as people start it; what it said."""
    program = [sys.executable, "-c", "from petition_es.cli import main; main()"]
    server = subprocess.Popen(
        [*program, "serve", "--port", "0", *options],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said = []
    try:
        while "http://" not in "".join(said):
            said.append(server.stdout.readline())
        yield said
    finally:
        server.terminate()
        said.append(server.communicate(timeout=30)[0])


@pytest.mark.parametrize(
    ("options", "is_audited"),
    [(["--demo"], True), (["--demo", "--no-keep-audits"], False), ([], False)],
)
def test_a_demonstration_is_audited_when_it_starts_unless_it_is_told_not_to(
    command, another_database_url, monkeypatch, options, is_audited
):
    monkeypatch.setenv("PETITION_DATABASE_URL", another_database_url)
    with serving(*options):
        assert (command("audit", "list").code == 0) == is_audited


def test_a_finding_is_shown_whole_in_chinese_too(audit, monkeypatch):
    (reused,) = listed(audit, "--rule", "reused_answer")
    monkeypatch.setenv("PETITION_LANGUAGE", "zh")
    shown = audit("show", reused["finding_id"]).out
    assert "…" not in shown
    assert "同样答复。" in shown
