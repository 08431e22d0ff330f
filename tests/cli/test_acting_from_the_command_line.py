"""A petition is led through its life with nothing but the command line."""

import json
from pathlib import Path

import pytest

from petition_es.cli.app import run
from petition_es.domain.petition import ACTS, PetitionNumber


@pytest.fixture(autouse=True)
def demonstration(command):
    """The demonstration is loaded, once for this file."""
    command("demo")


def submitted(command):
    said = command(
        "act", "submit", "--by", "road-petitioner", "--title", "路灯不亮", "--text", "三个月了",
        "--parties", "p-road", "--json",
    )  # fmt: skip
    return said.json["petition"]


def registered(command):
    petition = submitted(command)
    said = command("act", "register", petition, "--by", "haiyang-bureau", "--json")
    return said.json["number"]


def led(command, number, steps):
    for step in steps:
        words = step.split()
        said = command("act", words[0], number, *words[1:], "--json")
        assert said.code == 0, said.err
    return said.json


ROADS = "--by haiyang-roads"


def test_a_petition_is_led_from_submission_to_evaluation(command):
    number = registered(command)
    last = led(
        command,
        number,
        [
            "record-claims --by haiyang-bureau --claims c1:demand:灯",
            "accept --by haiyang-bureau --kind procedural",
            "refer --by haiyang-bureau --to-unit haiyang-roads",
            f"receive {ROADS}",
            f"accept {ROADS} --procedure simple",
            f"take-action {ROADS} --kind works --claim-ids c1",
            f"issue-opinion {ROADS} --text 修好了 --answers c1:support --basis cn-2005:32",
            f"deliver {ROADS} --method online",
            f"carry-out {ROADS}",
            f"resolve {ROADS}",
            "evaluate --by road-petitioner --evaluatee unit --result satisfied",
            "follow-up --by haiyang-bureau --answer yes",
        ],
    )
    assert last["state"] == "resolved"
    head = command("timeline", number, "--json").json["head"]
    assert (head["state"], head["claims"]["answered"], head["claims"]["of"]) == ("resolved", 1, 1)


def test_the_number_may_be_typed_carelessly(command):
    number = registered(command)
    said = command("timeline", number.lower().replace("-", " "))
    assert (said.code, number in said.out) == (0, True)


def test_the_query_code_is_shown_once_and_opens_the_petitioners_view(command):
    number = registered(command)
    shown = command("act", "issue-query-code", number, "--by", "haiyang-bureau", "--json").json
    opened = command("timeline", number, "--code", shown["query_code"])
    assert opened.code == 0
    assert "as seen by the petitioner" in opened.out
    assert shown["query_code"] not in command("events", number, "--json").out


def test_an_unknown_number_and_a_wrong_code_sound_alike(command):
    number = registered(command)
    command("act", "issue-query-code", number, "--by", "haiyang-bureau")
    wrong_code = command("timeline", number, "--code", "0000-0000-0000")
    nobodys = str(PetitionNumber(2016, 4242424242))
    unknown = command("timeline", nobodys, "--code", "0000-0000-0000")
    assert wrong_code == unknown
    assert wrong_code.code == 1


def test_to_the_public_an_unpublished_petition_and_none_at_all_sound_alike(command):
    number = registered(command)
    unknown = str(PetitionNumber(2016, 4242424242))
    said = {command("timeline", each, "--as", "public") for each in (number, unknown)}
    assert len(said) == 1
    command(
        "act", "disclose", number, "--by", "haiyang-bureau", "--audience", "public",
        "--reason", "published",
    )  # fmt: skip
    assert command("timeline", number, "--as", "public").code == 0


def test_a_refusal_is_one_line_that_says_what_to_do(command):
    number = registered(command)
    said = command("act", "resolve", number, *ROADS.split())
    assert said.code == 1
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert said.err.strip().endswith(".")


def test_refusals_are_told_in_chinese_too(command):
    number = registered(command)
    said = command("--lang", "zh", "act", "resolve", number, "--by", "haiyang-bureau")
    assert "处理意见" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["accept", "NUMBER", "--by", "haiyang-bureau", "--kind", "maybe"], "procedural"),
        (["accept", "NUMBER", "--by", "nobody"], "haiyang-bureau"),
        (
            [
                "decline",
                "NUMBER",
                "--by",
                "haiyang-bureau",
                "--kind",
                "filed",
                "--ground",
                "two words",
            ],
            "ground",
        ),
        (["refer", "NUMBER", "--by", "haiyang-bureau", "--to-unit", "nowhere"], "nowhere"),
        (["urge", "NUMBER", "--by", "road-petitioner", "--at", "yesterday"], "--at"),
        (["urge", "NUMBER", "--by", "road-petitioner", "--at", "2999-01-01T00:00"], "2999"),
        (["urge", "XF2016-00000-00000-00", "--by", "road-petitioner"], "check digits"),
    ],
)
def test_a_word_that_makes_no_sense_is_named(command, words, told):
    number = registered(command)
    said = command("act", *(number if word == "NUMBER" else word for word in words))
    assert said.code == 1
    assert told in said.err


def test_a_late_entry_is_marked(command):
    number = registered(command)
    at = command("events", number, "--json").json["at"]
    led(command, number, ["contact --by haiyang-bureau --method phone"])
    led(command, number, [f"urge --by haiyang-bureau --on-behalf-of p-road --at {at[:19]}"])
    entries = [json.loads(line) for line in command("events", number, "--json").out.splitlines()]
    assert [entry["event"].partition(".")[2] for entry in entries][-2:] == ["Contacted", "Urged"]
    assert entries[-1]["at"] < entries[-2]["at"]


def test_a_wrong_entry_is_amended_and_both_stay_on_record(command):
    number = registered(command)
    taken = led(command, number, ["take-action --by haiyang-bureau --kind works"])
    wrong = f"--corrected {taken['events'][0]['id']} --effect amend --reason wrong_content"
    led(command, number, [f"correct --by haiyang-bureau {wrong} --changes kind=hearing"])
    entries = [json.loads(line) for line in command("events", number, "--json").out.splitlines()]
    assert [entry.get("kind") for entry in entries][-3:] == ["works", None, "hearing"]
    assert command("timeline", number).code == 0


def test_events_keep_their_words_under_seal_unless_opened(command):
    number = registered(command)
    assert "路灯不亮" not in command("events", number).out
    assert "路灯不亮" in command("events", number, "--open").out


def test_a_document_is_kept_as_ciphertext_and_its_name_under_seal(command, tmp_path):
    number = registered(command)
    photo = tmp_path / "破路灯.txt"
    photo.write_text("照片里是路灯", "utf-8")
    led(command, number, [f"take-action --by haiyang-bureau --kind inspection --evidence {photo}"])
    entry = command("events", number, "--json").json
    assert entry["evidence"][0]["media_type"] == "text/plain"
    assert "破路灯" not in command("events", number).out
    home = Path(command("status", "--json").json["home"])
    kept = next((home / "attachments").rglob(entry["evidence"][0]["sha256"]))
    assert "照片里是路灯".encode() not in kept.read_bytes()


def test_a_document_that_is_not_there_is_named(command):
    number = registered(command)
    said = command(
        "act", "take-action", number, "--by", "haiyang-bureau", "--kind", "inspection",
        "--evidence", "/no/such/file",
    )  # fmt: skip
    assert (said.code, "/no/such/file" in said.err) == (1, True)


def test_an_erased_person_leaves_every_entry_and_no_word(command):
    said = command(
        "act", "submit", "--by", "accuser", "--title", "夜里施工", "--text", "太吵",
        "--parties", "p-accuser", "--json",
    ).json  # fmt: skip
    before = command("events", said["petition"], "--open")
    erased = command("erase", "p-accuser", "--yes", "--json")
    after = command("events", said["petition"], "--open")
    assert "夜里施工" in before.out
    assert erased.json["petitioner"] == "p-accuser"
    assert "夜里施工" not in after.out
    assert len(after.out.splitlines()) == len(before.out.splitlines())


def test_nobody_is_erased_who_never_petitioned(command):
    said = command("erase", "p-nobody", "--yes")
    assert said.code == 1
    assert "p-nobody" in said.err


def test_status_counts_what_is_there(command):
    status = command("status", "--json").json
    assert status["petitions"] >= 207
    assert status["events"] == sum(status["by_event"].values())


def test_every_act_has_a_command(command):
    listed = command("act", "--help").out
    assert all(f" {name.replace('_', '-')} " in listed for name in ACTS)


@pytest.mark.parametrize("name", ["submit", "refer", "issue-opinion"])
def test_an_act_has_help_and_an_example(command, name):
    said = command("act", name, "--help")
    assert (said.code, f"Example: petition-es act {name} " in said.out) == (0, True)


@pytest.mark.parametrize("name", ["demo", "timeline", "events", "status", "erase", "identities"])
def test_every_command_has_help_and_an_example(command, name):
    said = command(name, "--help")
    assert (said.code, "Example: petition-es" in said.out) == (0, True)


def test_a_command_line_without_sense_is_a_usage_error(command):
    assert command("no-such-command").code == 2
    assert command("act", "refer").code == 2


def test_the_version_is_printed(command):
    assert command("--version").out.strip().startswith("0.")


def test_run_answers_the_code_that_main_exits_with(command, monkeypatch):
    monkeypatch.setattr("sys.argv", ["petition-es", "identities"])
    assert run(["identities"]) == 0
