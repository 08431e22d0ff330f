"""A route for every act: what a clerk does at the desk, a program does here.

`POST /petitions` hands a petition in; `POST /petitions/{petition}/refer` and its like perform the
act of that name on it. The way is always the same: route, body, one method of the office.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar, cast

from fastapi import APIRouter, Body, FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from petition_es.api.at_the_door import Busy
from petition_es.api.attachments.vouchers import redeem
from petition_es.api.bodies import Strict, body_of, said, typed
from petition_es.api.callers import Caller, WhoAsks, audience_of, petition_id_of
from petition_es.api.commands import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Fingerprint,
    IfMatch,
    once_of,
    version_in,
)
from petition_es.api.documenting import NUMBER, answer, problems
from petition_es.api.examples import EXAMPLES, RECORDED, links_after, recorded_example
from petition_es.api.live import unit_cards
from petition_es.api.recorded import circumstances, named, recorded_as_json
from petition_es.api.similar.asking import before_submitting
from petition_es.api.similar.writing import SIMILAR_EXAMPLE, SIMILAR_SCHEMA, written
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment
from petition_es.domain.petition import ACTS, Act, Correct, Petition, Submit
from petition_es.domain.petition.correcting import amendable
from petition_es.domain.refusals import (
    AccusedMayNotSee,
    NoSuchEntry,
    NotYourUnit,
    PetitionMovedOn,
    Refusal,
)
from petition_es.office.circumstances import Circumstances, Recorded
from petition_es.projections.timeline import admit, timeline, to_json
from petition_es.store.faults import ConcurrentChange

ON_SUBMITTING = (400, 401, 403, 408, 409, 413, 415, 422, 429, 500, 503)
ON_ACTING = (400, 401, 403, 404, 408, 409, 410, 412, 413, 415, 422, 428, 429, 500, 503)

TRIES = 10
"""How often an act for any version is tried while others write to the same petition."""

CHECKED = {
    200: answer("With `check=similar`: nothing was handed in.", SIMILAR_SCHEMA, SIMILAR_EXAMPLE)
}
MANNERS = [IF_MATCH, IDEMPOTENCY_KEY]
VERSION = {
    "description": "The new version.",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$'},
    "example": '"9"',
}

PetitionPath = Annotated[
    str,
    Path(
        description="The petition's number, in any typing, or its id.",
        examples=[NUMBER],
        max_length=100,
    ),
]


Preview = Annotated[
    bool,
    Query(description="Only tell what the act would record, and how the limits would stand."),
]

Check = Annotated[
    Literal["similar"] | None,
    Query(description="Hand nothing in, but tell which earlier petitions may be about the same."),
]

T = TypeVar("T")


def add_acts(app: FastAPI, *, told: Callable[[], None]) -> None:
    """Give the application a route for every act; `told` is called after each that was done."""
    router = APIRouter(tags=["acts"])
    router.add_api_route("/petitions", _submit(told), **_about("submit", Submit))
    for name, act_class in ACTS.items():
        if act_class is not Submit:
            path = f"/petitions/{{petition}}/{name.replace('_', '-')}"
            router.add_api_route(path, _perform(act_class, told), **_about(name, act_class))
    app.include_router(router)


def _submit(told: Callable[[], None]) -> Callable[..., Any]:
    def submit(  # noqa: PLR0917  # the parts of a request
        request: Request,
        response: Response,
        caller: WhoAsks,
        body: Any,
        fingerprint: Fingerprint,
        check: Check = None,
    ) -> dict[str, Any]:
        house: House = request.app.state.house
        act = Submit(**said(Submit, body))
        if check is not None:
            response.status_code = 200
            response.headers["Cache-Control"] = "no-store"
            return {"similar": [written(each) for each in before_submitting(request, caller, act)]}
        actor = caller.acting("submit")
        once, when = once_of(caller, fingerprint), circumstances(request, body)
        recorded = house.office.submit(act, actor, when, once=once)
        told()
        response.headers["Location"] = f"/petitions/{recorded.number}/timeline"
        return recorded_as_json(recorded, response)

    return _taking(submit, Submit)


def _perform(act_class: type[Act], told: Callable[[], None]) -> Callable[..., Any]:
    def perform(  # noqa: PLR0917  # the parts of a request
        request: Request,
        response: Response,
        petition: PetitionPath,
        caller: WhoAsks,
        body: Any,
        fingerprint: Fingerprint,
        if_match: IfMatch = None,
        preview: Preview = False,  # noqa: FBT002  # a parameter of the address
    ) -> dict[str, Any]:
        command = _Command(request.app.state.house, caller, petition, act_class, body)
        once, when = once_of(caller, fingerprint), circumstances(request, body)
        if preview:
            response.headers["Cache-Control"] = "no-store"
            return command.foresee(when, if_match)
        recorded = command.carry_out(when, once, if_match)
        told()
        return recorded_as_json(recorded, response)

    return _taking(perform, act_class)


class _Command:
    """One act as it was asked for: who, on which petition, in which words."""

    def __init__(
        self, house: House, caller: Caller, petition: str, act_class: type[Act], body: Strict
    ) -> None:
        self._house, self._caller, self._act_class = house, caller, act_class
        self._body, self._actor = body, caller.acting(act_class.NAME)
        self._petition_id = petition_id_of(house, petition)

    def carry_out(self, when: Circumstances, once: Any, if_match: str | None) -> Recorded:
        """Let the office perform it; a stranger is not told that there is such a petition."""
        return self._told(
            lambda: self._performed(self._act(when), when, once, version_in(if_match))
        )

    def foresee(self, when: Circumstances, if_match: str | None) -> dict[str, Any]:
        """Tell what it would record, and how the limits would stand; it is refused alike."""
        act, version = self._act(when), version_in(if_match)
        return self._told(
            lambda: self._foreseen(
                self._house.office.preview(
                    self._petition_id, act, self._actor, when, if_version=version
                )
            )
        )

    def _foreseen(self, petition: Petition) -> dict[str, Any]:
        house = self._house
        story = timeline(
            petition.recorded,
            audience=audience_of(house, self._caller, petition.id, petition.file),
            units=unit_cards(house.units),
            now=house.clock(),
            law=house.law,
        )
        return {
            "petition": str(petition.id),
            "number": petition.file.number,
            "version": petition.version,
            "state": petition.file.state,
            "position": None,
            "events": named(petition.collect_events()),
            "query_code": None,
            "preview": True,
            "clocks": to_json(story)["clocks"],
        }

    def _told(self, do: Callable[[], T]) -> T:
        try:
            return do()
        except AccusedMayNotSee as refused:  # In other words: it learns of no accusation here.
            raise NotYourUnit(unit=refused.facts["unit"], act=self._act_class.NAME) from None
        except (Refusal, RequestValidationError):
            if self._actor.role == "petitioner":
                found = self._house.office.petition(self._petition_id)
                admit(found.recorded, audience_of(self._house, self._caller, found.id, found.file))
            raise

    def _performed(self, act: Act, when: Circumstances, once: Any, version: int | None) -> Recorded:
        """Perform it; whoever wrote at the same moment made the petition move on.

        What was meant for any version is then tried again.
        """
        for _ in range(TRIES):
            try:
                return self._house.office.perform(
                    self._petition_id, act, self._actor, when, if_version=version, once=once
                )
            except ConcurrentChange:
                if version is not None:
                    now = self._house.office.petition(self._petition_id).version
                    raise PetitionMovedOn(version=now, expected=version) from None
        raise Busy

    def _act(self, when: Circumstances) -> Act:
        act = self._act_class(**said(self._act_class, self._body, self._redeem))
        if isinstance(act, Correct) and act.changes:
            return replace(act, changes=self._typed_changes(act, when))
        return act

    def _typed_changes(self, act: Correct, when: Circumstances) -> dict[str, Any]:
        """Read the new values of an amendment as the fields of the entry that is amended.

        What that entry is like, only they are told who may correct it.
        """
        file = self._house.office.petition(self._petition_id).file
        self._house.policy.check(act, self._house.office.entry(self._actor, when), file)
        wrong = file.entries.get(act.corrected)
        if wrong is None:
            raise NoSuchEntry(entry=act.corrected)
        kinds = amendable(type(wrong))
        return {
            name: self._typed(name, kinds[name], value) if name in kinds else value
            for name, value in act.changes.items()
        }

    def _typed(self, name: str, hint: Any, value: Any) -> Any:
        try:
            return typed(hint, value, self._redeem)
        except ValidationError as wrong:
            errors = [{**e, "loc": ("body", "changes", name, *e["loc"])} for e in wrong.errors()]
            raise RequestValidationError(errors) from wrong

    def _redeem(self, voucher: str) -> Attachment:
        return redeem(self._house, self._petition_id, voucher)


def _taking(endpoint: Callable[..., Any], act_class: type[Act]) -> Callable[..., Any]:
    """Let an endpoint take the body of its act, and be called by the act's name."""
    model: Any = body_of(cast("Any", act_class))
    body: Any = Annotated[model, Body(examples=[EXAMPLES[act_class.NAME]])]
    signature = inspect.signature(endpoint)
    parameters = [
        parameter.replace(annotation=body) if name == "body" else parameter
        for name, parameter in signature.parameters.items()
    ]
    endpoint.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # FastAPI reads it
    endpoint.__name__ = act_class.NAME
    return endpoint


def _about(name: str, act_class: type[Act]) -> dict[str, Any]:
    """What the description says of an act's route."""
    is_submission = act_class is Submit
    status = 201 if is_submission else 200
    good = answer("The act is on record.", RECORDED, recorded_example(name))
    good["headers"] = {"ETag": VERSION}
    good["links"] = links_after(name)
    doc = inspect.cleandoc(act_class.__doc__ or "")
    return {
        "methods": ["POST"],
        "operation_id": name,
        "summary": doc.split("\n")[0],
        "description": doc,
        "status_code": status,
        "response_model": None,
        "openapi_extra": {"parameters": [IDEMPOTENCY_KEY] if is_submission else MANNERS},
        "responses": {
            status: good,
            **(CHECKED if is_submission else {}),
            **problems(*(ON_SUBMITTING if is_submission else ON_ACTING)),
        },
    }
