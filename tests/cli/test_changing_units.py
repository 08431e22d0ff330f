"""`petition-es units rename | connect | merge | close | take-over`, over a store of its own."""

import json

import pytest


@pytest.fixture(autouse=True)
def demonstration(command):
    assert command("demo").code == 0


def shown(command, unit):
    return command("units", "show", unit, "--json").json


def waiting(command, unit):
    return command("units", "take-over", unit, "--list", "--json").json["waiting"]


def test_a_unit_has_another_name_and_the_same_id(command):
    said = command("units", "rename", "haiyang-labour", "--zh", "海阳市人社局", "--en", "Labour")
    assert (said.code, said.out) == (0, "haiyang-labour  Labour: recorded.\n")
    assert shown(command, "haiyang-labour")["name_zh"] == "海阳市人社局"


def test_a_unit_leaves_the_net_and_joins_it_on_a_day(command):
    assert command("units", "disconnect", "haiyang-labour").code == 0
    assert shown(command, "haiyang-labour")["connected_since"] is None
    assert command("units", "connect", "haiyang-labour", "--at", "2024-07-01").code == 0
    assert shown(command, "haiyang-labour")["connected_since"] == "2024-07-01T00:00:00+08:00"
    assert command("units", "connect", "haiyang-labour", "--at", "someday").code == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("rename", "nobody", "--zh", "无"), "nobody"),
        (("merge", "haiyang-labour", "--into", "haiyang-labour"), "cannot be merged into itself"),
        (("merge", "haiyang-bureau", "--into", "haiyang-labour"), "stands below haiyang-bureau"),
        (("merge", "haiyang-labour", "--into", "nobody"), "nobody"),
        (("take-over", "haiyang-labour"), "haiyang-labour"),
    ],
)
def test_what_is_refused_is_refused_with_a_reason(command, words, told):
    said = command("units", *words)
    assert said.code == 1
    assert told in said.err


def test_a_merger_leaves_work_that_the_successor_takes_over_once(command):
    unit, heir = "haiyang-roads", "haiyang-labour"
    sent = submitted_and_sent(command, to=unit)
    before = {each["number"] for each in waiting(command, unit)}
    assert sent in before
    said = command("units", "merge", unit, "--into", heir)
    assert (said.code, f"petition-es units take-over {unit}" in said.out) == (0, True)
    refused = command("act", "refer", sent, "--by", "haiyang-bureau", "--to-unit", unit)
    assert "was merged" in refused.err
    done = command("units", "take-over", unit, "--json")
    assert done.code == 0, done.err
    assert {each["number"] for each in done.json["taken_over"]} == before
    assert waiting(command, unit) == []
    assert command("units", "take-over", unit).out == f"0 petitions of {unit} taken over.\n"
    assert sent in {each["number"] for each in waiting(command, heir)}


def submitted_and_sent(command, to):
    said = command(
        "act", "submit", "--by", "road-petitioner", "--title", "路", "--text", "坏了",
        "--parties", "p-road", "--json",
    )  # fmt: skip
    number = json.loads(said.out)["number"]
    for words in (("register", "--purpose", "request"), ("refer", "--to-unit", to)):
        done = command("act", words[0], number, "--by", "haiyang-bureau", *words[1:])
        assert done.code == 0, done.err
    return number
