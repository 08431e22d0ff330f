"""A list of units in CSV: what a row may say, and why one cannot be read."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from petition_es.domain.codes import Code
from petition_es.domain.unit import UnitName
from petition_es.domain.unit_list import UnitPlace
from petition_es.importing.source_file import UnreadableFile
from petition_es.importing.unit_file import UnitFile

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2016, 11, 30, 12, tzinfo=ZONE)
HEADER = "unit_id,name_zh,name_en,level,kind,division,superior,connected_since"


@pytest.fixture
def read(tmp_path):
    def read_list(*rows, header=HEADER):
        path = tmp_path / "units.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        with UnitFile(path, zone=ZONE, now=NOW) as units:
            return list(units)

    return read_list


def test_a_row_says_where_a_unit_stands_and_since_when_it_is_on_the_net(read):
    (place,) = read("roads,公路局,Roads,county,functional_department,370687,bureau,2016-07-01")
    assert place == UnitPlace(
        line=2, unit_id="roads", name=UnitName(zh="公路局", en="Roads"), level="county",
        kind="functional_department", division=Code("gbt2260", "2023", "370687"),
        superior="bureau", connected_since=datetime(2016, 7, 1, tzinfo=ZONE),
    )  # fmt: skip


def test_what_is_not_known_may_be_left_empty_or_out(read):
    (place,) = read("a,局,county,government,", header="unit_id,name_zh,level,kind,superior")
    empty = (place.name.en, place.division, place.superior, place.connected_since)
    assert empty == (None, None, None, None)


def test_a_division_may_name_its_scheme_and_edition(read):
    (place,) = read("a,局,,county,government,gbt2260@2016:370687,,")
    assert place.division == Code("gbt2260", "2016", "370687")


@pytest.mark.parametrize(
    ("row", "key", "fact"),
    [
        ("a b,局,,county,government,,,", "refusal.NotACode", "unit_id"),
        (",局,,county,government,,,", "refusal.NotACode", "unit_id"),
        ("a,局,,county,government,,the bureau,", "refusal.NotACode", "superior"),
        ("a,局,,county,government,3706 87,,", "refusal.NotACode", "value"),
        ("a,局,,village,government,,,", "refusal.NotInTheList", "level"),
        ("a,局,,county,committee,,,", "refusal.NotInTheList", "kind"),
        ("a,,,county,government,,,", "refusal.NotNamed", "a"),
        ("a,局,,county,government,,,2016-02-30", "refusal.NotADay", "connected_since"),
        ("a,局,,county,government,,,last year", "refusal.NotADay", "connected_since"),
        ("a,局,,county,government,,,2016-12-01", "refusal.HappensInTheFuture", "2016-12-01"),
        ("a,局,,county", "reason.cut_line", None),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_line_and_reason(read, row, key, fact):
    good, bad = read("good,局,,county,government,,,", row)
    assert (good.unit_id, bad.line, bad.key) == ("good", 3, key)
    assert fact is None or fact in bad.facts.values()


def test_a_list_without_its_columns_is_no_list_of_units(read):
    with pytest.raises(UnreadableFile, match="superior"):
        read("a,局,county,government", header="unit_id,name_zh,level,kind")
