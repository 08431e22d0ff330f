"""The guide for writing a regime does what it says: its files are loaded, and they hold."""

import re
from datetime import date
from pathlib import Path

import pytest

from histories import ROADS, accepted, day, received, referred, registered, submitted, told
from petition_es.cli.app import run
from petition_es.domain.codes import Code, Place
from petition_es.domain.regime.timing import clocks_of
from petition_es.regimes import load_law
from petition_es.regimes.calendars import calendar_of_china, calendar_with_files

GUIDE = Path(__file__).parents[2] / "docs" / "writing-a-regime.md"
LAKESIDE, DAYS_OFF = re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def home(tmp_path):
    for folder, name, text in (
        ("regimes", "lakeside", LAKESIDE),
        ("calendars", "2027", DAYS_OFF),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{name}.toml").write_text(text, "utf-8")
    return tmp_path


def test_the_made_up_city_has_its_limits(home):
    law = load_law({"cn": calendar_of_china()}, own=home / "regimes")
    place = Place(division=Code("gbt2260", "2015", "990101"))
    history = (submitted(), registered(place=place), referred(ROADS), received(ROADS))
    clocks = clocks_of(told(*history, accepted(ROADS, on=3)), law, day(5))
    (handling,) = [each for each in clocks if each.name == "handling"]
    assert handling.due.last_day == date(2016, 8, 1)  # 20 working days after Monday 4 July
    assert handling.latest_due.last_day == date(2016, 8, 15)
    assert handling.rule.basis.instrument.en == "Charter of Lakeside"


def test_a_year_that_was_announced_is_not_provisional_any_more(home):
    calendar = calendar_with_files(calendar_of_china(), [home / "calendars" / "2027.toml"])
    assert not calendar_of_china().is_known(2027)
    assert calendar.is_known(2027)
    assert not calendar.is_workday(date(2027, 2, 5))
    assert calendar.is_workday(date(2027, 2, 6))


def test_the_commands_of_the_guide_answer(home, capfd):
    file = home / "regimes" / "lakeside.toml"
    outside = home / "lakeside.toml"
    outside.write_text(file.read_text("utf-8"), "utf-8")
    file.unlink()
    command = ["--home", str(home), "--lang", "en", "regimes"]
    assert run([*command, "check", str(outside)]) == 0
    assert "sound, 2 rules" in capfd.readouterr().out
    outside.rename(file)
    assert run([*command, "list"]) == 0
    assert "Rules of Lakeside" in capfd.readouterr().out
    assert run([*command, "show", "lakeside", "--json"]) == 0
    assert '"limit":20,"unit":"working_days"' in capfd.readouterr().out


def test_a_mistake_is_told_as_the_guide_shows_it(tmp_path, capfd):
    wrong = tmp_path / "lakeside.toml"
    wrong.write_text(
        LAKESIDE.replace(
            'unit = "working_days"\nstarts = ["accepted"]', 'unit = "weeks"\nstarts = ["accepted"]'
        ),
        "utf-8",
    )
    assert run(["--home", str(tmp_path), "--lang", "en", "regimes", "check", str(wrong)]) == 3
    said = capfd.readouterr().err
    (shown,) = re.findall(r"```\n(lakeside\.toml:.*?)\n```", GUIDE.read_text("utf-8"))
    assert said.strip().endswith(shown.partition(" ")[2])
    assert shown.partition(" ")[0] in said


def test_a_broken_file_in_the_data_home_stops_the_program_with_its_line(home, capfd):
    file = home / "regimes" / "lakeside.toml"
    file.write_text(LAKESIDE.replace("limit = 20", "limit = 0"), "utf-8")
    assert run(["--home", str(home), "--lang", "zh", "regimes", "list"]) == 3
    assert "lakeside.toml" in capfd.readouterr().err
