"""The mapping of a city's list: what is wrong with one is told by file, line and key."""

from collections import Counter
from pathlib import Path

import pytest
from request_lists import HEADER, MAPPING, mapping_file, request

from petition_es.importing.reasons import Reason
from petition_es.importing.rejects import Rejected
from petition_es.importing.request_mapping import SHIPPED_REQUESTS, read_request_mapping
from petition_es.importing.requests import RequestFile, ServiceRequest
from petition_es.importing.source_file import UnreadableFile

CITIES = {
    "boston_311": (
        (
            "case_enquiry_id,open_dt,closed_dt,closure_reason,case_title,type,department,location,"
            "latitude,longitude,source"
        ),
        (
            "101,2015-01-01 07:33:18,2015-01-02 08:00:00,Case Resolved,Rodents,Rodents,ISD_,"
            "7 Main St,42.3469,-71.1508,Constituent Call"
        ),
        ("phone", "Rodents", "Case Resolved", "2015-01-01T07:33:18-05:00"),
    ),
    "chicago_311": (
        "SR_NUMBER,SR_TYPE,SR_SHORT_CODE,CREATED_DATE,STREET_ADDRESS,ORIGIN,LATITUDE,LONGITUDE",
        "SR19-1,Pothole in Street,PHF,01/31/2019 02:15:00 PM,1 W Lake St,Internet,41.88,-87.62",
        ("web", "PHF", "", "2019-01-31T14:15:00-06:00"),
    ),
    "nyc_311": (
        (
            "Unique Key,Created Date,Closed Date,Agency,Complaint Type,Descriptor,Incident Address,"
            "Resolution Description,Open Data Channel Type,Latitude,Longitude"
        ),
        (
            "9,2019-01-31T14:15:00.000,02/01/2019 12:01:00 AM,DEP,Sewer,Catch Basin,1 PINE ST,"
            "Cleaned,MOBILE,40.7,-74.0"
        ),
        ("mobile", "Sewer", "Cleaned", "2019-01-31T14:15:00-05:00"),
    ),
}


@pytest.fixture
def told(tmp_path):
    def told(text: str) -> str:
        with pytest.raises(UnreadableFile) as why:
            read_request_mapping(mapping_file(tmp_path, text))
        return str(why.value)

    return told


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ('id = "number"\n', "", "city.toml, line 7, request.id: Field required"),
        ("Call =", "Call = 'pidgin', Post =", "line 15, request.channel: channel cannot be pidgin"),
        ('longitude = "longitude"\n', "", "request: latitude and longitude are needed together"),
        ("America/New_York", "Boston", "line 2, source: No time zone is called 'Boston'"),
        ('version = "1"\n', 'colour = "1"\n', "line 20, category.colour"),
        ('empty = ["N/A"]', 'times = "%H:%M"', "source: times must spell a day"),
        ('empty = ["N/A"]', 'times = "%Q"', "source: times must spell a day"),
        ('note = "note"', "note = 3", "line 24, closing.note"),
        ("[closing]", "[closing", "city.toml: "),
    ],
)
def test_a_mistake_is_told_by_file_line_and_key(told, right, wrong, expected):
    assert right in MAPPING
    assert expected in told(MAPPING.replace(right, wrong))


def test_what_is_neither_file_nor_shipped_cannot_be_opened():
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        read_request_mapping(Path("helpdesk"))


def test_a_list_without_a_column_that_the_mapping_names_is_refused_at_once(tmp_path, now):
    path = tmp_path / "requests.csv"
    path.write_text(HEADER.replace("note", "remark") + request())
    mapping = read_request_mapping(mapping_file(tmp_path))
    with pytest.raises(UnreadableFile, match="note is missing"):
        RequestFile(path, mapping, now=now)


def test_every_shipped_mapping_is_tried_here():
    assert {path.stem for path in SHIPPED_REQUESTS.glob("*.toml")} == set(CITIES)


@pytest.mark.parametrize("city", CITIES)
def test_a_city_s_row_is_read_by_its_shipped_mapping(city, tmp_path, now):
    header, row, expected = CITIES[city]
    path = tmp_path / "requests.csv"
    path.write_text(f"{header}\n{row}\n")
    with RequestFile(path, read_request_mapping(Path(city)), now=now) as requests:
        (found,) = requests
    opened = found.opened_at.at.isoformat()
    assert (found.channel, found.category, found.note, opened) == expected
    assert found.point
    assert found.title


def test_a_spelling_without_a_time_of_day_gives_days(tmp_path, now):
    days = MAPPING.replace('empty = ["N/A"]', 'times = "%d.%m.%Y"')
    mapping = read_request_mapping(mapping_file(tmp_path, days))
    path = tmp_path / "requests.csv"
    path.write_text(HEADER + request(opened="25.04.2019", closed="25.04.2019"))
    with RequestFile(path, mapping, now=now) as requests:
        (found,) = requests
    assert (found.opened_at.precision, found.closed_at.precision) == ("day", "day")


def test_five_years_of_a_city_are_read_but_for_what_was_closed_before_it_was_opened(
    shared_data, now
):
    path = shared_data / "boston_311" / "animal_requests_2015_2019.csv.gz"
    with RequestFile(path, read_request_mapping(Path("boston_311")), now=now) as requests:
        outcomes = Counter(
            outcome.reason if isinstance(outcome, Rejected) else type(outcome)
            for outcome in requests
        )
    assert outcomes == {ServiceRequest: 38_265, Reason.REPLY_BEFORE_MESSAGE: 10}
