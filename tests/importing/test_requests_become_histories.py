"""A service request becomes what its list proves, and nothing more."""

import pytest
from request_lists import mapping_file, request, request_list
from taking_in import petitions, reject_lines, story, take_requests

from office_setting import Setting
from petition_es.domain.codes import Code, OutsideReference
from petition_es.importing.intake import Tally
from petition_es.importing.reasons import Reason


@pytest.fixture
def setting() -> Setting:
    return Setting()


@pytest.fixture
def take_in(setting, tmp_path, now):
    def take_in(*rows: str) -> Tally:
        path = request_list(tmp_path, *rows)
        return take_requests(path, mapping_file(tmp_path), setting.histories, now)

    return take_in


@pytest.fixture
def imported(setting, take_in):
    def imported(*rows: str):
        take_in(*rows)
        return petitions(setting.log)

    return imported


@pytest.fixture
def rejected(setting, take_in, tmp_path):
    """The column and the reason of the only row, which is rejected."""

    def rejected(*rows: str):
        take_in(*rows)
        (line,) = reject_lines(tmp_path / "requests.csv")
        _, _, column, reason, _ = line.split(",", 4)
        return column, reason

    return rejected


def test_a_request_that_was_closed_with_a_note_was_submitted_registered_and_replied_to(imported):
    (petition,) = imported(request())
    assert story(petition) == ["Submitted", "Registered", "Replied"]
    submitted, registered, replied = petition.recorded
    assert (submitted.channel, registered.anonymity, replied.kind) == (
        "phone",
        "unknown",
        "unknown",
    )
    words = [submitted.title, submitted.text, registered.place.address, replied.text]
    assert [word.reveal() for word in words] == ["Pothole", "deep", "7 Main St", "filled"]
    assert registered.place.point.reveal() == "42.3469, -71.1508"
    assert registered.category == Code("city-kind", "1", "Road-damage")
    assert (submitted.unit_id, replied.unit_id) == (None, "Public-Works")
    assert submitted.outside_reference == OutsideReference(system="city-311", record_id="1")


def test_times_are_those_of_the_city(imported):
    (petition,) = imported(request())
    submitted, registered, replied = petition.recorded
    assert submitted.local_at.isoformat() == "2019-04-25T09:32:09-04:00"
    assert replied.local_at.isoformat() == "2019-04-26T10:00:00-04:00"
    assert (registered.at, registered.at_precision) == (submitted.at, "unknown")


def test_a_closing_without_a_note_told_the_petitioner_nothing(imported):
    (petition,) = imported(request(note=" "))
    assert story(petition) == ["Submitted", "Registered"]


def test_a_note_without_a_time_came_nobody_knows_when(imported):
    (petition,) = imported(request(closed=""))
    assert petition.recorded[-1].at_precision == "unknown"
    assert petition.recorded[-1].text.reveal() == "filled"


def test_what_the_list_does_not_say_stays_unknown(imported):
    silent = dict.fromkeys(("title", "text", "address", "latitude", "longitude", "kind"), "N/A")
    (petition,) = imported(request(**silent, how="Pigeon", note="", closed="", desk=""))
    submitted, registered = petition.recorded
    assert (submitted.title.reveal(), submitted.text.reveal()) == ("", "")
    assert (registered.category, registered.place) == (None, None)
    assert submitted.channel == "other"


def test_every_request_is_somebody_else_s_for_lists_name_nobody(imported):
    one, other = imported(request("1"), request("2"))
    assert one.recorded[0].parties != other.recorded[0].parties


def test_a_second_import_takes_nothing_in(take_in):
    take_in(request("1"), request("2"))
    assert take_in(request("1"), request("2"), request("2")).counts() == (0, 3, 0)


def test_a_request_that_was_closed_since_is_other_content(take_in, rejected):
    take_in(request(closed="", note=""))
    assert rejected(request()) == ("number", Reason.DUPLICATE_ID_OTHER_CONTENT)


@pytest.mark.parametrize(
    ("said", "column", "reason"),
    [
        ({"number": ""}, "number", Reason.MISSING_VALUE),
        ({"number": "a b"}, "number", Reason.BAD_IDENTIFIER),
        ({"opened": ""}, "opened", Reason.MISSING_VALUE),
        ({"opened": "yesterday"}, "opened", Reason.UNREADABLE_DATE),
        ({"opened": "2019-02-30 10:00:00"}, "opened", Reason.IMPOSSIBLE_DATE),
        ({"opened": "2031-02-01 10:00:00"}, "opened", Reason.FUTURE_DATE),
        ({"closed": "2019-04-25 09:32:08"}, "closed", Reason.REPLY_BEFORE_MESSAGE),
        ({"closed": "2019-04-25 09:32:08", "note": ""}, "closed", Reason.REPLY_BEFORE_MESSAGE),
        ({"latitude": "142.3"}, "latitude", Reason.BAD_COORDINATES),
        ({"latitude": "north"}, "latitude", Reason.BAD_COORDINATES),
        ({"latitude": ""}, "latitude", Reason.BAD_COORDINATES),
        ({"longitude": "-271.2"}, "longitude", Reason.BAD_COORDINATES),
        ({"longitude": "nan"}, "longitude", Reason.BAD_COORDINATES),
    ],
)
def test_a_row_that_cannot_be_so_is_rejected_by_column_and_reason(rejected, said, column, reason):
    number = said.pop("number", "1")
    assert rejected(request(number, **said)) == (column, reason)


def test_one_number_for_two_requests_rejects_the_second(rejected):
    found = rejected(request(), request(text="shallow"))
    assert found == ("number", Reason.DUPLICATE_ID_OTHER_CONTENT)
