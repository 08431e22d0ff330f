"""`petition-es replay`: a case step by step, a desk on a day, a case as one file."""

import io
import json
import sys
from zipfile import ZipFile

import pytest

from petition_es.domain.identity import derived_id

BACKLOG = str(derived_id("demonstration", "backlog", "petition"))
CORRECTION = str(derived_id("demonstration", "correction", "petition"))


@pytest.fixture
def replay(command):
    """Replay something of the demonstration, loaded once."""
    command("demo")
    return lambda *words: command("replay", *words)


def test_it_lists_all_steps_with_the_state_after_each(replay):
    said = replay(BACKLOG)
    assert said.code == 0
    assert "The unit reported its result" in said.out
    assert "-> resolved" in said.out.replace("→", "->")
    assert len([line for line in said.out.splitlines() if "#" in line]) == 17


def test_a_step_tells_the_entry_what_it_changed_the_clocks_and_the_pages(replay):
    said = replay(BACKLOG, "--step", "12").out
    for words in (
        "Step 12 of 17", "Rests on", "step 11: Assigned", "Now with", "9 days left",
        "The public page", "The petition was not open to this audience.",
    ):  # fmt: skip
        assert words in said, words


def test_the_step_of_a_position_is_the_one_that_is_opened(replay):
    steps = replay(BACKLOG, "--json").json["steps"]
    position = steps[12]["position"]
    assert "Step 13 of 17" in replay(BACKLOG, "--at", str(position)).out
    assert "Step 13 of 17" in replay(BACKLOG, "--at", steps[12]["entry"]).out


def test_words_stay_sealed_until_the_seals_are_opened(replay):
    words = "林晓东副处长"
    assert words not in replay(BACKLOG, "--step", "13").out
    assert "--open shows it" in replay(BACKLOG, "--step", "13").out
    assert words in replay(BACKLOG, "--step", "13", "--open").out


def test_a_correction_is_marked_where_it_came_and_where_it_strikes(replay):
    listed = " ".join(replay(CORRECTION).out.split())
    assert "[struck through at step 8]" in listed
    assert "This correction strikes through step 7" in replay(CORRECTION, "--step", "8").out


def test_both_pasts_can_be_asked_for(replay):
    known = replay(CORRECTION, "--known-by", "2016-07-16", "--json").json
    assert len(known["steps"]) == 7
    assert {step["struck_at"] for step in known["steps"]} == {None}
    happened = replay(CORRECTION, "--happened-by", "2016-07-16", "--json").json
    assert [step["struck_at"] for step in happened["steps"]][5:7] == [9, 8]


def test_a_program_gets_the_whole_step(replay):
    told = replay(BACKLOG, "--step", "13", "--open", "--json").json["step"]
    assert told["content"]["opinion_id"] == "opinion-2014-0417"
    assert told["pages"]["public"] == {"shown": False, "why_not": "not_open", "timeline": None}
    assert told["pages"]["petitioner"]["timeline"]["head"]["state"] == "received"


def test_it_speaks_chinese(command, replay):
    assert "承办单位上报办理结果" in command("--lang", "zh", "replay", BACKLOG).out


def test_a_terminal_that_knows_no_chinese_shows_what_it_can(replay, monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert replay(BACKLOG, "--step", "13", "--open").code == 0
    sys.stdout.flush()
    assert rb"\u89c1" in sys.stdout.buffer.getvalue()


def test_a_step_that_is_not_there_is_refused_in_one_line(replay):
    said = replay(BACKLOG, "--step", "99")
    assert said.code == 1
    assert 'There is no step "99" in this replay: it has 17' in said.err


def test_who_names_nothing_is_told_what_to_name(replay):
    assert replay().code == 2
    assert replay(BACKLOG, "--unit", "haiyang-roads", "--day", "2016-08-31").code == 2


def test_keys_need_a_terminal(replay):
    assert replay(BACKLOG, "--keys").code == 2


def test_a_desk_on_a_day_is_told(replay):
    said = replay("--unit", "haiyang-roads", "--day", "2016-09-10")
    assert said.code == 0
    assert "On the desk of Haiyang City Road Bureau at the end of 2016-09-10" in said.out
    told = replay("--unit", "haiyang-roads", "--day", "2016-09-10", "--json").json
    days = [item["due"][0]["days_left"] for item in told["items"]]
    assert days
    assert days == sorted(days)


def test_the_desk_of_nobody_is_refused(replay):
    assert replay("--unit", "nowhere", "--day", "2016-09-10").code == 1


def test_an_empty_desk_says_so(replay):
    assert "Nothing lay on the desk" in replay("--unit", "haiyang-roads", "--day", "2010-01-01").err


def test_a_case_is_packed_into_one_file_the_same_each_time(replay, tmp_path):
    path, again = tmp_path / "case.zip", tmp_path / "again.zip"
    assert "17 entries" in replay(BACKLOG, "--bundle", str(path)).out
    replay(BACKLOG, "--bundle", str(again))
    assert path.read_bytes() == again.read_bytes()
    with ZipFile(path) as archive:
        assert json.loads(archive.read("manifest.json"))["entries"] == 17


def test_a_file_that_cannot_be_written_is_named(replay, tmp_path):
    said = replay(BACKLOG, "--bundle", str(tmp_path / "no" / "case.zip"))
    assert said.code == 3
    assert "cannot be written" in said.err


def test_words_of_an_erased_person_are_gone_from_replay_and_bundle(command, replay, tmp_path):
    accusation = str(derived_id("demonstration", "accusation", "petition"))
    before = replay(accusation, "--step", "1", "--open", "--json").json["step"]["content"]
    assert isinstance(before["text"], str)
    command("erase", "p-accuser", "--yes")
    after = replay(accusation, "--step", "1", "--open", "--json").json["step"]["content"]
    assert after["text"] == {"withheld": "erased"}
    assert "(erased for ever)" in replay(accusation, "--step", "1", "--open").out
    path = tmp_path / "case.zip"
    replay(accusation, "--bundle", str(path))
    assert before["text"].encode() not in path.read_bytes()
