"""`petition-es import` from the outside: what it prints, what it leaves, how it ends."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from broken_file import HEADER, SECRET, broken_case_logs, broken_complaints, row
from case_logs import TOML, as_csv, as_xes
from request_lists import mapping_file, request, request_list

from petition_es.cli.app import run
from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import COLUMNS


@pytest.fixture
def complaints(tmp_path):
    def complaints(content: bytes, name: str = "complaints.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return complaints


def rejects(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = (tuple(row) for row in csv.reader(file))
    assert head == COLUMNS
    return rows


def test_the_last_line_says_what_became_of_the_rows(command, complaints):
    path = complaints(HEADER + row("1") + row("2") + row("2") + row("3", sent="2019/2/30"))
    said = command("complaints", path, "--json")
    assert said.code == 0
    assert said.out == '{"imported":2,"already":1,"rejected":1}\n'
    assert command("complaints", path, "--json").json == {
        "imported": 0,
        "already": 3,
        "rejected": 1,
    }


def test_without_json_it_is_said_in_words_with_every_reason(command, complaints):
    said = command("complaints", complaints(HEADER + row("1") + row("2", sent="2019/2/30")))
    assert "impossible_date: There is no such day or time" in said.out
    assert "complaints.csv.rejects.csv" in said.out
    assert "XF2019-" in said.out


def test_an_imported_petition_can_be_followed(command, complaints, capsys):
    said = command("complaints", complaints(HEADER + row("1")))
    number = next(word for word in said.out.split() if word.startswith("XF2019-"))
    assert run(["timeline", number, "--as", "officer", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [step["tag"] for step in told["checkpoints"]] == ["submitted", "registered", "answered"]


def test_a_broken_file_shows_every_reason_and_its_good_rows_go_in(command, complaints, tmp_path):
    content, expected, good = broken_complaints()
    said = command("complaints", complaints(content), "--json")
    assert said.json == {"imported": good, "already": 0, "rejected": len(expected)}
    rows = rejects(Path("complaints.csv.rejects.csv"))
    assert [(int(line), column, reason) for _, line, column, reason, _ in rows] == expected
    seen = {reason for _, _, _, reason, _ in rows}
    for name, (log, mapping) in broken_case_logs().items():
        (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
        path = complaints(log, name)
        said = command("eventlog", path, "--mapping", tmp_path / "mapping.toml", "--json")
        assert said.code == 0
        rows = rejects(Path(f"{name}.rejects.csv"))
        assert said.json["rejected"] == len(rows)
        seen |= {reason for _, _, _, reason, _ in rows}
    requests = request_list(tmp_path, request(latitude="142"))
    command("requests", requests, "--mapping", mapping_file(tmp_path), "--json")
    seen |= {reason for _, _, _, reason, _ in rejects(Path("requests.csv.rejects.csv"))}
    assert seen == set(Reason)


def test_a_list_of_requests_is_taken_in_under_the_name_of_its_source(command, tmp_path):
    path, mapping = request_list(tmp_path, request("1"), request("2")), mapping_file(tmp_path)
    said = command("requests", path, "--mapping", mapping, "--json")
    assert said.json == {"imported": 2, "already": 0, "rejected": 0}
    assert command("requests", path, "--mapping", mapping, "--json").json["already"] == 2
    said = command("requests", path, "--mapping", mapping, "--source", "south-311", "--json")
    assert said.json["imported"] == 2


def test_a_list_that_is_not_the_mapping_s_is_one_line(command, tmp_path):
    path = request_list(tmp_path, request())
    assert_one_line(command("requests", path), "missing")
    assert_one_line(command("requests", path, "--mapping", "nowhere"), "cannot be opened")


def test_nothing_that_is_said_or_written_repeats_what_a_field_contains(command, complaints):
    said = command("complaints", complaints(broken_complaints()[0]), "--json")
    written = Path("complaints.csv.rejects.csv").read_text(encoding="utf-8")
    for secret in (SECRET, *SECRET, "路灯", "o'clock", "2099", "xxx", "uuu", "长"):
        assert secret not in said.out + said.err + written


def test_an_event_log_accounts_for_every_event(command, complaints, tmp_path):
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(TOML + '[activities]\nOpen = { event = "Registered" }\n')
    said = command("eventlog", complaints(as_csv(), "log"), "--mapping", mapping, "--json")
    assert said.json == {
        "imported": 2, "already": 0, "rejected": 0,
        "events": 4, "mapped": 2, "actions": 2, "ignored": 0, "rejected_events": 0,
    }  # fmt: skip
    path = complaints(gzip.compress(as_xes()), "log.gz")
    said = command("eventlog", path, "--mapping", mapping, "--json")
    assert (said.json["already"], said.json["events"]) == (2, 4)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(HEADER.replace(b"\n", b"\r\n") + row("1").replace(b"\n", b"\r\n"), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf" + HEADER + row("1"), id="BOM"),
        pytest.param(
            b"replied_at,reply,body,likes,submitted_at,subject,user,message_id\n"
            + "2019/5/9,已修好,不亮,3,2019/4/25,路灯,A1,1\n".encode(),
            id="columns in another order",
        ),
        pytest.param(gzip.compress(HEADER + row("1")), id="gzip"),
        pytest.param(HEADER + row("1").rstrip(b"\n"), id="no line end at the end"),
        pytest.param(HEADER + b"\n\n" + row("1") + b"\n", id="blank lines"),
    ],
)
def test_a_file_in_another_dress_is_read_as_well(command, complaints, content):
    assert command("complaints", complaints(content), "--json").json == {
        "imported": 1,
        "already": 0,
        "rejected": 0,
    }


def test_a_file_in_gb18030_is_read_when_that_is_said(command, complaints):
    path = complaints((HEADER + row("1")).decode().encode("gb18030"))
    assert command("complaints", path, "--json", "--encoding", "gb18030").json["imported"] == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b"a,b\n1,2\n", "the first line is no header"),
        (HEADER.replace(b"user", b"usr"), "user is missing"),
        ((HEADER + row("1")).decode().encode("utf-16"), "UTF-16"),
        ((HEADER + b"".join(map(row, "12345"))).decode().encode("gb18030"), "--encoding gb18030"),
    ],
)
def test_a_file_that_is_no_complaint_file_is_one_line_and_nothing_is_left(
    command, complaints, content, told
):
    assert_one_line(command("complaints", complaints(content)), told)


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_cannot_be_opened_is_one_line(command, name):
    assert_one_line(command("complaints", name), "cannot be opened")
    assert_one_line(command("eventlog", name, "--mapping", "helpdesk"), "cannot be opened")


def test_a_mapping_that_is_not_there_is_one_line(command, complaints):
    path = complaints(as_csv(), "log")
    assert_one_line(command("eventlog", path, "--mapping", "nowhere"), "cannot be opened")


def assert_one_line(said, told: str):
    assert said.code == 3
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert told in said.err
    assert list(Path().iterdir()) == []


def test_rejects_go_where_they_are_wanted(command, complaints, tmp_path):
    path, wanted = complaints(HEADER + row("1", sent="?")), tmp_path / "elsewhere.csv"
    assert command("complaints", path, "--rejects", wanted).code == 0
    assert len(rejects(wanted)) == 1
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["complaints.csv", "nowhere/x.csv", "."])
def test_rejects_never_take_the_place_of_something_else(command, complaints, tmp_path, name):
    path = complaints(HEADER + row("1", sent="?"))
    assert_one_line(command("complaints", path, "--rejects", tmp_path / name), "--rejects")
    assert path.read_bytes() == HEADER + row("1", sent="?")


def test_the_name_of_a_source_has_a_form(command, complaints):
    said = command("complaints", complaints(HEADER + row("1")), "--source", "Two words")
    assert said.code == 2
    assert "small letters" in said.err


@pytest.mark.parametrize("words", [[], ["complaints"], ["eventlog"], ["requests"]])
def test_the_help_has_an_example(command, words):
    said = command(*words, "--help")
    assert said.code == 0
    assert "Example: petition-es import" in said.out
