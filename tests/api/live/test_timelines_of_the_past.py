"""A past day is told as it was, or as it was known, and a day that cannot be read is refused."""

import pytest

BAD_DAYS = [
    "yesterday", "", "2016-02-30", "2016-13-01", "12.10.2016", "2016-10-12T25:00",
    "2016-10-12T10:00+99:00", "0001-01-01", "9999-12-31", "1899-12-31", "٢٠١٦-١٠-١٢",
    "2016-10-12\0",
]  # fmt: skip


@pytest.fixture(scope="module")
def petition(office):
    return office.petition()


def test_what_came_later_was_not_known_then(office, petition):
    early, late = (str(office.work(petition.petition_id).events[-1].event_id) for _ in range(2))
    then = office.steps(petition.number)[early]["recorded_at"]
    told = office.read(petition.number, known_by=then).json()
    assert told["known_by"] == then
    shown = {step["id"] for step in told["checkpoints"]}
    assert early in shown
    assert late not in shown


def test_before_it_was_published_there_was_nothing_for_everybody_to_see(office, petition):
    first = office.read(petition.number).json()["checkpoints"][0]["recorded_at"]
    assert office.read(petition.number, known_by=first).status_code == 404


def test_a_day_that_is_still_to_come_is_told_as_now(office, petition):
    now = office.read(petition.number).json()
    for name in ("happened_by", "known_by"):
        told = office.read(petition.number, **{name: "2999-12-31"}).json()
        assert told["checkpoints"] == now["checkpoints"]


def test_a_moment_without_an_offset_is_the_offices(office, petition):
    told = office.read(petition.number, known_by="2900-10-12T16:05").json()
    assert told["known_by"] == "2900-10-12T16:05:00+08:00"


@pytest.mark.parametrize("plus", ["%2B", "+"])
def test_an_offset_is_read_whether_its_plus_was_escaped_or_not(office, petition, plus):
    address = f"/petitions/{petition.number}/timeline?known_by=2900-10-12T16:05{plus}02:00"
    assert office.client.get(address).json()["known_by"] == "2900-10-12T16:05:00+02:00"


@pytest.mark.parametrize("day", BAD_DAYS)
@pytest.mark.parametrize("name", ["happened_by", "known_by"])
def test_a_day_that_cannot_be_read_is_refused_with_how_to_write_it(office, petition, name, day):
    answer = office.read(petition.number, **{name: day})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/day-not-readable"
    assert "2016-10-12" in answer.json()["detail"]


def test_before_anything_was_known_nothing_is_told(office, petition):
    answer = office.read(petition.number, known_by="2001-01-01")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-yet-known")
    answer = office.read(petition.number, happened_by="2001-01-01")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-yet-happened")


def test_the_version_of_a_past_view_is_the_petitions_own(office, petition):
    past = office.read(petition.number, known_by="2999-01-01")
    assert past.headers["ETag"] == office.read(petition.number).headers["ETag"]
