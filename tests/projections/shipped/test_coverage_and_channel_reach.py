"""How far the net reaches among the units, and which province has which channel since when."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from corrections import void
from histories import BUREAU, entry, petition_of, registered, submitted, told
from petition_es.domain.codes import Code, Place
from petition_es.domain.petition import Submitted
from petition_es.projections import run
from petition_es.projections.shipped import ChannelReach, Coverage
from petition_es.projections.shipped.divisions import province_of
from random_logs import as_petition
from units_told import STEWARD, connected, recorded, unit_of


def coverage(*units):
    return {
        (row["level"], row["kind"]): (row["connected"], row["units"], row["percent"])
        for row in run(Coverage, recorded(*units))
    }


def test_units_on_the_net_are_counted_of_all_that_stand_by_level_and_kind():
    assert coverage(
        connected(unit_of("city", level="municipal", kind="petition_bureau")),
        connected(unit_of("roads")), unit_of("water"), unit_of("schools"),
    ) == {
        ("municipal", "petition_bureau"): (1, 1, 100.0),
        ("county", "functional_department"): (1, 3, 33.3),
    }  # fmt: skip


def test_a_unit_that_left_the_net_counts_among_all_and_not_among_those_on_it():
    roads = connected(unit_of("roads"))
    roads.disconnect(entry(STEWARD, on=2))
    assert coverage(roads) == {("county", "functional_department"): (0, 1, 0.0)}


def test_a_unit_that_was_merged_or_closed_counts_nowhere_on_the_net_or_off_it():
    roads, water, gone = connected(unit_of("roads")), unit_of("water"), connected(unit_of("gone"))
    stays = connected(unit_of("stays"))
    roads.merge(entry(STEWARD, on=3), successor=stays)
    water.merge(entry(STEWARD, on=3), successor=stays)
    gone.close(entry(STEWARD, on=3))
    assert coverage(stays, roads, water, gone) == {
        ("county", "functional_department"): (1, 1, 100.0)
    }


def test_where_no_unit_stands_any_more_there_is_no_share_rather_than_none_of_it():
    gone = connected(unit_of("gone"))
    gone.close(entry(STEWARD, on=3))
    assert coverage(gone) == {("county", "functional_department"): (0, 0, None)}


# ---- Channels ------------------------------------------------------------------------------------


def came(number, at, channel="web", **said):
    """A petition that was registered at a moment."""
    events = as_petition(number, told(submitted(), registered(**said)))
    first = replace(events[0], at=at)
    assert isinstance(first, Submitted)
    return [replace(first, channel=channel), *(replace(event, at=at) for event in events[1:])]


def in_division(code, scheme="gbt2260"):
    return Place(division=Code(scheme, "2016", code))


def test_a_province_has_a_channel_from_its_first_petition_to_its_last():
    log = [
        *came(1, datetime(2016, 9, 2, tzinfo=UTC), "wechat", place=in_division("320826")),
        *came(2, datetime(2016, 9, 1, tzinfo=UTC), "wechat", place=in_division("320000")),
        *came(3, datetime(2016, 11, 30, tzinfo=UTC), "wechat", place=in_division("320826105")),
        *came(4, datetime(2016, 7, 1, tzinfo=UTC), "mobile", place=in_division("320826")),
        *came(5, datetime(2016, 7, 1, tzinfo=UTC), "mobile"),
    ]
    shown = {
        (row["province"], row["channel"]): (row["petitions"], row["first_day"], row["last_day"])
        for row in run(ChannelReach, log)
    }
    assert shown == {
        ("32", "wechat"): (3, date(2016, 9, 1), date(2016, 11, 30)),
        ("32", "mobile"): (1, date(2016, 7, 1), date(2016, 7, 1)),
        ("unknown", "mobile"): (1, date(2016, 7, 1), date(2016, 7, 1)),
    }


def test_a_registration_that_was_struck_through_makes_no_first_day():
    petition = petition_of(submitted(), registered(place=in_division("320826")))
    petition.perform(void("registered"), entry(BUREAU, on=5))
    assert run(ChannelReach, petition.recorded).rows == []


@pytest.mark.parametrize(
    ("place", "province"),
    [
        (in_division("370687"), "37"),
        (in_division("37"), "37"),
        (in_division("3"), "unknown"),
        (in_division("somewhere"), "unknown"),
        (in_division("37", scheme="chicago-wards"), "unknown"),
        (Place(), "unknown"),
        (None, "unknown"),
    ],
)
def test_the_code_of_a_division_tells_its_province(place, province):
    assert province_of(place) == province
