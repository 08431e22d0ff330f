"""How the door describes itself (OpenAPI): for every answer its schema and an example."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from petition_es.api import at_the_door as door
from petition_es.api.problems import MEDIA_TYPE, problem_of
from petition_es.domain import refusals

FOR_EVERYBODY: dict[str, Any] = {"security": [{}]}
"""A route (its `openapi_extra`) that nobody needs to say who they are for: what is published."""

CODE_SCHEME = "query code"

REQUEST = "0198a4c2-7d1e-7c3a-9f20-5b1f0c6a2e11"
NUMBER = "XF2016-31332-06211-93"
"""The damaged road of the demonstration, in every example."""

PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457); `type` is a page that explains it.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "facts": {"type": "object", "additionalProperties": {"type": "string"}},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "detail"],
                "properties": {"at": {"type": "string"}, "detail": {"type": "string"}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}

EXAMPLES: Mapping[int, Exception] = {
    400: door.NotReadable(),
    401: door.NoActor(),
    403: refusals.NotYourUnit(unit="wenzhou-housing", act="refer"),
    404: refusals.NoSuchPetition(petition=NUMBER),
    405: door.MethodNotAllowed(method="DELETE", allowed="POST"),
    408: door.TooSlow(seconds=30),
    409: refusals.NoOpinion(act="resolve", state="accepted"),
    410: door.NotFound(),
    412: refusals.PetitionMovedOn(version=9, expected=7),
    413: door.TooLarge(limit=1048576),
    415: door.WrongMediaType(given="text/html", wanted="application/json"),
    422: door.FieldsNotValid(),
    428: door.VersionMissing(),
    429: door.TooManyRequests(seconds=2),
    500: door.InternalFault(),
    503: door.Busy(),
}


def problems(*statuses: int, **instead: Exception) -> dict[int | str, dict[str, Any]]:
    """The problems that a route can answer with, each with an example.

    `instead` gives a more telling example for a status, as `s409=NoOpinion(…)`.
    """
    examples = {**EXAMPLES, **{int(name[1:]): trouble for name, trouble in instead.items()}}
    return {status: _problem(status, examples[status]) for status in statuses}


def _problem(status: int, trouble: Exception) -> dict[str, Any]:
    example = problem_of(trouble, "en").body(REQUEST) | {"status": status}
    if isinstance(trouble, door.FieldsNotValid):
        example["errors"] = [{"at": "/to_unit", "detail": "Field required"}]
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: content}}


def answer(description: str, schema: Mapping[str, Any], example: Any) -> dict[str, Any]:
    """A good answer in JSON, with its schema and an example."""
    content = {"schema": dict(schema), "example": example}
    return {"description": description, "content": {"application/json": content}}


def add_description(app: FastAPI) -> None:
    """Let the application describe itself at `/openapi.json`."""

    def describe() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]  # FastAPI's own way to replace it


def _described(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
        servers=[{"url": "/"}],
    )
    schemas: dict[str, Any] = schema["components"]["schemas"]
    schemas["Problem"] = PROBLEM
    for ours in ("HTTPValidationError", "ValidationError"):
        schemas.pop(ours, None)
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            _only_ours(operation["responses"])
            _no_code_without_petition(path, operation)
    _keep_nulls(app, schema["paths"])
    return schema


def _keep_nulls(app: FastAPI, paths: dict[str, Any]) -> None:
    """Put the examples back as they were given: FastAPI drops every member that is null."""
    for route in iter_route_contexts(app.routes):
        for method in getattr(route, "methods", None) or ():
            described = paths.get(str(route.path), {}).get(method.lower(), {"responses": {}})
            for status, given in getattr(route, "responses", {}).items():
                contents = described["responses"].get(str(status), {}).get("content", {})
                for media_type, content in given.get("content", {}).items():
                    if media_type in contents and "example" in content:
                        contents[media_type]["example"] = content["example"]


def _no_code_without_petition(path: str, operation: dict[str, Any]) -> None:
    """A query code opens the petition of the path, and nothing where there is none."""
    if "security" in operation and "{petition}" not in path:
        ways = operation["security"]
        operation["security"] = [way for way in ways if CODE_SCHEME not in way]


def _only_ours(responses: dict[str, Any]) -> None:
    """Drop what FastAPI adds for answers that this door gives as problems."""
    for response in responses.values():
        content = response.get("content", {})
        if MEDIA_TYPE in content and len(content) > 1:
            response["content"] = {MEDIA_TYPE: content[MEDIA_TYPE]}
