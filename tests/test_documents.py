"""What the documents say is what the code does."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from office_setting import Setting
from petition_es.cli.timeline_view import timeline_text
from petition_es.demonstration.loading import load_demonstration
from petition_es.demonstration.the_article import road
from petition_es.domain.codes import Audience
from petition_es.domain.event import TOPICS
from petition_es.domain.petition import ACTS, STATES
from petition_es.domain.petitioner import Petitioner
from petition_es.domain.unit import Unit
from petition_es.importing.reasons import Reason
from petition_es.messages import say
from petition_es.projections.timeline import UnitCard, timeline

ROOT = Path(__file__).parents[1]
GLOSSARY = (ROOT / "GLOSSARY.md").read_text("utf-8")
STREAMS = (Petitioner, Unit)  # Importing them enters their events in the register of topics.


def rows(section: str) -> list[list[str]]:
    """The rows of the table under a heading of the glossary."""
    body = GLOSSARY.split(f"## {section}", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in body.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def words(section: str) -> list[str]:
    return [row[0] for row in rows(section)]


def test_the_glossary_lists_every_state_in_order() -> None:
    assert tuple(words("States")) == STATES


def test_the_glossary_calls_states_what_the_catalogue_calls_them() -> None:
    assert {row[0]: row[1] for row in rows("States")} == {
        state: say(f"state.{state}", "zh") for state in STATES
    }


def test_the_glossary_lists_every_event() -> None:
    assert sorted(words("Events")) == sorted(TOPICS)


def test_the_glossary_lists_every_act_with_the_event_it_records() -> None:
    table = {row[0]: row[2] for row in rows("Acts")}
    assert table == {name: act.records.__name__ for name, act in ACTS.items()}


def test_the_glossary_lists_every_audience() -> None:
    assert tuple(words("Audiences")) == get_args(Audience)


def test_every_word_of_the_glossary_has_a_chinese_one_and_stands_once() -> None:
    for section in ("Words", "States", "Audiences", "Acts", "Events"):
        table = rows(section)
        assert all(re.search(r"[\u4e00-\u9fff]", row[1]) for row in table), section
        assert len({row[0] for row in table}) == len(table), section


def test_the_readme_names_commands_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+)", readme)) <= targets


def test_the_build_calls_the_test_command_of_the_readme() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "make test" in (ROOT / "README.md").read_text("utf-8")


def test_the_readme_shows_a_timeline_as_the_terminal_prints_it() -> None:
    setting = Setting()
    load_demonstration(setting.log, setting.units, setting.histories)
    told = timeline(
        setting.office.petition(road().petition_id).recorded,
        audience="public",
        units=lambda unit_id: UnitCard.of(unit) if (unit := setting.units.find(unit_id)) else None,
        now=datetime(2016, 11, 1, tzinfo=UTC),
    )
    shown = (ROOT / "README.md").read_text("utf-8").split("```\n")[1]
    assert shown.strip() == timeline_text(told, "en").strip()


def test_every_document_that_is_pointed_to_is_there() -> None:
    for document in ("README.md", "ARCHITECTURE.md", "GLOSSARY.md"):
        text = (ROOT / document).read_text("utf-8")
        for target in re.findall(r"\]\((?!http)([^)#]+)", text):
            assert (ROOT / target).is_file(), f"{document} points to {target}"


def test_every_reject_reason_is_documented() -> None:
    text = (ROOT / "docs" / "importing.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)`", text, re.MULTILINE)) == {
        reason.value for reason in Reason
    }
