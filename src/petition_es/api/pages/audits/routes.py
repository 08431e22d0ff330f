"""The addresses of findings on pages: the list, one of them, and the form in which it is judged."""

from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from petition_es.api.at_the_door import NoActor, NotFound, NumberMistyped
from petition_es.api.auditors import Visitor
from petition_es.api.callers import Caller, same_site_post
from petition_es.api.findings.as_csv import as_csv
from petition_es.api.findings.asking import place_of
from petition_es.api.findings.reading import check_reader, read_one, read_page
from petition_es.api.pages.audits.asked import Asked, WhatIsAsked
from petition_es.api.pages.audits.listed import HERE, form_choices, list_page
from petition_es.api.pages.audits.shown import finding_page
from petition_es.api.pages.fields import Mistake, length, words
from petition_es.api.pages.language import Language
from petition_es.api.pages.posted import Form
from petition_es.api.pages.rendering import NEVER, answer
from petition_es.api.pages.replays.entrance import entrance
from petition_es.api.pages.words import Words
from petition_es.api.problems import problem_type
from petition_es.bootstrap import House
from petition_es.domain.refusals import (
    DismissedWithoutReason,
    NoSuchPetition,
    Refusal,
    RuleNotMet,
)
from petition_es.office.access import JUDGING
from petition_es.office.circumstances import Circumstances
from petition_es.office.inquiries import Judgement
from petition_es.store.faults import ConcurrentChange, WordsErased

router = APIRouter(include_in_schema=False)

AS_CSV = f"{HERE}.csv"
REASON_MAX = 20_000
ROWS_MAX = 10_000
WRONG = 422


def _which(finding: str) -> UUID:
    """The finding of an address; whatever is no id is not there."""
    try:
        return UUID(finding)
    except ValueError:
        raise NotFound from None


Which = Annotated[UUID, Depends(_which)]


@router.get(HERE)
def audit(
    request: Request,
    visitor: Visitor,
    language: Language,
    asked: WhatIsAsked,
    page: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Show what the audits found, as the form asks for it."""
    if visitor.actor is None:
        return entrance(request, language)
    check_reader(visitor)
    house: House = request.app.state.house
    mistakes, found = list(asked.mistakes), None
    if not mistakes:
        try:
            found = list_page(house, asked, place_of(page), Words(language))
        except (NoSuchPetition, NumberMistyped):
            mistakes = [Mistake("petition", "audit.filter.no_petition")]
    return answer(
        request,
        "audit.html",
        language,
        status=WRONG if mistakes else 200,
        keep=NEVER,
        page=found,
        fields=asked.fields,
        is_filtered=asked.is_anything,
        choices=form_choices(Words(language)),
        mistakes=mistakes,
        address=_address(asked, page),
        as_csv=asked.filters.address(AS_CSV),
    )


@router.get(AS_CSV)
def table(request: Request, visitor: Visitor, language: Language, asked: WhatIsAsked) -> Response:
    """Hand out what the form asks for as a table, the latest findings first."""
    if visitor.actor is None:
        return entrance(request, language)
    check_reader(visitor)
    house: House = request.app.state.house
    found = read_page(house, asked.filters.wanted(house), ROWS_MAX)
    headers = {"Cache-Control": NEVER, "Content-Disposition": 'attachment; filename="findings.csv"'}
    written = as_csv(found, language, house.settings.office_zone)
    return Response(written, media_type="text/csv", headers=headers)


@router.get(f"{HERE}/{{finding}}")
def one(request: Request, finding: Which, visitor: Visitor, language: Language) -> Response:
    """Show one finding to an auditor."""
    if visitor.actor is None:
        return entrance(request, language)
    check_reader(visitor)
    return _finding(request, visitor, finding, language)


@router.post(f"{HERE}/{{finding}}", dependencies=[Depends(same_site_post)])
def judge(
    request: Request, finding: Which, visitor: Visitor, language: Language, form: Form
) -> Response:
    """Record what an auditor judged, and lead back to the finding."""
    if visitor.actor is None:
        raise NoActor
    check_reader(visitor)
    judgement, reason = _known(form.get("judgement")), words(form.get("reason"))
    mistakes = length("reason", reason, most=REASON_MAX)
    status = WRONG
    if not mistakes:
        try:
            _judged(request, visitor, finding, judgement, reason)
        except (RuleNotMet, ConcurrentChange, WordsErased) as refused:
            mistakes, status = [_mistake(refused)], problem_type(type(refused)).status
    if mistakes:
        return _finding(
            request, visitor, finding, language, reason=reason, mistakes=mistakes, status=status
        )
    return RedirectResponse(f"{HERE}/{finding}#inquiry", 303, {"Cache-Control": NEVER})


def _judged(
    request: Request, visitor: Caller, finding: UUID, judgement: Judgement, reason: str
) -> None:
    house: House = request.app.state.house
    when = Circumstances(correlation_id=request.state.request_id)
    house.inquiries.judge(finding, judgement, visitor.acting(JUDGING), reason, when)


def _mistake(refused: Exception) -> Mistake:
    if isinstance(refused, DismissedWithoutReason):
        return Mistake.of("reason", refused)
    if isinstance(refused, Refusal):
        return Mistake.of("", refused)
    return Mistake("", problem_type(type(refused)).key, getattr(refused, "facts", {}))


def _finding(
    request: Request,
    visitor: Caller,
    finding_id: UUID,
    language: str,
    *,
    reason: str = "",
    mistakes: list[Mistake] | None = None,
    status: int = 200,
) -> Response:
    house: House = request.app.state.house
    finding, inquiry = read_one(house, finding_id)
    page = finding_page(house, visitor, finding, inquiry, Words(language))
    return answer(
        request,
        "finding.html",
        language,
        status=status,
        keep=NEVER,
        here=f"{HERE}/{finding_id}",
        page=page,
        reason=reason,
        mistakes=mistakes or [],
    )


def _address(asked: Asked, page: str) -> str:
    """The page's own address, to which the language can be added."""
    address = asked.filters.address(HERE, page=page)
    return address if "?" in address else f"{address}?"


def _known(judgement: str) -> Judgement:
    found: Judgement | None = next((j for j in get_args(Judgement) if j == judgement), None)
    if found is None:
        raise NotFound
    return found
