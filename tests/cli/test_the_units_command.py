"""`petition-es units`: a list is loaded, and the tree is looked at."""

import io
import json
import sys

import pytest

from petition_es.projections.shipped import coverage

HEADER = "unit_id,name_zh,name_en,level,kind,division,superior,connected_since"
TREE = (
    "hall,海阳市政府,Haiyang Hall,county,government,370687,yantai-bureau,",
    "yantai-bureau,烟台市信访局,,municipal,petition_bureau,370600,,2015-01-01",
    "roads,海阳市公路局,Haiyang Roads,county,functional_department,370687,hall,2016-07-01",
)


@pytest.fixture
def listed(tmp_path):
    def write(*rows, header=HEADER):
        path = tmp_path / "units.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return str(path)

    return write


@pytest.fixture(autouse=True)
def tree(command, listed):
    """The tree is loaded, once for this file."""
    said = command("units", "load", listed(*TREE))
    assert said.code == 0, said.err


def units_below(command, unit_id):
    said = command("units", "list", "--below", unit_id, "--json")
    return [json.loads(line)["unit_id"] for line in said.out.splitlines()]


def test_a_second_load_changes_nothing(command, listed):
    before = command("status", "--json").json["by_event"]
    said = command("units", "load", listed(*reversed(TREE)), "--json")
    assert said.json == {"founded": 0, "already": 3, "differing": [], "rejected": []}
    assert command("status", "--json").json["by_event"] == before


def test_a_changed_row_is_told_and_changes_nothing(command, listed):
    changed = TREE[2].replace("公路局", "交通局")
    said = command("units", "load", listed(changed))
    assert said.code == 0
    assert "line 2: roads differs in name" in said.out
    assert "海阳市公路局" in command("--lang", "zh", "units", "show", "roads").out


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        (["a,甲,,county,government,,b,", "b,乙,,county,government,,a,"], 2, "SuperiorsInACircle"),
        (["a,甲,,county,government,,a,"], 2, "SuperiorOfItself"),
        (["a,甲,,county,government,,nowhere,"], 2, "NotYetEstablished"),
        (["a,甲,,county,government,,,", "a,甲,,county,government,,,"], 3, "TwiceTheSameUnit"),
        (["a,甲,,village,government,,,"], 2, "NotInTheList"),
        (["a,甲,,county,committee,,,"], 2, "NotInTheList"),
    ],
)
def test_a_list_of_which_no_tree_can_be_made_founds_nothing(command, listed, rows, line, reason):
    said = command("units", "load", listed("sound,好,,county,government,,,", *rows), "--json")
    assert said.code == 1
    assert said.json["founded"] == 0
    named = [(row["line"], row["reason"]) for row in said.json["rejected"]]
    assert named == [(line + 1, reason)]
    assert f"line {line + 1}: " in said.err
    assert command("units", "show", "sound").code == 1


def test_many_bad_rows_are_counted_after_the_first_ones(command, listed):
    rows = [f"u{number},甲,,village,government,,," for number in range(30)]
    said = command("units", "load", listed(*rows))
    assert said.out.count("line ") == 20
    assert "10 rows more" in said.out


def test_a_list_is_read_from_the_standard_input(command, monkeypatch):
    text = "\n".join((HEADER, *TREE)) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert command("units", "load", "-", "--json").json["already"] == 3


def test_a_file_that_is_no_list_is_an_error_of_the_file(command, listed, tmp_path):
    assert command("units", "load", listed("a,b", header="x,y")).code == 3
    assert command("units", "load", str(tmp_path / "nowhere.csv")).code == 3


def test_a_unit_is_shown_in_its_place(command):
    said = command("units", "show", "roads")
    first, net, *above = said.out.splitlines()
    assert first == "roads  Haiyang Roads  county, functional department"
    assert net == "  on the net since 2016-07-01"
    assert [line.split()[1] for line in above] == ["hall", "yantai-bureau"]
    shown = command("units", "show", "hall", "--json").json
    assert (shown["superiors"], shown["connected_since"]) == (["yantai-bureau"], None)


def test_nobody_is_shown_in_no_place(command):
    assert command("units", "show", "nobody").code == 1
    assert command("units", "list", "--below", "nobody").code == 1


def test_a_subtree_is_listed(command):
    assert units_below(command, "yantai-bureau") == ["hall", "roads"]
    assert units_below(command, "roads") == []
    everything = command("units", "list").out.splitlines()
    assert {line.split()[0] for line in everything} >= {"hall", "roads", "yantai-bureau"}


def test_the_coverage_of_the_net_is_folded_from_the_units(command):
    shown = command("project", coverage.__file__, "--json").out.splitlines()
    rows = {(row["level"], row["kind"]): row for row in map(json.loads, shown)}
    roads = rows["county", "functional_department"]
    assert (roads["connected"], roads["units"], roads["percent"]) == (1, 1, 100.0)
    hall = rows["county", "government"]
    assert (hall["connected"], hall["units"], hall["percent"]) == (0, 1, 0.0)


def test_the_list_of_the_nation_can_be_loaded(command, tmp_path):
    path = tmp_path / "nation.csv"
    said = command("units", "divisions", str(path), "--connected-since", "2015-01-01")
    assert said.code == 0, said.err
    rows = path.read_text("utf-8").splitlines()
    assert len(rows) > 80_000
    some = tmp_path / "some.csv"
    some.write_text("\n".join(rows[:200]) + "\n", encoding="utf-8")
    said = command("units", "load", str(some), "--json")
    assert (said.code, said.json["founded"]) == (0, 199)


def test_a_list_is_written_for_a_day_and_to_a_folder_that_exist(command, tmp_path):
    path = str(tmp_path / "nation.csv")
    assert command("units", "divisions", path, "--connected-since", "someday").code == 1
    assert command("units", "divisions", str(tmp_path / "no" / "nation.csv")).code == 3
