"""Each reader is told what is theirs to see; what is closed is not told from what never was."""

import orjson
import pytest
from live_office import BUREAU, PETITIONER

from petition_es.api.live.describing import the_road
from petition_es.api.live.schema import Timeline
from petition_es.projections.timeline import AUDIENCES

UNKNOWN = "XF2016-44181-59663-53"


def without_instance(answer):
    return answer.status_code, {k: v for k, v in answer.json().items() if k != "instance"}


def test_everybody_is_told_what_was_published(office):
    petition = office.petition()
    answer = office.read(petition.number)
    assert answer.status_code == 200
    assert answer.json()["audience"] == "public"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Query-Code" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("who", "audience"),
    [(None, "public"), (PETITIONER, "petitioner"), (BUREAU, "officer"), ("auditor", "auditor")],
)
def test_without_a_wish_the_view_is_the_widest(office, who, audience):
    petition = office.petition()
    answer = office.read(petition.number, who)
    assert answer.json()["audience"] == audience
    assert answer.headers["Cache-Control"] == ("no-store" if who else "no-cache")


def test_a_narrower_view_may_be_asked_for(office):
    petition = office.petition()
    for audience in AUDIENCES[:3]:
        told = office.read(petition.number, BUREAU, audience=audience).json()
        assert told["audience"] == audience


def test_a_query_code_opens_the_petitioners_view(office):
    petition = office.petition(published=False)
    answer = office.client.get(
        f"/petitions/{petition.number}/timeline", headers={"Query-Code": petition.query_code}
    )
    assert answer.json()["audience"] == "petitioner"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_wider_view_needs_a_name_and_a_right(office):
    number = office.petition().number
    assert office.read(number, audience="officer").status_code == 401
    assert office.read(number, PETITIONER, audience="officer").status_code == 403
    assert office.read(number, audience="everybody").status_code == 422


@pytest.mark.parametrize("query", [{}, {"audience": "public"}, {"known_by": "2999-01-01"}])
@pytest.mark.parametrize("who", [None, "bridge-petitioner"])
def test_what_is_closed_and_what_never_was_are_refused_alike(office, who, query):
    closed = office.petition(published=False).number
    told = without_instance(office.read(closed, who, **query))
    assert told[0] == 404
    assert told == without_instance(office.read(UNKNOWN, who, **query))


@pytest.mark.parametrize("who", [None, "bridge-petitioner"])
def test_nobody_learns_by_asking_for_a_wider_view_what_exists(office, who):
    closed = office.petition(published=False).number
    answers = [office.read(number, who, audience="officer") for number in (closed, UNKNOWN)]
    assert len({answer.status_code for answer in answers}) == 1
    assert len({answer.json()["type"] for answer in answers}) == 1


def test_a_number_in_any_typing_and_an_id_name_the_same(office):
    petition = office.petition()
    typings = (petition.number.lower(), petition.number.replace("-", " "), petition.petition_id)
    for typed in typings:
        assert office.read(typed).json()["head"]["number"] == petition.number


def test_a_mistyped_number_is_named_as_such(office):
    answer = office.read(office.petition().number[:-1] + "x")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/number-mistyped")


@pytest.mark.parametrize("who", [None, PETITIONER, BUREAU, "auditor"])
def test_every_answer_has_the_shape_that_is_described(office, who):
    petition = office.petition()
    Timeline.model_validate_json(office.read(petition.number, who).content)
    Timeline.model_validate_json(office.read(petition.number, who, known_by="2999-01-01").content)


def test_the_example_of_the_description_is_a_real_timeline():
    told = the_road()
    Timeline.model_validate_json(orjson.dumps(told))
    assert told["head"]["state"] == "delivered"


def test_the_description_names_every_answer(office):
    described = office.client.get("/openapi.json").json()
    for path in ("/petitions/{petition}/timeline", "/petitions/{petition}/stream"):
        responses = described["paths"][path]["get"]["responses"]
        assert set(responses) == {"200", "401", "403", "404", "422", "429", "500", "503"}
        assert all("example" in next(iter(r["content"].values())) for r in responses.values())
