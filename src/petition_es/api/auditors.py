"""Auditors at a browser (审计人员入口): opened for an hour with a token, which the browser forgets.

What the browser keeps names the token by its hash and an end, and is signed: it opens nothing but
pages for auditors, and is over at once when the token is revoked.
"""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from petition_es.api.at_the_door import (
    AuditorsOnly,
    NoActor,
    OnlyOnThisMachine,
    TokenNotValid,
)
from petition_es.api.callers import (
    DEMONSTRATION,
    EVERYTHING,
    NOBODY,
    Caller,
    WhoAsks,
    is_from_this_machine,
)
from petition_es.bootstrap import House
from petition_es.demonstration.identities import identity
from petition_es.office.access import hash_of

COOKIE = "auditor"
LASTS = timedelta(minutes=60)
TIME_DIGITS_MAX = 11
OF_DEMONSTRATION = "demonstration"


async def visitor_of(request: Request, caller: WhoAsks) -> Caller:
    """Tell who visits a page for auditors: by a token, or as the browser was opened."""
    cookie = request.cookies.get(COOKIE)
    if caller.actor is not None or cookie is None:
        return caller
    return await run_in_threadpool(_of_cookie, request, cookie)


Visitor = Annotated[Caller, Depends(visitor_of)]


def check_auditor(caller: Caller) -> None:
    """Refuse everybody but an auditor, whatever is asked for."""
    if caller.actor is None:
        raise NoActor
    if caller.actor.role != "auditor":
        raise AuditorsOnly


def open_to_auditor(request: Request, response: Response, token: str) -> None:
    """Let this browser see the pages for auditors; refuses a token that is no auditor's."""
    house: House = request.app.state.house
    caller, name = _of_token(request, token.strip())
    check_auditor(caller)
    ends = str(int((house.clock() + LASTS).timestamp()))
    response.set_cookie(
        COOKIE,
        f"{ends}.{name}.{_signature(house, ends, name)}",
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )


def close_to_auditor(response: Response) -> None:
    """Forget it, as on a machine that others use too."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")


def _of_token(request: Request, token: str) -> tuple[Caller, str]:
    """Whose token this is, and the name under which the browser keeps it."""
    if token.startswith(DEMONSTRATION):
        caller = _of_demonstration(request)
        if caller is NOBODY:
            raise OnlyOnThisMachine
        return caller, OF_DEMONSTRATION
    name = hash_of(token).hex()
    caller = _of_hash(request.app.state.house, name)
    if caller is NOBODY:
        raise TokenNotValid
    return caller, name


def _of_cookie(request: Request, cookie: str) -> Caller:
    """What is over, or not ours, opens nothing; the page then asks for the token again."""
    house: House = request.app.state.house
    ends, _, rest = cookie.partition(".")
    name, _, signature = rest.partition(".")
    if not (ends.isascii() and ends.isdigit() and len(ends) <= TIME_DIGITS_MAX):
        return NOBODY
    expected = _signature(house, ends, name)
    is_ours = hmac.compare_digest(signature.encode(), expected.encode())
    if not is_ours or house.clock() >= datetime.fromtimestamp(int(ends), UTC):
        return NOBODY
    return _of_demonstration(request) if name == OF_DEMONSTRATION else _of_hash(house, name)


def _of_demonstration(request: Request) -> Caller:
    house: House = request.app.state.house
    if not (house.settings.demonstration and is_from_this_machine(request)):
        return NOBODY
    return Caller(identity("auditor"), "demonstration", EVERYTHING)


def _of_hash(house: House, name: str) -> Caller:
    grant = house.access.find_hashed(bytes.fromhex(name), house.clock())
    return Caller(grant.actor, "token", frozenset(grant.scopes)) if grant else NOBODY


def _signature(house: House, ends: str, name: str) -> str:
    return house.store.matching.keyed_hash("opened to an auditor", ends, name)
