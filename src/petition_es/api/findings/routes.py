"""The routes of findings: the list, as JSON and as CSV, one of them, and what is judged of it."""

from collections.abc import Callable
from typing import Annotated, Any, get_args
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field, create_model

from petition_es.api.at_the_door import AuditorsOnly, PageUnknown
from petition_es.api.bodies import WORDS_MAX, Strict
from petition_es.api.callers import WhoAsks
from petition_es.api.documenting import answer, problems
from petition_es.api.findings.as_csv import as_csv
from petition_es.api.findings.asking import WhatIsWanted, place_of, token_of
from petition_es.api.findings.describing import (
    FINDING,
    FINDING_EXAMPLE,
    FINDING_SCHEMA,
    JUDGED_EXAMPLE,
    JUDGED_SCHEMA,
    LIST_EXAMPLE,
    LIST_SCHEMA,
)
from petition_es.api.findings.reading import Found, check_reader, read_one, read_page
from petition_es.api.pages.language import Language
from petition_es.audits.in_json import finding_as_json, inquiry_as_json
from petition_es.bootstrap import House
from petition_es.domain.refusals import (
    DismissedWithoutReason,
    InquiryAlreadyOpen,
    InquiryDecided,
    InquiryNotDecided,
    NoSuchFinding,
)
from petition_es.office.access import JUDGING
from petition_es.office.circumstances import Circumstances
from petition_es.office.inquiries import Judgement

router = APIRouter(tags=["findings"])

AT_ONCE, AT_ONCE_MAX, ROWS_MAX = 100, 1000, 10_000
READING = (401, 403, 404, 422, 429, 500, 503)
JUDGING_ANSWERS = (400, 401, 403, 404, 408, 409, 410, 413, 415, 422, 429, 500, 503)
NOT_SHOWN = NoSuchFinding(finding=FINDING)
NO_STORE = {"Cache-Control": "no-store"}

PageWord = Annotated[
    str | None, Query(max_length=300, description="As `next` of the page before has it.")
]
FindingPath = Annotated[UUID, Path(examples=[FINDING])]


@router.get(
    "/findings",
    operation_id="findings",
    summary="What the last audit found, the latest first; for auditors.",
    response_model=None,
    responses={
        200: answer("Findings, and how far auditors are with each.", LIST_SCHEMA, LIST_EXAMPLE),
        **problems(*READING, s403=AuditorsOnly(), s404=PageUnknown()),
    },
)
def findings(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    response: Response,
    caller: WhoAsks,
    filters: WhatIsWanted,
    limit: Annotated[int, Query(ge=1, le=AT_ONCE_MAX)] = AT_ONCE,
    page: PageWord = None,
) -> dict[str, Any]:
    """List findings, in pages; without a filter all of them."""
    check_reader(caller)
    house: House = request.app.state.house
    found = read_page(house, filters.wanted(house, place_of(page)), limit)
    response.headers.update(NO_STORE)
    if found is None:
        return {"audit": None, "findings": [], "next": None}
    after = found.next_after
    return {
        "audit": {"at": found.run.at, "upto": found.run.upto, "petitions": found.run.petitions},
        "findings": [finding_as_json(e, found.inquiries[e.finding_id]) for e in found.findings],
        "next": after and filters.address("/findings", limit=str(limit), page=token_of(after)),
    }


@router.get(
    "/findings.csv",
    operation_id="findings_as_csv",
    summary="The same as a table, in the words of one language.",
    response_class=Response,
    responses={
        200: {
            "description": "A line for each finding; `Link` leads to those after them.",
            "content": {"text/csv": {"schema": {"type": "string"}, "example": "finding_id,rule"}},
        },
        **problems(*READING, s403=AuditorsOnly(), s404=PageUnknown()),
    },
)
def findings_as_csv(  # noqa: PLR0917  # the parameters of the address
    request: Request,
    caller: WhoAsks,
    filters: WhatIsWanted,
    language: Language,
    limit: Annotated[int, Query(ge=1, le=ROWS_MAX)] = AT_ONCE_MAX,
    page: PageWord = None,
) -> Response:
    """Write findings as CSV, in pages."""
    check_reader(caller)
    house: House = request.app.state.house
    found = read_page(house, filters.wanted(house, place_of(page)), limit)
    table = as_csv(found, language, house.settings.office_zone)
    onward = _onward(found, lambda after: filters.address(
        "/findings.csv", limit=str(limit), page=after
    ))  # fmt: skip
    return Response(table, media_type="text/csv", headers={**NO_STORE, **onward})


def _onward(found: Found | None, address: Callable[[str], str]) -> dict[str, str]:
    if found is None or found.next_after is None:
        return {}
    return {"Link": f'<{address(token_of(found.next_after))}>; rel="next"'}


@router.get(
    "/findings/{finding}",
    operation_id="finding",
    summary="One finding, and what was judged of it; for auditors.",
    response_model=None,
    responses={
        200: answer("The finding.", FINDING_SCHEMA, FINDING_EXAMPLE),
        **problems(*READING, s403=AuditorsOnly(), s404=NOT_SHOWN),
    },
)
def one_finding(
    request: Request, response: Response, caller: WhoAsks, finding: FindingPath
) -> dict[str, Any]:
    """Tell one finding: what was seen, what proves it, what would clear it, and the inquiry."""
    check_reader(caller)
    response.headers.update(NO_STORE)
    return finding_as_json(*read_one(request.app.state.house, finding))


# ---- Judging -------------------------------------------------------------------------------------

Reason = Annotated[str, Field(max_length=WORDS_MAX, pattern=r"\S")]
WithReason = create_model("WithReason", __base__=Strict, reason=(Reason, ...))
PerhapsWithReason = create_model("PerhapsWithReason", __base__=Strict, reason=(Reason | None, None))

ABOUT = {
    "open": "Look into a finding; others see who is at it.",
    "confirm": "Say that a finding is as the audit says.",
    "dismiss": "Say why a finding is none.",
    "reopen": "Look again into a finding that was confirmed or dismissed.",
}
OUT_OF_TURN = {
    "open": InquiryAlreadyOpen(finding=FINDING),
    "confirm": InquiryDecided(finding=FINDING, state="dismissed"),
    "dismiss": InquiryDecided(finding=FINDING, state="confirmed"),
    "reopen": InquiryNotDecided(finding=FINDING),
}


def _judge(judgement: Judgement, body_class: type[Any]) -> Callable[..., Any]:
    def judge(
        request: Request,
        response: Response,
        caller: WhoAsks,
        finding: FindingPath,
        body: body_class,  # type: ignore[valid-type]  # FastAPI reads it off the value
    ) -> dict[str, Any]:
        house: House = request.app.state.house
        when = Circumstances(correlation_id=request.state.request_id)
        reason: str | None = body.reason  # type: ignore[attr-defined]  # of either model
        inquiry, position = house.inquiries.judge(
            finding, judgement, caller.acting(JUDGING), reason, when
        )
        response.headers.update(NO_STORE)
        return {"finding_id": finding, "position": position, **inquiry_as_json(inquiry)}

    return judge


for _judgement in get_args(Judgement):
    _body = WithReason if _judgement == "dismiss" else PerhapsWithReason
    router.add_api_route(
        f"/findings/{{finding}}/{_judgement}",
        _judge(_judgement, _body),
        methods=["POST"],
        operation_id=f"{_judgement}_finding",
        summary=ABOUT[_judgement],
        description="Recorded in an inquiry of its own; the petition stays as it is. The reason is "
        "sealed with the petition's words. What was decided meanwhile is told by 409.",
        response_model=None,
        responses={
            200: answer("It is on record.", JUDGED_SCHEMA, JUDGED_EXAMPLE),
            **problems(
                *JUDGING_ANSWERS,
                s403=AuditorsOnly(),
                s404=NOT_SHOWN,
                s409=OUT_OF_TURN[_judgement],
                s422=DismissedWithoutReason(finding=FINDING),
            ),
        },
    )
