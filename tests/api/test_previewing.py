"""What an act would set is told before it is sent, and nothing is recorded."""

from at_the_counter import BUREAU, ELSEWHERE, UNIT


def preview(counter, who, number, act, **body):
    return counter.act(who, number, f"{act}?preview=true", body)


def test_a_preview_tells_the_events_and_the_limits_and_records_nothing(counter):
    number = counter.registered()["number"]
    before = counter.house.store.last_position()
    answer = preview(counter, BUREAU, number, "refer", to_unit=UNIT)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["preview"] is True
    assert [each["event"] for each in told["events"]] == ["Petition.Referred"]
    assert (told["state"], told["position"]) == ("referred", None)
    running = {each["clock"]: each["last_day"] for each in told["clocks"] if each["days_left"]}
    assert set(running) == {"acceptance", "objection"}
    assert counter.house.store.last_position() == before


def test_an_acceptance_is_foreseen_with_its_limit(counter):
    number = counter.registered()["number"]
    counter.done(BUREAU, number, "refer", to_unit=UNIT)
    told = preview(counter, UNIT, number, "accept").json()
    (handling,) = [each for each in told["clocks"] if each["clock"] == "handling"]
    assert (handling["limit"], handling["status"]) == (60, "running")


def test_a_preview_is_refused_as_the_act_would_be(counter):
    number = counter.registered()["number"]
    assert preview(counter, UNIT, number, "resolve").status_code in {403, 404, 409}
    assert preview(counter, ELSEWHERE, number, "refer", to_unit=UNIT).status_code == 403
    answer = counter.act(
        BUREAU, number, "refer?preview=true", {"to_unit": UNIT}, {"If-Match": '"99"'}
    )
    assert answer.status_code == 412


def test_what_was_previewed_is_still_to_be_done(counter):
    number = counter.registered()["number"]
    preview(counter, BUREAU, number, "refer", to_unit=UNIT)
    counter.done(BUREAU, number, "refer", to_unit=UNIT)
