"""Every act of the domain has a route, and the description of each holds what it says."""

import re

import jsonschema_rs
import pytest

from petition_es.api.app import build
from petition_es.api.bodies import body_of
from petition_es.api.examples import EXAMPLES
from petition_es.domain.petition import ACTS


@pytest.fixture(scope="module")
def description(article_house):
    return build(article_house).openapi()


@pytest.fixture(scope="module")
def operations(description):
    """Every operation by its id, with its path."""
    return {
        operation["operationId"]: {**operation, "path": path}
        for path, methods in description["paths"].items()
        for operation in methods.values()
    }


def answers(operations):
    """Every answer of every operation: whose it is, its status, what it says of itself."""
    return [
        (name, status, answer)
        for name, operation in operations.items()
        for status, answer in operation["responses"].items()
    ]


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_act_has_a_route_of_its_name(operations, name):
    path = "/petitions" if name == "submit" else f"/petitions/{{petition}}/{name.replace('_', '-')}"
    assert operations[name]["path"] == path


@pytest.mark.parametrize("name", sorted(ACTS))
def test_the_example_of_every_act_is_a_body_of_it(name):
    body = body_of(ACTS[name]).model_validate(EXAMPLES[name])
    assert body.model_fields_set == set(EXAMPLES[name])


def test_there_is_no_example_of_an_act_that_is_not():
    assert set(EXAMPLES) == set(ACTS)


def test_every_answer_has_an_example(operations):
    for name, status, answer in answers(operations):
        for media_type, content in answer["content"].items():
            model = content.get("schema", {}).get("$ref", "")
            is_shown = "example" in content or model.endswith("/KeptAttachment")
            assert is_shown, f"{name} {status} {media_type}"


def test_every_example_is_what_its_schema_says(description, operations):
    for name, status, answer in answers(operations):
        for media_type, content in answer["content"].items():
            if "json" in media_type and "example" in content:
                schema = {**content["schema"], "components": description["components"]}
                validator = jsonschema_rs.Draft202012Validator(schema)
                wrong = [
                    f"{e.instance_path}: {e.message}"
                    for e in validator.iter_errors(content["example"])
                ]
                assert wrong == [], f"{name} {status}"


def test_no_answer_goes_by_default(operations):
    assert all(re.fullmatch(r"[1-5]\d\d", status) for _, status, _ in answers(operations))


def test_every_route_can_fail_and_says_so(operations):
    assert all("500" in operation["responses"] for operation in operations.values())


def test_every_link_leads_to_an_operation_and_fills_its_parameters(operations):
    for name, status, answer in answers(operations):
        for link in answer.get("links", {}).values():
            known = {p["name"] for p in operations[link["operationId"]]["parameters"]}
            assert set(link["parameters"]) <= known, f"{name} {status}"


def test_one_step_leads_to_the_next(operations):
    """From the submission the links lead on to the evaluation."""
    way, name = ["submit"], "submit"
    while acts := [each for each in good(operations[name])["links"] if each in ACTS]:
        name = acts[0]
        way.append(name)
    assert way == [
        "submit", "register", "refer", "receive", "accept",
        "issue_opinion", "deliver", "resolve", "evaluate",
    ]  # fmt: skip
    assert all("timeline" in good(operations[each])["links"] for each in ACTS)


def good(operation):
    """What is said of an operation that succeeded."""
    return next(answer for status, answer in operation["responses"].items() if status < "300")


def test_who_may_ask_is_said_of_every_route_of_petitions(operations):
    for name, operation in operations.items():
        if "/petitions" in operation["path"]:
            ways = [next(iter(way), "nobody") for way in operation["security"]]
            assert ways[0] == "token"
            assert ("query code" in ways) == ("{petition}" in operation["path"])
            assert ("nobody" in ways) == (name in PUBLIC)


PUBLIC = {"timeline", "stream", "events", "read_document", "due_dates"}


def test_an_act_says_that_it_needs_a_version(operations):
    for name in set(ACTS) - {"submit"}:
        manners = {p["name"]: p["required"] for p in operations[name]["parameters"]}
        assert manners == {
            "petition": True, "preview": False, "If-Match": True, "Idempotency-Key": False,
        }  # fmt: skip
