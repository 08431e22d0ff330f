"""Who asks (来访者身份): every request's caller, and what of a petition that caller may see.

A bearer token names an actor; in a demonstration `demo:<identity>` does, from its own machine only.
A query code, or the session that a browser got for one, opens one petition as its petitioner.
Nobody at all still reads what was published.
"""

import asyncio
import ipaddress
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Literal, TypeVar
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from starlette.concurrency import run_in_threadpool

from petition_es.api import sessions
from petition_es.api.at_the_door import (
    FromElsewhere,
    NoActor,
    NumberMistyped,
    OnlyOnThisMachine,
    OutsideTheScope,
    TokenNotValid,
    ViewNotYours,
)
from petition_es.api.documenting import CODE_SCHEME
from petition_es.api.limits import sender
from petition_es.bootstrap import House
from petition_es.demonstration.identities import identity
from petition_es.domain.codes import Audience
from petition_es.domain.entry import Actor
from petition_es.domain.petition import Petition, PetitionFile, PetitionNumber
from petition_es.domain.refusals import MistypedNumber, NoSuchPetition, NumberOrCodeWrong
from petition_es.projections.timeline import admit, may_see

DEMONSTRATION = "demo:"
EVERYTHING = frozenset({"read", "act"})
CODES_AT_ONCE = 2
"""So many query codes are checked at a time in a process: each takes 16 MiB, on purpose."""

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="An access token (`petition-es token issue`); in a demonstration, from its own "
    "machine, `demo:` and the name of an identity, as `demo:haiyang-bureau`.",
)
QUERY_CODE = APIKeyHeader(
    auto_error=False,
    name="Query-Code",
    scheme_name=CODE_SCHEME,
    description="The query code of the petition in the path: opens it as its petitioner.",
)

Found = TypeVar("Found")
Means = Literal["nobody", "token", "demonstration", "code", "session"]


@dataclass(frozen=True)
class Caller:
    """Who asks, how that was shown, and what it may be used for."""

    actor: Actor | None = None
    by: Means = "nobody"
    scopes: frozenset[str] = frozenset()
    petition_id: UUID | None = None
    """The one petition that a query code opened."""

    def acting(self, act: str) -> Actor:
        """The actor of an act; refused without one, or outside the token's scope."""
        if self.actor is None:
            raise NoActor
        if not self.scopes & {"act", f"act:{act}"}:
            raise OutsideTheScope(scope=f"act:{act}")
        return self.actor


@dataclass(frozen=True)
class View:
    """A petition as a caller may see it."""

    petition_id: UUID
    audience: Audience
    caller: Caller
    petition: Petition


NOBODY = Caller()

_CHECKING = ThreadPoolExecutor(CODES_AT_ONCE, thread_name_prefix="query-code")


async def caller_of(
    request: Request,
    _token: Annotated[object, Security(BEARER)] = None,
    _code: Annotated[object, Security(QUERY_CODE)] = None,
) -> Caller:
    """Tell who asks; a token, code or session that opens nothing is refused, not overlooked."""
    headers = request.headers
    if (authorization := headers.get("authorization")) is not None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise TokenNotValid
        if token.startswith(DEMONSTRATION):
            return _of_demonstration(request, token.removeprefix(DEMONSTRATION))
        return await run_in_threadpool(_of_token, request.app.state.house, token.strip())
    petition = request.path_params.get("petition")
    if petition and (code := headers.get("query-code")) is not None:
        house, address = request.app.state.house, sender(request.scope)
        checking = few_at_once(partial(_of_code, house, petition, code, address))
        return await asyncio.wrap_future(checking)
    number = request.path_params.get("number")
    if number and (cookie := request.cookies.get(sessions.COOKIE)) is not None:
        return await run_in_threadpool(_of_session, request.app.state.house, number, cookie)
    return NOBODY


WhoAsks = Annotated[Caller, Depends(caller_of)]


def view_of(house: House, caller: Caller, petition: str, wanted: Audience | None = None) -> View:
    """Open a petition to a caller, in the view wanted or else the widest that the caller may have.

    What is not published, and not the caller's to see, is not told apart from what does not exist.
    """
    if caller.actor is None and wanted not in (None, "public"):
        raise NoActor
    found = house.office.petition(petition_id_of(house, petition))
    widest = audience_of(house, caller, found.id, found.file)
    if wanted is not None and not may_see(widest, wanted):
        admit(found.recorded, widest)
        raise ViewNotYours(yours=widest, wanted=wanted)
    if caller.actor is not None and "read" not in caller.scopes and widest != "public":
        raise OutsideTheScope(scope="read")
    return View(found.id, wanted or widest, caller, found)


def audience_of(house: House, caller: Caller, petition_id: UUID, file: PetitionFile) -> Audience:
    """The widest view that a caller may have of a petition."""
    if caller.actor is None:
        return "public"
    if caller.petition_id is not None:
        return "petitioner" if caller.petition_id == petition_id else "public"
    return house.policy.audience(caller.actor, file)


def petition_id_of(house: House, petition: str) -> UUID:
    """The petition that a path names, by its number in any typing or by its id."""
    try:
        return UUID(petition)
    except ValueError:
        pass
    try:
        return house.office.petition_id(petition)
    except MistypedNumber:
        raise NumberMistyped(number=petition[:40]) from None


def opened(house: House, number: str, code: str, address: str) -> Caller:
    """Open a petition by number and code, as the one who petitions; `address` is the sender's."""
    registration = house.desk.open(number, code, address)
    return _petitioner(house, registration.petition_id, "code")


def few_at_once(check: Callable[[], Found]) -> Future[Found]:
    """Check a query code in its turn, in threads of its own: reading never waits for guessers."""
    return _CHECKING.submit(copy_context().run, check)


def _of_token(house: House, token: str) -> Caller:
    grant = house.access.find(token, house.clock())
    if grant is None:
        raise TokenNotValid
    return Caller(grant.actor, "token", frozenset(grant.scopes))


def _of_code(house: House, petition: str, code: str, address: str) -> Caller:
    number = petition
    if _is_id(petition):
        try:
            number = house.office.petition(UUID(petition)).file.number or petition
        except NoSuchPetition:
            raise NumberOrCodeWrong from None
    try:
        return opened(house, number, code, address)
    except MistypedNumber:
        raise NumberMistyped(number=petition[:40]) from None


def _of_session(house: House, number: str, cookie: str) -> Caller:
    """A session that is over opens nothing; the page then asks for the code again."""
    try:
        parsed = str(PetitionNumber.parse(number))
    except MistypedNumber:
        return NOBODY
    registration = house.store.numbers.find(parsed)
    if registration is None or registration.code_hash is None:
        return NOBODY
    if not sessions.is_open(house, cookie, parsed, registration):
        return NOBODY
    return _petitioner(house, registration.petition_id, "session")


def _petitioner(house: House, petition_id: UUID, by: Means) -> Caller:
    """Whoever has the code acts as the petitioner who handed it in, or who speaks for all."""
    parties = house.office.petition(petition_id).file.parties.values()
    speaking = sorted(parties, key=lambda party: party.role == "joint_signer")
    actor = Actor(actor_id=speaking[0].petitioner_id, role="petitioner")
    return Caller(actor, by, EVERYTHING, petition_id)


def _of_demonstration(request: Request, name: str) -> Caller:
    house: House = request.app.state.house
    if not (house.settings.demonstration and is_from_this_machine(request)):
        raise OnlyOnThisMachine
    return Caller(identity(name), "demonstration", EVERYTHING)


def is_from_this_machine(request: Request) -> bool:
    """Tell whether a request comes from this machine, by no detour and under a name of its own."""
    peer = request.client.host if request.client else ""
    is_forwarded = any(name in request.headers for name in FORWARDED)
    return _is_loopback(peer) and not is_forwarded and _is_loopback(request.url.hostname or "")


def same_site_post(request: Request) -> None:
    """Refuse a form that a page of another site sent."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        raise FromElsewhere
    if origin is not None and origin.partition("://")[2] not in _own_names(request):
        raise FromElsewhere


def _own_names(request: Request) -> set[str]:
    """How this site is called: by this request, and from outside, where a proxy renames it."""
    public = request.app.state.house.settings.public_url or ""
    named = {request.headers.get("host", ""), public.partition("://")[2].partition("/")[0]}
    return named - {""}


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_id(petition: str) -> bool:
    try:
        UUID(petition)
    except ValueError:
        return False
    return True
