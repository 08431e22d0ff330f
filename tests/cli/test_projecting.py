"""An analyst folds a file of their own over the store, from the command line."""

import csv
from textwrap import dedent

import polars as pl
import pytest

WORKLOAD = """
    from petition_es.projections import Petition, Projection, on

    class UnitWorkload(Projection):
        '''How many petitions each unit took in, and how many it resolved.'''

        key = "unit_id"
        received: int = 0
        resolved: int = 0

        @on(Petition.Received)
        def took_in(self, event):
            self.received += 1

        @on(Petition.Resolved)
        def finished(self, event):
            self.resolved += 1
"""


@pytest.fixture(autouse=True)
def demonstration(command):
    """The demonstration is loaded, once for this file."""
    command("demo")


@pytest.fixture
def written(tmp_path):
    def write(text, name="my_projection.py"):
        path = tmp_path / name
        path.write_text(dedent(text), encoding="utf-8")
        return str(path)

    return write


def test_the_table_is_printed(command, written):
    said = command("project", written(WORKLOAD))
    assert said.code == 0, said.err
    first, *rest = said.out.splitlines()
    assert first.split() == ["unit_id", "received", "resolved"]
    assert any(line.split()[0] == "haiyang-roads" for line in rest)


def test_the_rows_are_printed_as_json(command, written):
    row = command("project", written(WORKLOAD), "--json").json
    assert set(row) == {"unit_id", "received", "resolved"}


@pytest.mark.parametrize("name", ["table.csv", "table.parquet", "table.arrow"])
def test_the_table_is_written_to_a_file(command, written, tmp_path, name):
    said = command("project", written(WORKLOAD), "--to", str(tmp_path / name))
    assert said.code == 0, said.err
    assert "rows written to" in said.err
    read = {"csv": pl.read_csv, "parquet": pl.read_parquet, "arrow": pl.read_ipc}
    frame = read[name.partition(".")[2]](tmp_path / name)
    assert frame.columns == ["unit_id", "received", "resolved"]
    assert frame["received"].sum() > 0


def test_the_past_is_asked_for_by_day_or_by_position(command, written):
    assert command("project", written(WORKLOAD), "--at-position", "0", "--json").out == ""
    assert command("project", written(WORKLOAD), "--known-by", "1999-01-01", "--json").out == ""
    past = command("project", written(WORKLOAD), "--known-by", "2016-10-13", "--json").out
    present = command("project", written(WORKLOAD), "--json").out
    assert past
    assert past != present


def test_words_under_seal_are_opened_for_who_declares_it(command, written, tmp_path):
    letters = """
        from petition_es.projections import EventRows, Petition, on

        class Letters(EventRows):
            opens = True
            letters: int

            @on(Petition.Submitted)
            def measure(self, event):
                self.letters = len(event.text.reveal() or "")
    """
    said = command("project", written(letters), "--to", str(tmp_path / "letters.csv"))
    assert said.code == 0, said.err
    with (tmp_path / "letters.csv").open(encoding="utf-8") as file:
        assert any(int(row["letters"]) > 10 for row in csv.DictReader(file))
    said = command("project", written(letters.replace("opens = True", "pass")))
    assert (said.code, "were not fetched" in said.err) == (3, True)


def test_a_projection_that_follows_the_course_runs_over_the_store(command, written):
    stages = """
        from petition_es.projections import Course, Petition, Projection, Sum, on

        class Stages(Projection):
            key = "unit_id"
            before = Course
            resolved_from: Sum[dict[str, int]] = {}

            @on(Petition.Resolved)
            def finished(self, event, course):
                self.resolved_from[course.state] = self.resolved_from.get(course.state, 0) + 1
    """
    said = command("project", written(stages), "--json")
    assert said.code == 0, said.err
    assert said.json["resolved_from"]


def test_petitions_of_one_matter_are_one_row(command, written):
    matters = """
        from petition_es.projections import Petition, Projection, Sum, on

        class Matters(Projection):
            key = "matter_id"
            petitions: Sum[int] = 0

            @on(Petition.Submitted)
            def came(self, event):
                self.petitions += 1
    """
    assert command("project", written(matters), "--json").code == 0


# ---- What goes wrong -----------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_named(command, tmp_path):
    said = command("project", str(tmp_path / "none.py"))
    assert (said.code, said.out) == (3, "")
    assert "There is no Python file" in said.err
    assert "none.py" in said.err


def test_what_is_no_python_is_told_with_its_line(command, written):
    said = command("project", written("x = 1\ndef (:\n"))
    assert said.code == 3
    assert "my_projection.py, line 2: invalid syntax" in said.err


def test_an_error_at_loading_is_told_with_its_line(command, written):
    said = command("project", written("import math\nmath.nothing\n"))
    assert "my_projection.py, line 2: AttributeError" in said.err


def test_a_mistake_in_the_class_is_told_with_its_cure(command, written):
    said = command("project", written(WORKLOAD.replace("finished", "took_in")))
    assert "NameTaken: Two handlers are called took_in" in said.err


def test_a_file_without_a_projection_is_told_so(command, written):
    said = command("project", written("from petition_es.projections.shipped import UnitWorkload\n"))
    assert "defines no projection: write a class of Projection in it" in said.err


def test_of_several_projections_one_is_named(command, written):
    path = written(WORKLOAD + "\n    class Other(UnitWorkload):\n        pass\n")
    said = command("project", path)
    assert (said.code, "defines UnitWorkload, Other: say which" in said.err) == (3, True)
    assert command("project", path, "--name", "Other", "--json").code == 0
    assert "say which one with --name" in command("project", path, "--name", "Nobody").err


def test_a_handler_that_raises_is_told_with_position_event_and_line(command, written):
    said = command("project", written(WORKLOAD.replace("self.resolved += 1", "self.resolved /= 0")))
    assert said.code == 3
    assert "my_projection.py, line 17: UnitWorkload.finished failed at position" in said.err
    assert "ZeroDivisionError" in said.err


def test_a_file_of_another_kind_is_refused(command, written, tmp_path):
    said = command("project", written(WORKLOAD), "--to", str(tmp_path / "table.xlsx"))
    assert (said.code, "let its name end in one of" in said.err) == (3, True)
