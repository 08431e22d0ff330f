"""The nation in the simulation is the real one: its divisions, and an office for each of them."""

import csv
import re
from collections import Counter
from importlib.resources import files

from ledger import offices

from petition_es.domain.codes import Code
from petition_es.domain.unit import Connected, Established
from petition_es.simulation.divisions import LEVELS, divisions
from petition_es.simulation.nation import MINISTRIES, nation
from petition_es.simulation.offices import bureau_of, founding
from petition_es.simulation.source import MARK, SYSTEM
from petition_es.simulation.words import SUBJECTS

OF_LEVEL = {"provincial": 31, "municipal": 342, "county": 2_978, "township": 41_352}


def test_all_divisions_are_there():
    assert Counter(division.level for division in divisions()) == OF_LEVEL


def test_every_division_stands_in_the_one_its_code_says():
    for division in divisions():
        depth = LEVELS.index(division.level)
        if depth == 0:
            assert division.above is None
        else:
            assert division.above.level == LEVELS[depth - 1]
            assert division.code.startswith(division.above.code)


def test_the_divisions_are_those_of_the_source(shared_data):
    said = {}
    for file in ("provinces", "cities", "counties", "townships"):
        path = shared_data / "divisions" / f"{file}.csv"
        with path.open(encoding="utf-8-sig", newline="") as rows:
            said |= {row["code"]: row["name"] for row in csv.DictReader(rows)}
    assert {division.code: division.name for division in divisions()} == said


def test_the_notice_of_the_divisions_is_shipped_with_them():
    notice = (files("petition_es.simulation") / "divisions-notice.txt").read_text("utf-8")
    assert "MIT License" in notice
    assert "china-division 2.7.0" in notice


def test_a_code_is_written_as_the_list_has_it():
    haiyang = next(each for each in divisions() if each.code == "370687")
    assert haiyang.full_name == "山东省烟台市海阳市"
    assert haiyang.as_code == Code("gbt2260", "2023", "370687")
    assert haiyang.above.above.as_code.value == "370000"


def test_there_are_as_many_units_as_the_national_net_had():
    assert len(offices()) > 80_000
    assert len({office.unit_id for office in offices().values()}) == len(offices())


def test_every_office_comes_behind_its_superior_which_is_a_petition_bureau():
    bureaux = set()
    for office in offices().values():
        if office.superior is None:
            assert office is bureau_of(None)
        else:
            assert office.superior in bureaux
        if office.kind == "petition_bureau":
            bureaux.add(office.unit_id)


def test_no_unit_is_called_by_the_code_of_its_division():
    for office in offices().values():
        assert re.fullmatch(r"sim-[0-9a-f]{12}", office.unit_id)
    of_haiyang = [o for o in offices().values() if o.division and o.division.code == "370687"]
    assert len(of_haiyang) == 1 + len(SUBJECTS)
    assert not any("370687" in office.unit_id for office in of_haiyang)


def test_every_unit_says_that_it_is_simulated():
    assert all(office.name.endswith(MARK) for office in offices().values())
    for office in list(offices().values())[::5_000]:
        events = list(founding(office))
        assert [type(event) for event in events] == [Established, Connected]
        assert {event.source.system for event in events} == {SYSTEM}
        assert {event.originator_id for event in events} <= set(offices())


# ---- As a list of units --------------------------------------------------------------------------


def test_the_nation_as_a_list_has_its_bureaux_governments_and_ministries():
    rows = list(nation("2015-01-01"))
    ids = {row[0] for row in rows}
    assert len(ids) == len(rows) > 80_000
    assert all(re.fullmatch(r"u-[0-9a-f]{12}", unit_id) for unit_id in ids)
    assert {row[6] for row in rows} - ids == {""}
    kinds = Counter((row[3], row[4]) for row in rows)
    assert kinds["township", "government"] == OF_LEVEL["township"]
    assert kinds["county", "petition_bureau"] == OF_LEVEL["county"]
    assert kinds["national", "ministry"] == len(MINISTRIES)
    assert not any(MARK in row[1] for row in rows)
