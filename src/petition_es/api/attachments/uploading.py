"""Uploads (上传附件): a file is checked, sealed and kept before the act that speaks of it."""

import re
from collections.abc import Iterable
from contextlib import aclosing
from email.message import Message
from functools import partial
from typing import Any
from uuid import UUID

from anyio import to_thread
from fastapi import Request
from starlette.datastructures import UploadFile

from petition_es.api.at_the_door import NoActor, OutsideTheScope, WrongMediaType
from petition_es.api.attachments.arriving import (
    counted,
    from_file,
    from_socket,
    in_time,
    refuse_more,
)
from petition_es.api.attachments.checking import checked
from petition_es.api.attachments.kinds import ENDINGS, UNCLAIMED, bare
from petition_es.api.attachments.turns import THREADS, a_turn_to_upload
from petition_es.api.callers import Caller, audience_of, petition_id_of
from petition_es.bootstrap import House
from petition_es.domain.codes import Attachment
from petition_es.domain.entry import Actor
from petition_es.domain.refusals import NoSuchPetition, NotYourUnit, RoleMayNot

ACT = "add_material"
"""The act that whoever sends files is about to do, as far as rights go."""


def keep(
    house: House,
    petition_id: UUID,
    pieces: Iterable[bytes],
    *,
    claimed: str | None,
    name: str | None,
) -> Attachment:
    """Keep a file for a petition; answer what an event will say of it.

    Blocking. Refuses by name what is too large or not what it says, and then keeps nothing of it.
    """
    refuse_other_kinds(claimed)
    whole = counted(pieces, house.settings.attachment_limit)
    incoming = checked(whole, claimed=claimed, name=name)
    return house.papers.keep(
        petition_id, incoming.content, media_type=incoming.media_type, name=incoming.name
    )


def keep_upload(house: House, petition_id: UUID, upload: UploadFile) -> Attachment:
    """Keep a file of a form that was read into memory. Blocking, and refuses as `keep` does."""
    if getattr(upload.file, "_rolled", False):
        raise AssertionError(
            "a form with files is read into memory: this one stood on disk in clear"
        )
    return keep(
        house,
        petition_id,
        from_file(upload.file),
        claimed=upload.content_type,
        name=upload.filename,
    )


async def keep_body(house: House, petition_id: UUID, request: Request) -> Attachment:
    """Keep the body of a request, as it streams in, when it is this upload's turn."""
    headers = request.headers
    refuse_other_kinds(headers.get("content-type"))
    length = headers.get("content-length", "")
    refuse_more(int(length) if length.isdecimal() else 0, house.settings.attachment_limit)
    address = request.client.host if request.client else ""
    async with a_turn_to_upload(address), aclosing(in_time(request.stream())) as stream:
        keeping = partial(
            keep,
            house,
            petition_id,
            from_socket(stream),
            claimed=headers.get("content-type"),
            name=name_in(headers.get("content-disposition")),
        )
        return await to_thread.run_sync(keeping, limiter=THREADS)


def refuse_other_kinds(claimed: str | None) -> None:
    """Refuse a media type that is not taken in, before a byte of the file is read."""
    media_type = bare(claimed)
    if media_type not in UNCLAIMED and media_type not in ENDINGS:
        raise WrongMediaType(given=media_type[:80], wanted=", ".join(ENDINGS))


def name_in(disposition: str | None) -> str | None:
    """The file name of a Content-Disposition header; `filename*` goes before `filename`.

    Whatever the header says of charsets, names are UTF-8 (RFC 8187). No name is in a header that
    cannot be read.
    """
    try:
        return _name_in(disposition)
    except Exception:  # noqa: BLE001  # the parser may raise anything at odd parameters
        return None


def _name_in(disposition: str | None) -> str | None:
    header = Message()
    header["Content-Disposition"] = re.sub(r"[\x00-\x1f\x7f]", " ", disposition or "")
    parameters = header.get_params(header="Content-Disposition") or []
    names: list[Any] = [value for parameter, value in parameters if parameter == "filename"]
    names.sort(key=lambda name: isinstance(name, str))
    if not names:
        return None
    name = names[0] if isinstance(names[0], str) else names[0][2]
    return str(name).encode("latin-1", "replace").decode("utf-8", "replace")


def petition_to_add_to(house: House, caller: Caller, petition: str) -> UUID:
    """The petition that a caller may hand files in for: a party's own, or one in the unit's hands.

    A stranger is not told whether there is such a petition.
    """
    if caller.actor is None:
        raise NoActor
    if not any(scope.partition(":")[0] == "act" for scope in caller.scopes):
        raise OutsideTheScope(scope="act")
    found = house.office.petition(petition_id_of(house, petition))
    if audience_of(house, caller, found.id, found.file) in ("petitioner", "officer"):
        return found.id
    raise _may_not(caller.actor, found.id)


def _may_not(actor: Actor, petition: UUID) -> Exception:
    if actor.role == "officer":
        return NotYourUnit(unit=actor.unit_id or "", act=ACT)
    if actor.role == "petitioner":
        return NoSuchPetition(petition=petition)
    return RoleMayNot(role=actor.role, act=ACT)
