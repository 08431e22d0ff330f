"""The manners of a command: which version it was meant for, and how it is done only once.

`If-Match` holds the ETag that the sender saw; `*` stands for any version. `Idempotency-Key` names
the command: sent again with the same body, it gets the first answer again.
"""

import re
from typing import Annotated

from fastapi import Depends, Header, Request

from petition_es.api.at_the_door import KeyNotReadable, VersionMissing, VersionNotReadable
from petition_es.api.callers import Caller
from petition_es.office.circumstances import Once

VERSION = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')
KEY = re.compile(r"[\x21-\x7e]{1,200}")

IfMatch = Annotated[str | None, Header(include_in_schema=False)]
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'The ETag of the version that the act was meant for, as `"7"`, or `*` for any. '
    "Without it the answer is 428; when the petition has moved on, 412.",
    "schema": {"type": "string", "pattern": r'^(\*|"[0-9]{1,9}")$'},
    "example": "*",
}


def etag(version: int) -> str:
    """The ETag of a petition's version."""
    return f'"{version}"'


def version_in(if_match: str | None) -> int | None:
    """The version that an If-Match names; None for any."""
    if if_match is None:
        raise VersionMissing
    if if_match.strip() == "*":
        return None
    named = VERSION.fullmatch(if_match.strip())
    if named is None:
        raise VersionNotReadable
    return int(named[1])


async def _fingerprint(
    request: Request,
    idempotency_key: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> tuple[str, str] | None:
    """The sender's key for a command, and everything that makes it this command."""
    if idempotency_key is None:
        return None
    if not KEY.fullmatch(idempotency_key):
        raise KeyNotReadable
    body = (await request.body()).decode("latin-1")
    return idempotency_key, f"{request.method} {request.url.path}\n{body}"


IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A fresh name for this command, such as a UUID. Sent again with the same body "
    "within a day it is answered as the first time; with another body, by 422.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "example": "8e03978e-40d5-43e8-bc93-6894a57f9324",
}
Fingerprint = Annotated[tuple[str, str] | None, Depends(_fingerprint)]


def once_of(caller: Caller, fingerprint: tuple[str, str] | None) -> Once | None:
    """A key names a command of one sender; another sender's same key is another command."""
    if fingerprint is None or caller.actor is None:
        return None
    key, body = fingerprint
    actor = caller.actor
    return Once(f"{actor.role} {actor.actor_id} {actor.unit_id} {key}", body)
