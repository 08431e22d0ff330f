"""Who follows the links of the description, with the examples that stand in it, gets to the end."""

import pytest
from at_the_counter import BUREAU, PETITIONER, UNIT, as_demo

WHO = {"register": BUREAU, "refer": BUREAU, "evaluate": PETITIONER}
NO_CLAIMS = {"answers": []}
"""On the straight way nobody lists the claims, so the opinion answers none."""


@pytest.fixture
def description(counter):
    return counter.client.get("/openapi.json").json()


@pytest.fixture
def operations(description):
    return {
        operation["operationId"]: {**operation, "path": path}
        for path, methods in description["paths"].items()
        for operation in methods.values()
    }


def test_from_the_submission_to_the_evaluation(counter, description, operations):
    def example_of(operation):
        content = operation["requestBody"]["content"]["application/json"]
        name = content["schema"]["$ref"].rpartition("/")[2]
        examples = (content["schema"], description["components"]["schemas"][name])
        return next(each["examples"][0] for each in examples if "examples" in each)

    name, headers = "submit", as_demo(BUREAU)
    path, states = operations[name]["path"], []
    while True:
        body = example_of(operations[name]) | (NO_CLAIMS if name == "issue_opinion" else {})
        answer = counter.client.post(path, json=body, headers=headers)
        assert answer.is_success, f"{name}: {answer.text}"
        states.append(answer.json()["state"])
        links = operations[name]["responses"][str(answer.status_code)]["links"]
        if not (onward := [link for each, link in links.items() if each not in READING]):
            break
        name, told = onward[0]["operationId"], followed(onward[0], answer)
        path = operations[name]["path"].format(petition=told["petition"])
        headers = {**as_demo(WHO.get(name, UNIT)), "If-Match": told["If-Match"]}
    assert (name, states[-1]) == ("evaluate", "resolved")
    assert states[:5] == ["submitted", "registered", "referred", "received", "accepted"]


READING = ("timeline", "events")


def followed(link, answer):
    """The parameters of a link, filled from the answer that it stands on."""
    return {
        name: answer.headers[wanted.rpartition(".")[2]]
        if wanted.startswith("$response.header.")
        else answer.json()[wanted.removeprefix("$response.body#/")]
        for name, wanted in link["parameters"].items()
    }
