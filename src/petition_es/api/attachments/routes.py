"""The two addresses of papers: a file comes in for a petition, a document is handed out."""

from itertools import chain
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict
from starlette.concurrency import run_in_threadpool

from petition_es.api.acts import PetitionPath
from petition_es.api.at_the_door import NotFound, TooLarge, WrongMediaType
from petition_es.api.attachments.documents import Pieces, Words, document
from petition_es.api.attachments.kinds import ENDINGS
from petition_es.api.attachments.refusals import DocumentErased, FileNotAsClaimed
from petition_es.api.attachments.uploading import keep_body, petition_to_add_to
from petition_es.api.attachments.vouchers import voucher_for
from petition_es.api.callers import WhoAsks, view_of
from petition_es.api.documenting import FOR_EVERYBODY, REQUEST, problems
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment
from petition_es.store.faults import WordsErased

router = APIRouter(tags=["documents"])

HANDED_OUT = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""A stranger's file runs nothing, is taken for nothing else, and stays in no cache."""

EXAMPLE: JsonDict = {
    "attachment": "eyJwZXRpdGlvbiI6ICIwMTk4…fQ.5c1d0a7e…",
    "attachment_id": "01981a2b-3c4d-7e5f-8a9b-0c1d2e3f4a5b",
    "media_type": "image/jpeg",
    "size": 204841,
    "name": "路面.jpg",
}


class KeptAttachment(BaseModel):
    """A file that was kept; `attachment` is the voucher that an act names it by, for a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    attachment: str
    attachment_id: UUID
    media_type: str
    size: int
    name: str


DocumentPath = Annotated[
    str, Path(description="The `document_id` in the timeline.", examples=[REQUEST], max_length=100)
]

BINARY = {"type": "string", "format": "binary"}
UNNAMED = "application/octet-stream"
"""Sent by who does not know the kind of a file, and answered for kinds that are not taken in."""

BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself. A picture loses everything but its pixels.",
        "content": {
            media_type: {"schema": BINARY, "example": "路面塌陷已有三个月。"}
            for media_type in ("text/plain", *ENDINGS, UNNAMED)
        },
    },
    "parameters": [
        {
            "in": "header",
            "name": "Content-Disposition",
            "required": False,
            "schema": {"type": "string"},
            "description": "The file's name.",
            "example": "attachment; filename*=UTF-8''%E8%B7%AF%E9%9D%A2",
        }
    ],
}

UPLOAD_PROBLEMS = problems(
    *(400, 401, 403, 404, 408, 410, 413, 415, 422, 429, 500, 503),
    s410=WordsErased(whose="Petition 01981a2b-3c4d-7e5f-8a9b-0c1d2e3f4a5b"),
    s413=TooLarge(limit=10 * 1024 * 1024),
    s415=WrongMediaType(given="image/gif", wanted=", ".join(ENDINGS)),
    s422=FileNotAsClaimed(claimed="image/png", found="image/jpeg"),
)
DOCUMENT_PROBLEMS = problems(
    *(401, 403, 404, 410, 422, 429, 500, 503), s404=NotFound(), s410=DocumentErased()
)
DOCUMENT: dict[str, Any] = {
    "description": "The document: words as text, a file as it was kept.",
    "content": {
        media_type: {"schema": BINARY, "example": "经核实，该路段已列入年度维修计划。"}
        for media_type in ("text/plain", *ENDINGS, UNNAMED)
    },
}


@router.post(
    "/petitions/{petition}/attachments",
    operation_id="hand_in",
    status_code=201,
    summary="Hand in a file",
    response_description="The file is kept; an act can name it.",
    openapi_extra=BODY,
    responses={201: {"content": {"application/json": {"example": EXAMPLE}}}, **UPLOAD_PROBLEMS},
)
async def hand_in(
    request: Request, response: Response, petition: PetitionPath, caller: WhoAsks
) -> KeptAttachment:
    """Keep a file for a petition, to be named by an act within 24 hours.

    JPEG, PNG, WebP, PDF and plain text are taken in, and must be what they say.
    """
    house: House = request.app.state.house
    petition_id = await run_in_threadpool(petition_to_add_to, house, caller, petition)
    attachment = await keep_body(house, petition_id, request)
    response.headers["Cache-Control"] = "no-store"
    return _kept(house, petition_id, attachment)


@router.get(
    "/petitions/{petition}/documents/{document_id}",
    operation_id="read_document",
    summary="Read a document",
    response_class=Response,
    responses={200: DOCUMENT, **DOCUMENT_PROBLEMS},
    openapi_extra=FOR_EVERYBODY,
)
def read_document(
    request: Request, petition: PetitionPath, document_id: DocumentPath, caller: WhoAsks
) -> Response:
    """Hand out a document that the timeline lists for this caller, under its `document_id`."""
    house: House = request.app.state.house
    return hand_out(document(house, view_of(house, caller, petition), document_id))


def hand_out(found: Words | Pieces) -> Response:
    """Answer with a document: words as plain text, a file to be saved, piece by piece. Blocking."""
    if isinstance(found, Words):
        return PlainTextResponse(found.text, headers=HANDED_OUT)
    first = next(found.content, b"")  # A broken seal is told before anything is answered.
    is_known = found.media_type in ENDINGS
    return StreamingResponse(
        chain([first], found.content),
        media_type=found.media_type if is_known else UNNAMED,
        headers=HANDED_OUT | {"Content-Disposition": _disposition(found)},
    )


def _disposition(found: Pieces) -> str:
    """To be saved, under its own name; old browsers, which read ASCII alone, get a plain one."""
    ending = ENDINGS.get(found.media_type, ("",))[0]
    name = quote(found.name, safe="")
    return f"attachment; filename=\"attachment{ending}\"; filename*=UTF-8''{name}"


def _kept(house: House, petition_id: UUID, attachment: Attachment) -> KeptAttachment:
    return KeptAttachment(
        attachment=voucher_for(house, petition_id, attachment),
        attachment_id=attachment.attachment_id,
        media_type=attachment.media_type,
        size=attachment.size,
        name=(attachment.name.reveal() if attachment.name else None) or "",
    )
