"""How much work each unit has, and how many petitions came by each channel."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from corrections import amend, void
from histories import (
    BUREAU,
    ROADS,
    entry,
    petition_of,
    received,
    referred,
    registered,
    resolved,
    returned,
    submitted,
    told,
)
from petition_es.domain.codes import Code, Place
from petition_es.projections import run
from petition_es.projections.shipped import ChannelMonth, UnitWorkload
from petition_es.projections.shipped.divisions import level_of, level_of_code
from random_logs import as_petition


def in_division(code):
    return Place(division=Code("gbt2260", "2016", code))


def test_a_unit_took_in_sent_back_and_resolved():
    way = told(
        submitted(), registered(), referred(ROADS), received(ROADS), returned(ROADS),
        referred(ROADS, referral_id="again"), received(ROADS, referral_id="again"), resolved(ROADS),
    )  # fmt: skip
    assert run(UnitWorkload, way).rows == [
        {"unit_id": "roads", "received": 2, "returned": 1, "resolved": 1}
    ]


# ---- Channels and months -------------------------------------------------------------------------


def came(number, at, **said):
    """A petition that was registered at a moment."""
    events = told(submitted(), registered(**said))
    return [replace(event, at=at) for event in as_petition(number, events)]


def test_a_petition_counts_in_the_month_of_its_registration_on_the_offices_clock():
    new_year = replace_zone(datetime(2016, 12, 31, 17, tzinfo=UTC))
    table = run(ChannelMonth, came(1, new_year, place=in_division("370687")))
    assert table["web", "county", date(2017, 1, 1)]["petitions"] == 1


def replace_zone(moment):
    return moment.astimezone(UTC)


def test_a_month_is_compared_with_the_same_month_of_the_year_before():
    log = [
        *came(1, datetime(2015, 3, 5, tzinfo=UTC)),
        *came(2, datetime(2015, 3, 6, tzinfo=UTC)),
        *came(3, datetime(2016, 3, 5, tzinfo=UTC)),
        *came(4, datetime(2016, 3, 6, tzinfo=UTC)),
        *came(5, datetime(2016, 3, 7, tzinfo=UTC)),
    ]
    row = run(ChannelMonth, log)["web", "unknown", date(2016, 3, 1)]
    assert (row["petitions"], row["year_before"]) == (3, 2)
    assert (row["change"], row["change_percent"]) == (1, 50.0)
    first = run(ChannelMonth, log)["web", "unknown", date(2015, 3, 1)]
    assert (first["petitions"], first["change_percent"]) == (2, None)


def test_a_month_without_petitions_still_shows_what_there_was_a_year_before():
    row = run(ChannelMonth, came(1, datetime(2015, 3, 5, tzinfo=UTC)))
    assert row["web", "unknown", date(2016, 3, 1)]["change"] == -1


def test_a_registration_that_was_struck_through_does_not_count():
    petition = petition_of(submitted(), registered())
    petition.perform(void("registered"), entry(BUREAU, on=5))
    assert run(ChannelMonth, petition.recorded).rows == []


def test_a_place_that_was_amended_is_the_place():
    petition = petition_of(submitted(), registered(place=in_division("370000")))
    petition.perform(amend("registered", place=in_division("370600")), entry(BUREAU, on=5))
    assert {row["level"] for row in run(ChannelMonth, petition.recorded)} == {"municipal"}


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("37", "provincial"),
        ("370000", "provincial"),
        ("3706", "municipal"),
        ("370600", "municipal"),
        ("370687", "county"),
        ("370687000", "county"),
        ("370687101", "township"),
        ("370687101000", "township"),
        ("somewhere", "unknown"),
        ("", "unknown"),
        ("0", "unknown"),
    ],
)
def test_the_code_of_a_division_tells_its_level(code, level):
    assert level_of_code(code) == level


def test_codes_of_another_scheme_tell_no_level():
    assert level_of(Place(division=Code("chicago-wards", "1", "37"))) == "unknown"
    assert level_of(Place()) == "unknown"
    assert level_of(None) == "unknown"
