"""The JSON of a timeline is what docs/timeline.md says."""

import re
from pathlib import Path
from typing import Any

import orjson
from hypothesis import given

from histories import BUREAU, LI, ROADS, day, entry, petition_in
from petition_es.domain.petition import CarryOut, Evaluate, FollowUp
from petition_es.messages import label
from petition_es.projections.timeline import TAGS, timeline, to_json
from petition_es.projections.timeline.as_json import SCHEMA
from petition_es.projections.timeline.steps import STEPS
from random_histories import histories

DOCUMENT = (Path(__file__).parents[3] / "docs" / "timeline.md").read_text("utf-8")


def told() -> dict[str, Any]:
    petition = petition_in("resolved")
    petition.perform(CarryOut(), entry(ROADS, 9))
    petition.perform(Evaluate(evaluatee="unit", result="satisfied"), entry(LI, 10))
    petition.perform(FollowUp(answer="yes"), entry(BUREAU, 30))
    story = timeline(
        petition.recorded,
        audience="officer",
        units=lambda _: None,
        now=day(40),
        known_by=day(35).date(),
    )
    answer: dict[str, Any] = orjson.loads(orjson.dumps(to_json(story)))
    return answer


def section(heading: str) -> str:
    return re.split(r"\n##+ ", DOCUMENT.split(f"\n### {heading}\n", 1)[1], maxsplit=1)[0]


def fields(heading: str) -> set[str]:
    """The names in the first column of the table under a heading."""
    rows = re.findall(r"^\| (`.*?) \|", section(heading), flags=re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_every_field_of_the_head_is_documented():
    assert set(told()["head"]) == fields("head")


def test_every_field_of_a_checkpoint_is_documented():
    for step in told()["checkpoints"]:
        assert set(step) == fields("checkpoints")


def test_the_question_is_repeated():
    answer = told()
    assert answer["schema"] == SCHEMA
    assert SCHEMA in DOCUMENT
    assert (answer["audience"], answer["known_by"]) == ("officer", "2016-08-05")
    assert (answer["now"], answer["happened_by"]) == ("2016-08-10T09:00:00+08:00", None)


def test_times_carry_the_office_s_offset_and_lengths_stand_in_seconds_and_days():
    *_, last = told()["checkpoints"]
    assert last["at"] == "2016-07-31T09:00:00+08:00"
    assert last["elapsed"] == {"seconds": 20 * 86400, "days": 20}
    assert told()["head"]["confirmed"]["at"] == last["at"]


def test_every_tag_is_documented_as_the_catalogue_calls_it():
    table = dict(re.findall(r"^\| `(\w+)` \| (\S+) \| [^|]+ \|$", DOCUMENT, flags=re.MULTILINE))
    assert table.keys() >= set(TAGS)
    assert {tag: label("tag", tag, "zh") for tag in TAGS} == {tag: table[tag] for tag in TAGS}


def test_the_table_of_subtags_is_the_one_in_the_code():
    documented = re.findall(
        r"^\| `(\w+_\d+)` \| (\w+) \| (\w+) \| ([\w ]+?) \| (\S+) \|$", DOCUMENT, re.MULTILINE
    )
    assert documented == [
        (
            row.subtag(variant),
            row.tag(variant),
            row.audience,
            f"{row.event.__name__} {variant}".strip(),
            label("event", row.event.__name__, "zh"),
        )
        for row in STEPS.values()
        for variant in row.tags
    ]


@given(histories())
def test_any_history_can_be_written_as_json_and_holds_no_prose(events):
    story = timeline(events, audience="auditor", units=lambda _: None, now=day(400))
    written = orjson.loads(orjson.dumps(to_json(story)))
    for step in written["checkpoints"]:
        for value in step["arguments"].values():
            for word in value if isinstance(value, list) else [value]:
                assert not isinstance(word, str) or re.fullmatch(r"[!-~]+", word)
